/** Polls to draw. */
import type { PollRecord, Tally } from "../../../../live/frontend/wire.gen";

export function makePoll(changes: Partial<PollRecord> = {}): PollRecord {
  return {
    id: 1,
    placement: "show",
    position: 0,
    kind: "single",
    question: { en: "Which one?", fr: "Laquelle ?" },
    options: ["Blue", "Red", "Green"].map((en, at) => ({ id: at + 1, text: { en }, image: null, alt: {} })),
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
    results: "live",
    audience: "all",
    audience_value: "",
    seconds: null,
    opens_at_ms: 0,
    closes_at_ms: null,
    accepts_until_ms: null,
    results_at_ms: null,
    gone_at_ms: null,
    right_options: [],
    right_value: null,
    ...changes,
  };
}

export function makeTally(counts: Readonly<Record<string, number>>, ballots: number, mean: number | null = null): Tally {
  return { ballots, counts: { ...counts }, mean };
}
