/** The time that cues go by on this page. */
import { currentPage } from "./page";
import { playhead } from "./playhead";

/** Whose time it is: the `audience` sees the picture late, the `crew` lives at zero delay. */
export type Seat = "audience" | "crew";

/**
 * A frame stands for the moments for which it is on screen; its time is the first of them, and this is their middle. So a
 * cue comes with the frame that is nearest to it, and not up to a whole frame late.
 */
const HALF_FRAME_MS = 20;
/** Timers count no further than 24 days; and a machine that slept, or whose clock was set, is looked at again. */
const LONGEST_SLEEP_MS = 60_000;

/**
 * Programme time: by the picture where there is one, by the server's clock where there is none.
 *
 * `moved` is called for each frame, in the same turn as the frame, so that what it changes is painted with it; without
 * a picture at the moments that `wakeAt` names; and when it changes by which of the two it goes.
 */
export class CueClock {
  private stop: (() => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly seat: Seat,
    private readonly moved: () => void,
  ) {}

  /** Whether the picture says what time it is. */
  get goesByPicture(): boolean {
    return this.seat === "audience" && playhead.state !== "none";
  }

  /** UTC milliseconds of the programme; before everything for as long as the first picture is waited for. */
  get nowMs(): number {
    if (!this.goesByPicture) return currentPage().live.serverNowMs;
    return playhead.nowMs === undefined ? Number.NEGATIVE_INFINITY : playhead.nowMs + HALF_FRAME_MS;
  }

  /** Whether the viewer keeps the picture where it is. */
  get isPaused(): boolean {
    return this.seat === "audience" && playhead.state === "paused";
  }

  start(): void {
    if (this.seat === "audience") this.stop ??= playhead.subscribe(this.moved);
  }

  end(): void {
    this.stop?.();
    this.stop = undefined;
    clearTimeout(this.timer);
  }

  /** Call `moved` once the programme has got to `atMs`, if no picture will say so. One moment at a time. */
  wakeAt(atMs: number): void {
    clearTimeout(this.timer);
    if (atMs === Number.POSITIVE_INFINITY || this.goesByPicture) return;
    this.timer = setTimeout(this.moved, Math.min(Math.max(Math.ceil(atMs - this.nowMs), 0), LONGEST_SLEEP_MS));
  }
}
