/** How the director's countdown reads: pure. */
import { formatDuration } from "../../../live/frontend/format";

export type Tone = "calm" | "soon" | "over";

export interface Countdown {
  readonly text: string;
  readonly tone: Tone;
}

/** From here on it asks for attention. */
const SOON_MS = 10_000;

/**
 * The countdown to `untilMs` at `nowMs`, both by the server's clock. Whole seconds, rounded up: it says 0:00 when the
 * time is up and not a second before; then it counts how long that has been.
 */
export function countdownTo(untilMs: number, nowMs: number): Countdown {
  const leftMs = untilMs - nowMs;
  if (leftMs <= 0) return { text: leftMs <= -1000 ? `+${formatDuration(-leftMs)}` : formatDuration(0), tone: "over" };
  return { text: formatDuration(Math.ceil(leftMs / 1000) * 1000), tone: leftMs <= SOON_MS ? "soon" : "calm" };
}
