/** From running totals to a flow of emoji that looks alive, and costs the same for 100 taps a second and for 5,000. */

export type Counts = Readonly<Record<string, number>>;

/** One emoji that is to rise, so long from now. */
export interface Rise {
  readonly emoji: string;
  readonly inMs: number;
}

/** What one sees at most: new ones a second, and at one time. */
export const MOST_A_SECOND = 12;
export const MOST_ALIVE = 40;

/** Totals come four times a second at most, and once a second to the largest crowd. */
const SHORTEST_MS = 250;
const LONGEST_MS = 1_000;

/**
 * How many emoji rise a second for so many taps a second: one for one, then one more for each doubling: 100 are 6.7,
 * 1,000 are 10, from 4,095 on it is the most.
 */
export function risesASecond(tapsASecond: number): number {
  return Math.min(tapsASecond, Math.log2(1 + tapsASecond), MOST_A_SECOND);
}

/**
 * Turns each change of the totals into rises that are spread over the time until the next, so that nothing comes in bursts.
 *
 * Own taps rise at once where they are made (`own`), and are not shown again when they come with the totals.
 */
export class Flow {
  private known: Counts | null = null;
  private knownAtMs = 0;
  private readonly mine = new Map<string, number>();
  /** The taps of the last second, by when they were told. */
  private lately: readonly (readonly [atMs: number, taps: number])[] = [];
  /** What was too little for a whole emoji. */
  private rest = 0;

  constructor(private readonly random: () => number) {}

  /** Note taps of one's own, which are seen already; a negative count takes back what the server did not take. */
  own(emoji: string, count: number): void {
    this.mine.set(emoji, Math.max(0, (this.mine.get(emoji) ?? 0) + count));
  }

  /** Take the totals and show nothing: the first ones, and those after a pause that nobody looked at. */
  rebase(totals: Counts, nowMs: number): void {
    this.known = totals;
    this.knownAtMs = nowMs;
    this.mine.clear();
    this.lately = [];
    this.rest = 0;
  }

  /** Return what is to rise because of these totals. */
  take(totals: Counts, nowMs: number): Rise[] {
    if (this.known === null) {
      this.rebase(totals, nowMs);
      return [];
    }
    const taps = this.tapsOfOthers(this.known, totals);
    const overMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, nowMs - this.knownAtMs));
    this.known = totals;
    this.knownAtMs = nowMs;
    const sum = taps.reduce((all, [, count]) => all + count, 0);
    if (sum === 0) return [];
    const count = this.share(sum, nowMs, overMs);
    // Each has a part of the time for itself, and comes somewhere in it.
    return Array.from({ length: count }, (_, place) => ({
      emoji: this.one(taps, sum),
      inMs: Math.round(((place + this.random()) * overMs) / count),
    }));
  }

  /** How many of so many taps are shown. A single one always is. */
  private share(taps: number, nowMs: number, overMs: number): number {
    this.lately = [...this.lately.filter(([atMs]) => atMs > nowMs - LONGEST_MS), [nowMs, taps]];
    const inASecond = this.lately.reduce((sum, [, some]) => sum + some, 0);
    const wanted = this.rest + (taps * risesASecond(inASecond)) / inASecond;
    const count = Math.min(Math.floor(wanted), Math.max(1, Math.floor((MOST_A_SECOND * overMs) / 1000)));
    this.rest = Math.min(1, wanted - count);
    return count;
  }

  private tapsOfOthers(before: Counts, after: Counts): [string, number][] {
    return Object.entries(after).flatMap(([emoji, total]): [string, number][] => {
      // A list that was changed begins anew, with less than before.
      const added = Math.max(0, total - (before[emoji] ?? 0));
      const own = Math.min(added, this.mine.get(emoji) ?? 0);
      if (own > 0) this.own(emoji, -own);
      return added > own ? [[emoji, added - own]] : [];
    });
  }

  /** One of the emoji, as often as it was tapped. */
  private one(taps: readonly (readonly [string, number])[], sum: number): string {
    let at = this.random() * sum;
    for (const [emoji, count] of taps) {
      at -= count;
      if (at < 0) return emoji;
    }
    return taps.at(-1)?.[0] ?? "";
  }
}
