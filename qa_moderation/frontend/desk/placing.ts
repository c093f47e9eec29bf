/** Where a question comes on deck that is moved among the rows that one sees: a filter may hide others between them. */
import type { Deck } from "../../../live/frontend/wire.gen";

/** Next to a question that one sees. */
export interface Spot {
  readonly side: "before" | "after";
  readonly id: number;
}

/** Where the row at `from` of `shown` comes to stand when it is the one at `to`; null where it stays. */
export function spotAmong(shown: readonly number[], from: number, to: number): Spot | null {
  const neighbour = from < 0 || from === to ? undefined : shown[to];
  return neighbour === undefined ? null : { side: to < from ? "before" : "after", id: neighbour };
}

/** The whole deck with `id` directly beside its new neighbour; null where one of them is not on deck, or nothing changes. */
export function placed(deck: Deck, id: number, { side, id: neighbour }: Spot): number[] | null {
  const others = deck.question_ids.filter((each) => each !== id);
  const at = others.indexOf(neighbour);
  if (at < 0 || others.length === deck.question_ids.length) return null;
  const ids = others.toSpliced(side === "before" ? at : at + 1, 0, id);
  return ids.every((each, place) => each === deck.question_ids[place]) ? null : ids;
}
