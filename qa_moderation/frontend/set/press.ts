/** Which keys press what, and what there is to press: pure. */
import type { DeskQuestion, SetState } from "../../../live/frontend/wire.gen";

export type Action = "take" | "answer" | "skip" | "put_back";

/** What each action would move now; an absent one has nothing to move. */
export type Targets = Partial<Record<Action, DeskQuestion>>;

export function onAir(state: SetState): DeskQuestion | undefined {
  return Object.values(state.questions).find((question) => question.state === "on_air");
}

/** The questions on deck, next first. */
export function onDeck(state: SetState): DeskQuestion[] {
  return state.deck.question_ids.flatMap((id) => state.questions[String(id)] ?? []);
}

export function targets(state: SetState): Targets {
  const air = onAir(state);
  if (air) return { answer: air, skip: air, put_back: air };
  const [next] = onDeck(state);
  const last = lastFinished(state);
  return { ...(next && { take: next }), ...(last && { put_back: last }) };
}

/** The action of a key, or null. A presenter's clicker sends PageDown and PageUp. */
export function actionOf(key: string, onAirNow: boolean): Action | null {
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
    default:
      return null;
  }
}

function lastFinished(state: SetState): DeskQuestion | undefined {
  return Object.values(state.questions)
    .filter((question) => question.state === "answered" || question.state === "skipped")
    .reduce<DeskQuestion | undefined>((last, one) => (last && last.moved_at_ms > one.moved_at_ms ? last : one), undefined);
}
