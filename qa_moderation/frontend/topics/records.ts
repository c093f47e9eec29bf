/** What the reducers share; the mirror of `qa_moderation/states.py`. Nothing here changes its arguments. */
import type { ValueMap } from "../../../live/frontend/topics";

const UPVOTES = "upvotes/";

/** Records by id, as the wire has them: the keys are decimal ids. */
export type ById<Item> = Readonly<Record<string, Item>>;

/** `questions` with `question` in its place. */
export function withQuestion<Q extends { readonly id: number }>(questions: ById<Q>, question: Q): Record<string, Q> {
  return { ...questions, [String(question.id)]: question };
}

/** `questions` without that of `id`, which need not be there; null takes nothing away. */
export function withoutQuestion<Q>(questions: ById<Q>, id: number | null): Record<string, Q> {
  const gone = String(id);
  return Object.fromEntries(Object.entries(questions).filter(([key]) => key !== gone));
}

/** `upvotes` with the newest counts; a question without upvotes has no entry. */
export function withUpvotes(upvotes: ById<number>, values: ValueMap): Record<string, number> {
  const changed = { ...upvotes };
  for (const [key, count] of Object.entries(values)) changed[key.replace(UPVOTES, "")] = Number(count);
  return Object.fromEntries(Object.entries(changed).filter(([, count]) => count !== 0));
}
