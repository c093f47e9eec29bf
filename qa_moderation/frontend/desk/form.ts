/** The one form that is open in the pane, and for which questions. */
import type { DeskQuestion } from "../../../live/frontend/wire.gen";

export type FormKind = "reject" | "edit" | "answer" | "merge" | "note" | "theme" | "priority" | "language" | "feed";

export interface Form {
  readonly kind: FormKind;
  readonly ids: readonly number[];
  /** The question as it was when the form was opened: what the fields began with. None for a bulk. */
  readonly start: DeskQuestion | null;
  /** The same, or as the last refusal brought it. */
  seen: DeskQuestion | null;
  /** What is written by now, once something was typed. */
  typed: string | null;
  complaint: string;
  isSending: boolean;
}

/** These keep others away while one writes. */
export const CLAIMING: ReadonlySet<FormKind> = new Set(["edit", "answer", "merge"]);

/** Whether the digits choose in it. */
export function hasChoices(kind: FormKind): boolean {
  return kind === "reject" || kind === "theme" || kind === "priority" || kind === "language" || kind === "feed";
}
