/** The order in which the audience's questions stand. Pure: the element keeps an arrangement and asks for the next. */
import type { PublicQuestion, QuestionsState } from "../../../live/frontend/wire.gen";

export type Sorting = "wanted" | "newest";

/** Ids of the questions in the order in which they are shown, and those that wait behind the count. */
export interface Arrangement {
  readonly shown: readonly number[];
  readonly waiting: readonly number[];
}

/** Whether a question belongs to the list: what is on air stands above it, what was answered has a list of its own. */
export function isOpen(question: PublicQuestion): boolean {
  return question.state === "approved" || question.state === "on_deck";
}

/** Everything in its order, nothing waiting. */
export function arrange(state: QuestionsState, sorting: Sorting): Arrangement {
  return { shown: sorted(Object.values(state.questions).filter(isOpen), state, sorting).map(({ id }) => id), waiting: [] };
}

/**
 * The arrangement after a change: what is gone leaves, nothing that stays moves, what is new waits while somebody reads
 * and otherwise takes its place (one's own always does).
 */
export function rearrange(
  before: Arrangement,
  state: QuestionsState,
  sorting: Sorting,
  reading: boolean,
  own: (id: number) => boolean,
): Arrangement {
  const open = new Map(Object.values(state.questions).filter(isOpen).map((question) => [question.id, question]));
  const shown = before.shown.filter((id) => open.has(id));
  const known = new Set(shown);
  const fresh = sorted([...open.values()].filter(({ id }) => !known.has(id)), state, sorting).map(({ id }) => id);
  const arriving = reading ? fresh.filter(own) : fresh;
  const waiting = fresh.filter((id) => !arriving.includes(id));
  return { shown: sorting === "newest" ? [...arriving, ...shown] : [...shown, ...arriving], waiting };
}

/** What is on air now, at each set desk; the first that came there first. */
export function onAir(state: QuestionsState): readonly PublicQuestion[] {
  return Object.values(state.questions)
    .filter((question) => question.state === "on_air")
    .sort((one, other) => (one.on_air_at_ms ?? 0) - (other.on_air_at_ms ?? 0) || one.id - other.id);
}

/** What was answered, in the order in which it was. */
export function answered(state: QuestionsState): readonly PublicQuestion[] {
  return Object.values(state.questions)
    .filter((question) => question.state === "answered")
    .sort((one, other) => (one.answered_at_ms ?? 0) - (other.answered_at_ms ?? 0) || one.id - other.id);
}

function sorted(questions: PublicQuestion[], state: QuestionsState, sorting: Sorting): PublicQuestion[] {
  const upvotes = (id: number): number => state.upvotes[String(id)] ?? 0;
  const newestFirst = (one: PublicQuestion, other: PublicQuestion): number =>
    other.published_at_ms - one.published_at_ms || other.id - one.id;
  if (sorting === "newest") return questions.sort(newestFirst);
  return questions.sort((one, other) => upvotes(other.id) - upvotes(one.id) || newestFirst(one, other));
}

/** What was answered lately comes first: what one reads while the evening goes on. */
export function lately(state: QuestionsState): readonly PublicQuestion[] {
  return [...answered(state)].reverse();
}
