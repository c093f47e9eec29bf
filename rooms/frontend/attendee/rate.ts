/** How many messages a minute there were, and how many of them one could see: counted from what has come. Pure. */

interface Sample {
  readonly atMs: number;
  readonly posted: number;
}

const MINUTE_MS = 60_000;
/** From so short a while nothing is told of a minute. */
const LEAST_MS = 5_000;

export class Rate {
  private readonly samples: Sample[] = [];

  /** Take how many were posted by now. */
  note(posted: number, nowMs: number): void {
    if (this.samples.at(-1)?.posted !== posted) this.samples.push({ atMs: nowMs, posted });
    // The one before the minute is where it began.
    while (this.samples.length > 1 && (this.samples[1]?.atMs ?? nowMs) <= nowMs - MINUTE_MS) this.samples.shift();
  }

  /** How many were posted within the last minute, or within the while that is known of, told as a minute's; null: too soon. */
  perMinute(nowMs: number): number | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last) return null;
    const knownMs = nowMs - first.atMs;
    if (knownMs < LEAST_MS) return null;
    return Math.round(((last.posted - first.posted) * MINUTE_MS) / Math.max(knownMs, LEAST_MS));
  }
}
