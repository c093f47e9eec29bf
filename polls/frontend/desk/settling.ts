/** A button that changes under the finger is not pressed by the same movement. Pure. */

/** Longer than the second half of a double press, shorter than anybody waits. */
export const SETTLE_MS = 600;

/** Remembers since when the next move of the poll that is looked at is what it is. */
export class Settling {
  private key = "";
  private pollId: number | null = null;
  private sinceMs = Number.NEGATIVE_INFINITY;

  /** Take what comes next now. Another poll was chosen by hand: nothing changed under the finger. */
  note(pollId: number | null, move: string | null, nowMs: number): void {
    const key = move ?? "";
    if (pollId === this.pollId && key === this.key) return;
    this.sinceMs = pollId === this.pollId ? nowMs : Number.NEGATIVE_INFINITY;
    this.pollId = pollId;
    this.key = key;
  }

  /** How long it still takes until a press is meant for what stands there; 0: now. */
  leftMs(nowMs: number): number {
    return Math.max(0, this.sinceMs + SETTLE_MS - nowMs);
  }
}
