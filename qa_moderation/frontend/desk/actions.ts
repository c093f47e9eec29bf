/** What can be done with a question: in which state, by which key. */
import type { DeskQuestion } from "../../../live/frontend/wire.gen";

/** Moves change the question's state or place; tools open a form or change a detail. */
export type MoveAction = "approve" | "reject" | "send" | "recall" | "park" | "up" | "down";
export type Tool = "edit" | "merge" | "answer" | "note" | "theme" | "priority" | "language" | "feed" | "claim";
export type Action = MoveAction | Tool;
type State = DeskQuestion["state"];

export const KEYS: Readonly<Record<Action, string>> = {
  approve: "A",
  reject: "R",
  send: "S",
  recall: "U",
  park: "Z",
  up: "⇧K",
  down: "⇧J",
  edit: "E",
  merge: "M",
  answer: "W",
  note: "I",
  theme: "T",
  priority: "P",
  language: "Y",
  feed: "F",
  claim: "C",
};

const MOVES: Readonly<Record<State, readonly MoveAction[]>> = {
  pending: ["approve", "reject", "send", "park"],
  approved: ["send", "reject", "park"],
  on_deck: ["recall", "park", "up", "down"],
  on_air: [],
  parked: ["approve", "send", "reject"],
  rejected: ["approve"],
  answered: [],
  skipped: [],
  merged: [],
  withdrawn: [],
};

const OPEN: ReadonlySet<State> = new Set(["pending", "approved", "on_deck", "on_air", "parked"]);
const MERGEABLE: ReadonlySet<State> = new Set(["pending", "approved", "on_deck", "parked"]);

/** What a bulk can do; by the key of a claim it lets go of what one holds (a director, of anybody's). */
export const BULK: readonly Action[] = ["approve", "reject", "send", "park", "theme", "priority", "feed", "claim"];

/** What a bulk can do where there are so many set desks. */
export function bulkOf(feedCount: number): readonly Action[] {
  return feedCount > 1 ? BULK : BULK.filter((action) => action !== "feed");
}

/** Whether the question is still on its way. */
export function isOpen(question: Pick<DeskQuestion, "state">): boolean {
  return OPEN.has(question.state);
}

/** Whether a question can become a part of another. */
export function isMergeable(question: Pick<DeskQuestion, "state">): boolean {
  return MERGEABLE.has(question.state);
}

/** The moves that the question's state allows at the desk. */
export function movesOf(question: Pick<DeskQuestion, "state">): readonly MoveAction[] {
  return MOVES[question.state];
}

/** The tools that the question's state allows; which set desk only where there are several. */
export function toolsOf(question: Pick<DeskQuestion, "state">, feedCount: number): readonly Tool[] {
  const open = isOpen(question);
  const mergeable = isMergeable(question);
  const allowed: readonly (readonly [Tool, boolean])[] = [
    ["edit", open || question.state === "answered"],
    ["merge", mergeable],
    ["answer", mergeable || question.state === "answered"],
    ["note", true],
    ["theme", open],
    ["priority", open],
    ["language", open],
    ["feed", open && feedCount > 1],
    ["claim", open],
  ];
  return allowed.filter(([, is]) => is).map(([tool]) => tool);
}

/** Whether `action` can be done with the question as it is. */
export function isAllowed(action: Action, question: Pick<DeskQuestion, "state">, feedCount: number): boolean {
  return (
    (movesOf(question) as readonly Action[]).includes(action) ||
    (toolsOf(question, feedCount) as readonly Action[]).includes(action)
  );
}
