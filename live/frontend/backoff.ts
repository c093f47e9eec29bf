/** When a connection that ended comes back, if it does. */

/** The code of an end that no close frame explains. */
export const ABNORMAL = 1006;
/** The server has as much as it can take. */
export const OVERLOADED = 4503;

const BASE_MS = 500;
const CAP_MS = 15_000;

/** The ticket is missing, too old or void. Another one may help, where the page can get one. */
export const TICKET_CODES: ReadonlySet<number> = new Set([4401, 4402, 4404]);

/** Coming back with the same page would end the same way: not text, too big, bad frame, bad or expired ticket, ... */
const FINAL_CODES: ReadonlySet<number> = new Set([1003, 1009, 4400, 4401, 4402, 4403, 4404]);

/** The server asks for room: not before so many milliseconds (flooding, overloaded). */
const IMPOSED_MS: ReadonlyMap<number, number> = new Map([
  [4429, 10_000],
  [OVERLOADED, 5_000],
]);
const IMPOSED_SPREAD_MS = 10_000;
/** The server says it more exactly in the reason: "overloaded after_ms=7350". */
const AFTER = /\bafter_ms=(\d{1,7})\b/;

export interface Pause {
  readonly delayMs: number;
  /** The server's wish: neither a visible page nor a network that is back may shorten it. */
  readonly imposed: boolean;
}

/**
 * The pause before attempt number `attempt` (from 0) after a socket closed with `code` and `reason`, or null when it ends
 * for good.
 *
 * Full jitter (random between 0 and the doubled base): an edge that dies has thousands of clients, whose returns must not
 * meet. Codes that nobody documented count as a broken network.
 */
export function pauseBefore(attempt: number, code: number, random: () => number, reason = ""): Pause | null {
  if (FINAL_CODES.has(code)) return null;
  const imposedMs = IMPOSED_MS.get(code);
  if (imposedMs !== undefined) {
    const after = AFTER.exec(reason)?.[1];
    const leastMs = Number(after ?? imposedMs);
    // Where the server gave each its own time, a little more will do to keep them apart.
    const spreadMs = after === undefined ? IMPOSED_SPREAD_MS : Math.min(leastMs, IMPOSED_SPREAD_MS);
    return { delayMs: leastMs + random() * spreadMs, imposed: true };
  }
  return { delayMs: random() * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 10)), imposed: false };
}
