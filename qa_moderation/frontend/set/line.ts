/** What the set desk says of its connection and of what waits: pure. */
import type { Status } from "../../../live/frontend/client";
import type { Press } from "./queue";
import { formatClock, t } from "./words";

/** A press that is answered sooner needs no word. */
const PATIENCE_MS = 400;
/** So many of the presses that wait are named. */
const NAMED = 3;

export interface Line {
  readonly texts: readonly string[];
  readonly tone: "" | "warn";
}

export interface LineOptions {
  readonly status: Status;
  /** Nothing has come since the page was opened, for longer than that takes. */
  readonly isLate: boolean;
  /** When what is shown was true, by the server's clock; null before anything was known. */
  readonly asOfMs: number | null;
  readonly nowMs: number;
  readonly complaint: string;
  readonly presses: readonly Press[];
  readonly onDeck: number;
}

/** The worst first: what was refused, how the line is, what waits; else, quietly, that all is well. */
export function lineOf(options: LineOptions): Line {
  const { status, complaint, onDeck } = options;
  const texts = [complaint, trouble(options), waiting(options)].filter(Boolean);
  if (texts.length > 0) return { texts, tone: "warn" };
  return { texts: onDeck > 0 ? [t("deck", { n: onDeck }), t(status)] : [t(status)], tone: "" };
}

function trouble({ status, isLate, asOfMs }: LineOptions): string {
  if (status === "live" || (status === "connecting" && !isLate)) return "";
  if (status === "degraded" || status === "closed") return t(status);
  return asOfMs === null ? t("noNetwork") : t("asOf", { time: formatClock(asOfMs) });
}

/** The presses that wait, if they wait for so long that it is worth a word. */
function waiting({ status, nowMs, presses }: LineOptions): string {
  const [first] = presses;
  const isLive = status === "live";
  if (!first || (isLive && nowMs - first.madeAtMs <= PATIENCE_MS)) return "";
  const more = presses.length > NAMED ? ` +${presses.length - NAMED}` : "";
  const what = presses.slice(0, NAMED).map(({ action }) => t(action)).join(", ") + more;
  return t(isLive ? "sending" : "queued", { what });
}
