/** Shares of a whole. */

/** Whole per cents of `counts` that add up to 100 (largest remainder; of equal ones the first), or are all 0. */
export function percentsOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((count) => (100 * count) / total);
  const percents = exact.map(Math.floor);
  const missing = 100 - percents.reduce((sum, percent) => sum + percent, 0);
  const byRemainder = exact.map((value, at) => ({ at, rest: value % 1 })).sort((one, other) => other.rest - one.rest || one.at - other.at);
  for (const { at } of byRemainder.slice(0, missing)) percents[at] = (percents[at] ?? 0) + 1;
  return percents;
}

/** `part` of `whole`, from 0 to 1. */
export function shareOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
}
