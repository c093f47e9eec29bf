/** The page's playhead: which moment of the programme its viewer sees. */

/**
 * `none`: there is no picture, and there will be none soon. `coming`: the first is waited for. `moving`: there is one,
 * even if it stands still for a moment. `paused`: the viewer keeps it where it is.
 */
export type PlayheadState = "none" | "coming" | "moving" | "paused";

/** A picture that has not come for this long, or stands still for as long though nobody paused it, is none. */
export const PATIENCE_MS = 6_000;
/** Times that go back by less are an encoder's unevenness or a coarser clock's, and no seek. */
export const UNEVEN_MS = 200;

/**
 * Told by the page's player of each frame before the page is painted with it; asked by whatever matches the picture.
 *
 * A page without a player has one too: its state is `none` for good.
 */
export class Playhead {
  private current: PlayheadState = "none";
  private ms: number | undefined;
  private newestAt = 0;
  private losing: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  get state(): PlayheadState {
    return this.current;
  }

  /** Programme time of the frame on screen, in whole UTC milliseconds; undefined where there is no picture. */
  get nowMs(): number | undefined {
    return this.ms;
  }

  /** Call `listener` after each frame and each change of state; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  // --- what the player says

  /** A picture is on its way. */
  expect(): void {
    if (this.current !== "none") return;
    this.wait();
    this.become("coming", undefined);
  }

  /** A frame is on screen. */
  show(programmeMs: number): void {
    const shown = Math.round(programmeMs);
    const isUneven = this.ms !== undefined && shown < this.ms && this.ms - shown < UNEVEN_MS;
    this.wait();
    this.become(this.current === "paused" ? "paused" : "moving", isUneven ? this.ms : shown);
  }

  /** The viewer keeps the picture where it is. */
  pause(): void {
    if (this.ms === undefined) return;
    clearTimeout(this.losing);
    this.losing = undefined;
    this.become("paused", this.ms);
  }

  /** The viewer lets it go on. */
  resume(): void {
    if (this.current !== "paused") return;
    this.current = "moving";
    this.wait();
    this.tell();
  }

  /** There is no picture any more. */
  leave(): void {
    clearTimeout(this.losing);
    this.losing = undefined;
    if (this.current !== "none") this.become("none", undefined);
  }

  private become(state: PlayheadState, ms: number | undefined): void {
    this.current = state;
    this.ms = ms;
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }

  /** Lose the picture unless another frame comes. One timer, not one for each frame. */
  private wait(): void {
    this.newestAt = performance.now();
    if (this.current === "paused") return;
    this.losing ??= setTimeout(this.look, PATIENCE_MS);
  }

  private readonly look = (): void => {
    const leftMs = this.newestAt + PATIENCE_MS - performance.now();
    this.losing = leftMs > 0 ? setTimeout(this.look, leftMs) : undefined;
    if (leftMs <= 0) this.leave();
  };
}

/** The playhead of this page. */
export const playhead = new Playhead();
