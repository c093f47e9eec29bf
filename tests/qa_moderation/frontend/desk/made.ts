/** Questions, states and a server that answers as one says, for the desk's tests. */
import type { CommandOutcome } from "../../../../live/frontend/client";
import type { DeskQuestion, DeskState } from "../../../../live/frontend/wire.gen";

export const NOW_MS = 1_700_000_000_000;

/** A pending question of nobody in particular. */
export function question(id: number, fields: Partial<DeskQuestion> = {}): DeskQuestion {
  return {
    id,
    text: `Question ${id}`,
    set_text: "",
    source: "attendee",
    language: "en",
    asker_name: "Ada",
    asker_company: "",
    asker_country: "",
    state: "pending",
    version: 0,
    feed: "main",
    theme_id: null,
    priority: 0,
    flags: [],
    claim: null,
    notes: [],
    similar: [],
    merged_into: null,
    merged_count: 0,
    reason: "",
    note_to_asker: "",
    answer: "",
    asked_at_ms: NOW_MS - 60_000 + id,
    moved_at_ms: NOW_MS - 60_000 + id,
    moved_by: "",
    published_at_ms: null,
    on_air_at_ms: null,
    answered_at_ms: null,
    ...fields,
  };
}

/** A state with these questions; those on deck are in the order in which they come. */
export function stateOf(questions: readonly DeskQuestion[], fields: Partial<DeskState> = {}): DeskState {
  return {
    policy: { accepts_questions: true, allows_anonymous: true, min_chars: 5, max_chars: 300 },
    questions: Object.fromEntries(questions.map((each) => [String(each.id), each])),
    deck: { version: 1, question_ids: questions.filter(({ state }) => state === "on_deck").map(({ id }) => id) },
    upvotes: {},
    themes: [],
    themes_version: 0,
    feeds: [{ slug: "main", name: "" }],
    feeds_version: 0,
    views: [],
    prompts: {},
    cursors: {},
    ...fields,
  };
}

/** The state with `changed` in their places. */
export function after(state: DeskState, ...changed: DeskQuestion[]): DeskState {
  const questions = { ...state.questions };
  for (const each of changed) questions[String(each.id)] = each;
  return { ...state, questions };
}

export interface Sent {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A connection of "c1": what it was asked is in `sent`, and `answer` says what comes back. */
export class FakeLive {
  readonly subject = "c1";
  readonly sent: Sent[] = [];
  serverNowMs = NOW_MS;
  answer: (sent: Sent) => CommandOutcome = () => ({ ok: true, result: {} });

  command(name: string, args: object): Promise<CommandOutcome> {
    const sent = { name, args: args as Sent["args"] };
    this.sent.push(sent);
    return Promise.resolve(this.answer(sent));
  }
}

export function refusal(code: string, details: Readonly<Record<string, unknown>> = {}): CommandOutcome {
  return { ok: false, code, message: code, details };
}
