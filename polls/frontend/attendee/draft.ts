/** An answer that is being given: pure. */
import type { GivenAnswer, PollRecord } from "../../../live/frontend/wire.gen";

/** What a person has chosen and written so far, of whatever kind. `typed` is a guess as it stands in its field. */
export interface Draft {
  readonly options: readonly number[];
  readonly value: number | null;
  readonly typed: string;
  readonly words: readonly string[];
  readonly text: string;
}

/** An answer as the server keeps it. */
export interface Answer {
  readonly options: readonly number[];
  readonly value: number | null;
  readonly words: readonly string[];
  readonly text: string;
}

export const TEXT_CHARS = 280;
export const WORD_CHARS = 30;

const SCALES = { stars: [1, 5], nps: [0, 10] } as const;

/** The values of a rating, from the lowest on. */
export function scaleOf({ scale }: PollRecord): number[] {
  const [least, most] = SCALES[scale];
  return Array.from({ length: most - least + 1 }, (_, step) => least + step);
}

/** Where one begins: with what one answered before, else with nothing; a ranking in the order in which it is asked. */
export function draftOf(poll: PollRecord, answer: Answer | null): Draft {
  const order = poll.kind === "ranking" ? poll.options.map(({ id }) => id) : [];
  return {
    options: answer?.options ?? order,
    value: answer?.value ?? null,
    typed: "",
    words: answer?.words ?? [],
    text: answer?.text ?? "",
  };
}

/** What can be sent; null while something is missing. */
export function answerOf(poll: PollRecord, draft: Draft): GivenAnswer | null {
  switch (poll.kind) {
    case "single":
    case "quiz":
      return draft.options.length === 1 ? { options: [...draft.options] } : null;
    case "several": {
      const { length } = draft.options;
      return length >= poll.min_choices && length <= poll.max_choices ? { options: [...draft.options] } : null;
    }
    case "ranking":
      return { options: [...draft.options] };
    case "rating":
      return draft.value === null ? null : { value: draft.value };
    case "number": {
      const { value } = draft;
      return value === null || value < poll.min_value || value > poll.max_value ? null : { value };
    }
    case "words": {
      const words = draft.words.map((word) => word.trim()).filter((word) => word !== "");
      return words.length > 0 && words.every((word) => lengthOf(word) <= WORD_CHARS) ? { words } : null;
    }
    case "text":
      return draft.text.trim() === "" || lengthOf(draft.text) > TEXT_CHARS ? null : { text: draft.text };
  }
}

/** `draft` with an option chosen, or not any more. Where only one can be chosen it takes the other's place. */
export function choose(poll: PollRecord, draft: Draft, option: number, isChosen: boolean): Draft {
  if (poll.kind !== "several") return { ...draft, options: [option] };
  const others = draft.options.filter((other) => other !== option);
  return { ...draft, options: isChosen ? [...others, option] : others };
}

/** `order` with what stands at `from` at `to`. */
export function moved(order: readonly number[], from: number, to: number): number[] {
  const next = [...order];
  const [taken] = next.splice(from, 1);
  if (taken !== undefined) next.splice(Math.min(Math.max(to, 0), next.length), 0, taken);
  return next;
}

/** Characters as the server counts them: code points, without those at the ends. */
export function lengthOf(text: string): number {
  return Array.from(text.trim()).length;
}
