/** What became of one's own question, as steps on a way. */
import type { MyQuestion } from "../../../live/frontend/wire.gen";

export type State = MyQuestion["state"];

/** The way of a question that gets to the set. */
export const WAY = ["pending", "approved", "on_deck", "on_air", "answered"] as const satisfies readonly State[];

/** How far along WAY a question is, from 0; one that left it is where it left: at the start, or on deck. */
export function progress({ state }: MyQuestion): number {
  switch (state) {
    case "rejected":
    case "withdrawn":
    case "merged":
      return 0;
    case "parked":
      return 1;
    case "skipped":
      return 2;
    default:
      return WAY.indexOf(state);
  }
}

/** Whether it left the way before its end. */
export function isOver(state: State): boolean {
  return state === "rejected" || state === "withdrawn" || state === "skipped";
}

/** Whether its asker may still take it back: its state is that of what it became a part of. */
export function canWithdraw({ state }: MyQuestion): boolean {
  return state === "pending" || state === "approved" || state === "on_deck" || state === "parked";
}

/** Newest first; what was withdrawn is not shown. */
export function inOrder(questions: Readonly<Record<string, MyQuestion>>): readonly MyQuestion[] {
  return Object.values(questions)
    .filter(({ state, merged_into }) => state !== "withdrawn" || merged_into !== null)
    .sort((one, other) => other.asked_at_ms - one.asked_at_ms || other.id - one.id);
}

/** The wording in which it is on the set, where that is not the asker's own. */
export function otherWording({ text, set_text }: MyQuestion): string {
  return set_text === text ? "" : set_text;
}
