/** Records to test with. */
import type { DeskQuestion, MyQuestion, Prompt, PublicQuestion, SetState } from "../../../live/frontend/wire.gen";

/** A question of the crew, of the set desk "main". */
export function question(id: number, state: DeskQuestion["state"], version = 3, more: Partial<DeskQuestion> = {}): DeskQuestion {
  return {
    id,
    text: `Question ${id}`,
    set_text: "",
    source: "attendee",
    language: "en",
    asker_name: null,
    asker_company: "",
    asker_country: "",
    state,
    version,
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
    asked_at_ms: 1,
    moved_at_ms: id,
    moved_by: "",
    published_at_ms: 1,
    on_air_at_ms: null,
    answered_at_ms: null,
    ...more,
  };
}

/** The state of the set with these questions, on deck in their order. */
export function setStateOf(...questions: DeskQuestion[]): SetState {
  const ids = questions.filter(({ state }) => state === "on_deck").map(({ id }) => id);
  return {
    questions: Object.fromEntries(questions.map((one) => [String(one.id), one])),
    deck: { version: 1, question_ids: ids },
    upvotes: {},
    themes: [],
    feeds: [{ slug: "main", name: "Host" }],
    prompts: { main: prompt() },
  };
}

export function prompt(more: Partial<Prompt> = {}): Prompt {
  return { version: 0, note: "", by: "", at_ms: null, countdown_until_ms: null, seen_at_ms: null, ...more };
}

/** A question as the audience sees it. */
export function publicQuestion(id: number, more: Partial<PublicQuestion> = {}): PublicQuestion {
  return {
    id,
    text: `Question ${id}`,
    language: "en",
    asker_name: null,
    asker_company: "",
    state: "approved",
    answer: "",
    published_at_ms: id,
    on_air_at_ms: null,
    answered_at_ms: null,
    ...more,
  };
}

/** A question as its asker sees it. */
export function myQuestion(id: number, state: MyQuestion["state"], more: Partial<MyQuestion> = {}): MyQuestion {
  return {
    id,
    text: `Question ${id}`,
    set_text: "",
    language: "en",
    anonymous: false,
    state,
    is_next: false,
    merged_into: null,
    reason: "",
    note_to_asker: "",
    answer: "",
    asked_at_ms: id,
    moved_at_ms: id,
    on_air_at_ms: null,
    answered_at_ms: null,
    ...more,
  };
}
