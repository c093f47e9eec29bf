/** Moments: what happens once, when the picture gets there. What lasts is a cue in force (`cues.ts`). */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { CueClock, type Seat } from "./cue-clock";
import { isInForce, type Cue } from "./cues";
import { FiredIds } from "./fired-ids";

/** What becomes of it for who was not watching when it was due: nothing, or it happens when they come into its window. */
export type Late = "miss" | "join";

export interface Moment extends Cue {
  readonly late: Late;
}

/** The page may learn of a moment, or be able to show it, a little after its time; later than this it is missed. */
export const LATE_MS = 3_000;
/** A picture that leaps further ahead was not played: somebody sought, or the encoder was away. */
export const LEAP_MS = 1_500;

/**
 * Calls `fire` once for each moment, in the turn of the frame that is nearest to its time.
 *
 * It fires for who was watching on the way there, and by `late` for who was not. Never twice for an id, neither after a
 * seek nor when the page is loaded again in its tab. While the picture is paused nothing fires.
 */
export class Moments implements ReactiveController {
  private readonly clock: CueClock;
  private readonly fired: FiredIds;
  private moments: readonly Moment[] = [];
  /** Since which programme time everything was watched. */
  private watchedFromMs = Number.NaN;
  private lastMs = Number.NaN;
  private wentByPicture = false;

  /** `name` tells these moments from the page's others: "effects/7". */
  constructor(
    host: ReactiveControllerHost,
    name: string,
    private readonly fire: (moment: Moment) => void,
    seat: Seat = "audience",
  ) {
    this.clock = new CueClock(seat, this.look);
    this.fired = new FiredIds(name);
    host.addController(this);
  }

  /** Say which moments there are; whenever that changes. */
  set(moments: readonly Moment[]): void {
    this.moments = moments;
    this.look();
  }

  hostConnected(): void {
    this.watchedFromMs = Number.NaN;
    this.clock.start();
    this.look();
  }

  hostDisconnected(): void {
    this.clock.end();
  }

  private readonly look = (): void => {
    const { nowMs, isPaused } = this.clock;
    if (isPaused || nowMs === Number.NEGATIVE_INFINITY) {
      // What is sought in a pause, and a picture that comes anew, begin another stretch by their leap.
      return;
    }
    this.follow(nowMs);
    let nextMs = Number.POSITIVE_INFINITY;
    for (const moment of this.moments) {
      if (moment.atMs > nowMs) nextMs = Math.min(nextMs, moment.atMs);
      else if (this.isDue(moment, nowMs) && this.fired.add(moment.id)) this.fire(moment);
    }
    this.clock.wakeAt(nextMs);
  };

  private follow(nowMs: number): void {
    const { goesByPicture } = this.clock;
    const leapMs = nowMs - this.lastMs;
    // Without a picture one looks only when something is due, and everything until then was waited through.
    const goesOn = goesByPicture === this.wentByPicture && leapMs >= 0 && (!goesByPicture || leapMs <= LEAP_MS);
    if (Number.isNaN(this.watchedFromMs) || !goesOn) this.watchedFromMs = nowMs;
    this.lastMs = nowMs;
    this.wentByPicture = goesByPicture;
  }

  private isDue(moment: Moment, nowMs: number): boolean {
    if (moment.late === "join" && isInForce(moment, nowMs)) return true;
    return this.watchedFromMs < moment.atMs && nowMs - moment.atMs <= LATE_MS;
  }
}
