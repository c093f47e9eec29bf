/** Why something was refused, in words: what changed meanwhile, and by whom. */
import { formatDuration } from "../../../live/frontend/format";
import type { Claim, DeskQuestion } from "../../../live/frontend/wire.gen";
import { sayChange, sayDeckChange, t } from "./words";

export type Details = Readonly<Record<string, unknown>>;

/** One item of a bulk that was refused. */
export interface RefusedItem {
  readonly question_id: number;
  readonly code: string;
  readonly message: string;
  readonly details: Details;
}

/** What a refused press says; `seen` is the question as it was when the key was pressed. */
export function sayRefusal(code: string, details: Details, seen: DeskQuestion | undefined, nowMs: number): string {
  switch (code) {
    case "qa.stale":
    case "qa.illegal_move": {
      const now = details["question"] as DeskQuestion;
      const name = typeof details["moved_by"] === "string" ? details["moved_by"] : now.moved_by;
      return t("stale", { what: sayChange(seen, now, name) });
    }
    case "qa.claimed":
      return sayClaim(details["claim"] as Claim, nowMs);
    case "qa.deck_stale":
    case "qa.deck_mismatch":
      return t("deckStale", { what: sayDeckChange(details["change"], details["changed_by"]) });
    case "qa.deck_full":
    case "qa.too_many_visible":
    case "qa.parked_full":
    case "qa.notes_full":
    case "qa.merge_full":
    case "qa.views_full":
    case "qa.queue_full":
      return t("full");
    case "qa.on_air_busy":
      return t("onAirBusy");
    case "qa.undo_too_late":
      return t("undoLate");
    default:
      return t("failed", { code });
  }
}

/** "Mona Keller works on it, 0:42 left". */
export function sayClaim(claim: Claim, nowMs: number): string {
  return t("heldBy", { name: claim.by, left: formatDuration(claim.until_ms - nowMs) });
}

/** What became of a bulk: "12 done, 2 refused: Mona moved them". */
export function sayBulk(done: number, refused: readonly RefusedItem[]): string {
  const parts = [t("done", { n: done })];
  const moved = refused.filter(({ code }) => code === "qa.stale" || code === "qa.illegal_move");
  const held = refused.filter(({ code }) => code === "qa.claimed");
  const rest = refused.filter((item) => !moved.includes(item) && !held.includes(item));
  if (moved.length > 0) {
    const names = new Set(moved.map(({ details }) => mover(details)).filter(Boolean));
    parts.push(t("refusedMoved", { n: moved.length, names: [...names].join(", ") }));
  }
  if (held.length > 0) {
    const names = new Set(held.map(({ details }) => (details["claim"] as Claim | undefined)?.by ?? ""));
    parts.push(t("refusedHeld", { n: held.length, names: [...names].join(", ") }));
  }
  if (rest.length > 0) parts.push(t("refused", { n: rest.length, code: rest[0]?.code ?? "" }));
  return parts.join(", ");
}

function mover(details: Details): string {
  const named = details["moved_by"];
  return typeof named === "string" ? named : ((details["question"] as DeskQuestion | undefined)?.moved_by ?? "");
}
