/** When a connection that ended comes back, if it does. */

const BASE_MS = 500;
const CAP_MS = 15_000;

/** Coming back with the same page would end the same way: not text, too big, bad frame, bad or expired ticket, ... */
const FINAL_CODES: ReadonlySet<number> = new Set([1003, 1009, 4400, 4401, 4402, 4403, 4404]);

/** The server asks for room: not before so many milliseconds (flooding, overloaded). */
const IMPOSED_MS: ReadonlyMap<number, number> = new Map([
  [4429, 10_000],
  [4503, 5_000],
]);
const IMPOSED_SPREAD_MS = 10_000;

export interface Pause {
  readonly delayMs: number;
  /** The server's wish: neither a visible page nor a network that is back may shorten it. */
  readonly imposed: boolean;
}

/**
 * The pause before attempt number `attempt` (from 0) after a socket closed with `code`, or null when it ends for good.
 *
 * Full jitter (random between 0 and the doubled base): an edge that dies has thousands of clients, whose returns must not
 * meet. Codes that nobody documented count as a broken network.
 */
export function pauseBefore(attempt: number, code: number, random: () => number): Pause | null {
  if (FINAL_CODES.has(code)) return null;
  const imposedMs = IMPOSED_MS.get(code);
  if (imposedMs !== undefined) return { delayMs: imposedMs + random() * IMPOSED_SPREAD_MS, imposed: true };
  return { delayMs: random() * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 10)), imposed: false };
}
