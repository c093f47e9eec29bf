/** What the reducers share; the mirror of `qa_moderation/states.py`. Nothing here changes its arguments. */
import type { ValueMap } from "../../../live/frontend/topics";
import type { Cursor, DeskQuestion, Feed, Flagged, Prompt, Theme } from "../../../live/frontend/wire.gen";

const UPVOTES = "upvotes/";
const CURSOR = "cursor/";
const MAIN = "main";
const NO_PROMPT: Prompt = { version: 0, note: "", by: "", at_ms: null, countdown_until_ms: null, seen_at_ms: null };

/** Records by id, as the wire has them: the keys are decimal ids. */
export type ById<Item> = Readonly<Record<string, Item>>;

/** `questions` with `question` in its place. */
export function withQuestion<Q extends { readonly id: number }>(questions: ById<Q>, question: Q): Record<string, Q> {
  return { ...questions, [String(question.id)]: question };
}

/** `questions` without that of `id`, which need not be there; null takes nothing away. The same where nothing goes. */
export function withoutQuestion<Q>(questions: ById<Q>, id: number | null): ById<Q> {
  const gone = String(id);
  if (id === null || !(gone in questions)) return questions;
  return Object.fromEntries(Object.entries(questions).filter(([key]) => key !== gone));
}

/** `questions` without those of `ids`, which need not be there. */
export function withoutQuestions<Q>(questions: ById<Q>, ids: readonly number[]): ById<Q> {
  const gone = new Set(ids.map(String));
  return Object.fromEntries(Object.entries(questions).filter(([key]) => !gone.has(key)));
}

/** `upvotes` with the newest counts; a question without upvotes has no entry. */
export function withUpvotes(upvotes: ById<number>, values: ValueMap): Record<string, number> {
  const changed = { ...upvotes };
  for (const [key, count] of Object.entries(values)) {
    if (key.startsWith(UPVOTES)) changed[key.slice(UPVOTES.length)] = Number(count);
  }
  return Object.fromEntries(Object.entries(changed).filter(([, count]) => count !== 0));
}

/** `cursors` with the newest places of the crew. */
export function withCursors(cursors: ById<Cursor>, values: ValueMap): Record<string, Cursor> {
  const changed = { ...cursors };
  for (const [key, cursor] of Object.entries(values)) {
    if (key.startsWith(CURSOR)) changed[key.slice(CURSOR.length)] = cursor as Cursor;
  }
  return changed;
}

/** `questions` with `fields` of one of them changed, if it is there. */
export function withFields(
  questions: ById<DeskQuestion>,
  id: number,
  fields: Partial<DeskQuestion>,
): Record<string, DeskQuestion> {
  const question = questions[String(id)];
  return question ? withQuestion(questions, { ...question, ...fields }) : { ...questions };
}

/** `questions` with other flags, of those that are there. */
export function withFlags(questions: ById<DeskQuestion>, flagged: readonly Flagged[]): Record<string, DeskQuestion> {
  const changed = { ...questions };
  for (const { question_id, flags } of flagged) {
    const question = changed[String(question_id)];
    if (question) changed[String(question_id)] = { ...question, flags };
  }
  return changed;
}

/** `questions` where those of a theme that is gone have none. */
export function withThemes(questions: ById<DeskQuestion>, themes: readonly Theme[]): Record<string, DeskQuestion> {
  const known = new Set(themes.map(({ id }) => id));
  return mapped(questions, (question) =>
    question.theme_id === null || known.has(question.theme_id) ? question : { ...question, theme_id: null },
  );
}

/** `questions` where those of a set desk that is gone are the main one's. */
export function withFeeds(questions: ById<DeskQuestion>, feeds: readonly Feed[]): Record<string, DeskQuestion> {
  const known = new Set(feeds.map(({ slug }) => slug));
  return mapped(questions, (question) => (known.has(question.feed) ? question : { ...question, feed: MAIN }));
}

function mapped<Q>(questions: ById<Q>, change: (question: Q) => Q): Record<string, Q> {
  return Object.fromEntries(Object.entries(questions).map(([id, question]) => [id, change(question)]));
}

/** The prompts of `feeds`: they go with their feed, and a new feed has an empty one. */
export function withPrompts(prompts: ById<Prompt>, feeds: readonly Feed[]): Record<string, Prompt> {
  return Object.fromEntries(feeds.map(({ slug }) => [slug, prompts[slug] ?? NO_PROMPT]));
}

/** The questions that a fact tells of: its own, and the other of a merge. */
export function questionsOf(data: {
  readonly question: DeskQuestion;
  readonly into?: DeskQuestion;
  readonly also?: DeskQuestion | null;
}): DeskQuestion[] {
  const other = data.into ?? data.also;
  return other ? [data.question, other] : [data.question];
}
