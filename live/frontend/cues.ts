/** Cues: what is meant to match the picture, whatever the viewer's delay. The rules are in docs/cues.md. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { CueClock, type Seat } from "./cue-clock";

/** Something that is in force from one moment of the programme to another. */
export interface Cue {
  readonly id: string;
  /** Programme time, UTC milliseconds. */
  readonly atMs: number;
  /** The first moment in which it is in force no more; null while nobody has ended it. */
  readonly untilMs: number | null;
}

/** Whether a cue is in force at a programme time. */
export function isInForce({ atMs, untilMs }: Omit<Cue, "id">, nowMs: number): boolean {
  return atMs <= nowMs && (untilMs === null || nowMs < untilMs);
}

/** Every moment at which one of the cues begins or ends: what `CueTime.at` wants to know. */
export function boundariesOf(cues: Iterable<Omit<Cue, "id">>): number[] {
  return [...cues].flatMap(({ atMs, untilMs }) => (untilMs === null ? [atMs] : [atMs, untilMs]));
}

/**
 * The programme time of an element: `private readonly time = new CueTime(this)`.
 *
 * What is in force is worked out anew from the time and from the list that the server keeps, in each rendering; so who
 * comes late, seeks or loads the page again sees what belongs to the picture, and nothing has to be remembered:
 *
 *     const nowMs = this.time.at([poll.opens_at_ms, poll.closes_at_ms]);
 *     return poll.opens_at_ms <= nowMs ? html`…` : nothing;
 */
export class CueTime implements ReactiveController {
  private readonly clock: CueClock;
  /** The stretch around the last rendering in which nothing begins or ends. */
  private fromMs = Number.NEGATIVE_INFINITY;
  private untilMs = Number.POSITIVE_INFINITY;

  /** `seat`: "crew" goes by the server's clock, whatever picture the page has. */
  constructor(
    private readonly host: ReactiveControllerHost,
    seat: Seat = "audience",
  ) {
    this.clock = new CueClock(seat, this.look);
    host.addController(this);
  }

  /**
   * Return the programme time, and render again once it is on the other side of any of `boundaries`: with the very
   * frame that passes it, forwards or backwards. Called in `render`; the last call counts, null is no boundary.
   *
   * UTC milliseconds; negative infinity, so before everything, while the first picture is on its way.
   */
  at(boundaries: Iterable<number | null | undefined>): number {
    const nowMs = this.clock.nowMs;
    this.forget();
    for (const boundary of boundaries) {
      if (boundary === null || boundary === undefined) continue;
      if (boundary <= nowMs) this.fromMs = Math.max(this.fromMs, boundary);
      else this.untilMs = Math.min(this.untilMs, boundary);
    }
    this.clock.wakeAt(this.untilMs);
    return nowMs;
  }

  hostConnected(): void {
    this.clock.start();
    this.look();
  }

  hostDisconnected(): void {
    this.clock.end();
  }

  private readonly look = (): void => {
    const nowMs = this.clock.nowMs;
    if (nowMs >= this.fromMs && nowMs < this.untilMs) {
      this.clock.wakeAt(this.untilMs);
      return;
    }
    // Once: a rendering that does not ask for the time does not hang on it.
    this.forget();
    this.host.requestUpdate();
  };

  private forget(): void {
    this.fromMs = Number.NEGATIVE_INFINITY;
    this.untilMs = Number.POSITIVE_INFINITY;
  }
}
