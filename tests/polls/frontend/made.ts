/** Polls for tests: complete, and different in what a test names. */
import type { DeskPoll, PollRecord } from "../../../live/frontend/wire.gen";

export const NOW = 1_900_000_000_000;

export function record(more: Partial<PollRecord> = {}): PollRecord {
  const option = (id: number, text: string): PollRecord["options"][number] => {
    return { id, text: { en: text, fr: `${text} (fr)` }, image: null, alt: {} };
  };
  return {
    id: 1,
    placement: "show",
    position: 0,
    kind: "single",
    question: { en: "Which colour?", fr: "Quelle couleur ?" },
    options: [option(1, "Copper"), option(2, "Slate")],
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
    opens_at_ms: null,
    closes_at_ms: null,
    accepts_until_ms: null,
    results_at_ms: null,
    gone_at_ms: null,
    right_options: [],
    right_value: null,
    ...more,
  };
}

export function desk(state: DeskPoll["state"], poll: Partial<PollRecord> = {}, more: Partial<DeskPoll> = {}): DeskPoll {
  return { poll: record(poll), room: "stage", position: 0, state, version: 1, graphic: "", ...more };
}

/** A poll that closed `agoMs` ago and takes votes for `graceMs`. */
export function closed(agoMs: number, graceMs = 6_000, poll: Partial<PollRecord> = {}): DeskPoll {
  const closes_at_ms = NOW - agoMs;
  return desk("closed", { opens_at_ms: NOW - 60_000, closes_at_ms, accepts_until_ms: closes_at_ms + graceMs, ...poll });
}
