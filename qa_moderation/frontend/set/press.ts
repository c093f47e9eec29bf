/** Which keys press what, and what there is to press: pure. */
import type { DeskQuestion, SetState } from "../../../live/frontend/wire.gen";

export type Action = "take" | "answer" | "skip" | "park" | "put_back";

/** What else a key does: say that the director's note was read, open and close the list of the parked, read on and back. */
export type Gesture = Action | "see" | "list" | "read_on" | "read_back";

/** A press outlives a break of the line, and the end of the page, for so long. */
export const PRESS_LIVES_MIN = 10;

/** What each action would move now; an absent one has nothing to move. */
export type Targets = Partial<Record<Action, DeskQuestion>>;

/** The question that is on air of this set desk. */
export function onAir(state: SetState, feed: string): DeskQuestion | undefined {
  return Object.values(state.questions).find((question) => question.state === "on_air" && question.feed === feed);
}

/** The questions on deck for this set desk, next first. */
export function onDeck(state: SetState, feed: string): DeskQuestion[] {
  return state.deck.question_ids.flatMap((id) => {
    const question = state.questions[String(id)];
    return question?.feed === feed ? [question] : [];
  });
}

/** What is put aside for this set desk, the latest first. */
export function parked(state: SetState, feed: string): DeskQuestion[] {
  return Object.values(state.questions)
    .filter((question) => question.state === "parked" && question.feed === feed)
    .sort((one, other) => other.moved_at_ms - one.moved_at_ms || other.id - one.id);
}

/**
 * What each action moves. Skip and park mean the question in large type: the one on air, else the next. Put back means
 * the one on air, else what left the set last; `parkedHere` is the question that this very desk parked last, since
 * moderators park others.
 */
export function targets(state: SetState, feed: string, parkedHere?: number): Targets {
  const air = onAir(state, feed);
  if (air) return { answer: air, skip: air, park: air, put_back: air };
  const [next] = onDeck(state, feed);
  const last = lastGone(state, feed, parkedHere);
  return { ...(next && { take: next, skip: next, park: next }), ...(last && { put_back: last }) };
}

/** What a key does, or null. A presenter's clicker sends PageDown and PageUp. */
export function gestureOf(key: string, onAirNow: boolean): Gesture | null {
  switch (key) {
    case "Enter":
    case " ":
    case "PageDown":
      return onAirNow ? "answer" : "take";
    case "PageUp":
    case "Backspace":
      return "put_back";
    case "s":
    case "S":
      return "skip";
    case "p":
    case "P":
      return "park";
    case "l":
    case "L":
      return "list";
    case "ArrowDown":
      return "read_on";
    case "ArrowUp":
      return "read_back";
    case "v":
    case "V":
      return "see";
    default:
      return null;
  }
}

/** What left this set last. An answer in writing was never on it. */
function lastGone(state: SetState, feed: string, parkedHere: number | undefined): DeskQuestion | undefined {
  return Object.values(state.questions)
    .filter((question) => question.feed === feed && (wasOnSet(question) || (question.state === "parked" && question.id === parkedHere)))
    .reduce<DeskQuestion | undefined>((last, one) => (last && last.moved_at_ms > one.moved_at_ms ? last : one), undefined);
}

function wasOnSet({ state, on_air_at_ms }: DeskQuestion): boolean {
  return state === "skipped" || (state === "answered" && on_air_at_ms !== null);
}
