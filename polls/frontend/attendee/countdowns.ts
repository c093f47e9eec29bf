/** Since when the countdown of each poll runs: pure but for what it remembers. */
import type { PollRecord } from "../../../live/frontend/wire.gen";

interface Countdown {
  readonly opensMs: number;
  readonly closesMs: number | null;
  readonly fromMs: number;
}

/**
 * A poll's record says when it was opened first. One that is opened again counts down anew, from when this page was told
 * of its later close; a page that comes after that knows no better than the first opening.
 */
export class Countdowns {
  private readonly known = new Map<number, Countdown>();

  /** Take note of how long the polls are open, and forget those that are gone. */
  note(polls: readonly PollRecord[], timeMs: number): void {
    const there = new Set(polls.map(({ id }) => id));
    for (const id of this.known.keys()) if (!there.has(id)) this.known.delete(id);
    for (const { id, opens_at_ms: opensMs, closes_at_ms: closesMs } of polls) {
      if (opensMs === null) continue;
      const before = this.known.get(id);
      const isSame = before?.opensMs === opensMs;
      const isLater = closesMs !== null && isSame && (before.closesMs === null || closesMs > before.closesMs);
      // A picture that is late may not have got to the opening.
      const fromMs = isLater ? Math.max(opensMs, timeMs) : isSame ? before.fromMs : opensMs;
      this.known.set(id, { opensMs, closesMs, fromMs });
    }
  }

  /** The programme time at which the countdown that runs was whole. */
  fromMs({ id, opens_at_ms: opensMs }: PollRecord): number {
    return this.known.get(id)?.fromMs ?? opensMs ?? 0;
  }
}
