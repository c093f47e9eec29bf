/** A poll to test with. */
import type { PollRecord } from "../../../live/frontend/wire.gen";

export function poll(id: number, changes: Partial<PollRecord> = {}): PollRecord {
  return {
    id,
    placement: "show",
    position: 0,
    kind: "single",
    question: { en: `Question ${id}?`, fr: `Question ${id} ?` },
    options: [1, 2, 3, 4].map((option) => ({ id: option, text: { en: `Option ${option}` }, image: null, alt: {} })),
    min_choices: 1,
    max_choices: 1,
    scale: "stars",
    low_label: {},
    high_label: {},
    min_value: 0,
    max_value: 100,
    decimals: 0,
    unit: {},
    max_words: 1,
    is_anonymous: false,
    may_change: true,
    results: "close",
    audience: "all",
    audience_value: "",
    seconds: null,
    opens_at_ms: 1_000,
    closes_at_ms: null,
    accepts_until_ms: null,
    results_at_ms: null,
    gone_at_ms: null,
    right_options: [],
    right_value: null,
    ...changes,
  };
}
