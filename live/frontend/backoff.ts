/** When a connection that ended comes back, if it does. */

const BASE_MS = 500;
const CAP_MS = 15_000;

/** The server asked for room: not before this, and spread over as much again. */
const IMPOSED_MS = 8_000;
const IMPOSED_SPREAD_MS = 12_000;

/** Coming back with the same page cannot end otherwise: bad message, no ticket, expired, forbidden, unknown event. */
const FINAL_CODES: ReadonlySet<number> = new Set([4400, 4401, 4402, 4403, 4404]);

/** Too many messages, and no room on this server. */
const IMPOSED_CODES: ReadonlySet<number> = new Set([4429, 4503]);

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
  if (IMPOSED_CODES.has(code)) return { delayMs: IMPOSED_MS + random() * IMPOSED_SPREAD_MS, imposed: true };
  return { delayMs: random() * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 10)), imposed: false };
}
