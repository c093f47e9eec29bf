/** A made-up crowd: answers as people might give them, the same each time for the same poll. Pure. */
import type { GivenAnswer, PollRecord, Tally } from "../../../live/frontend/wire.gen";
import { samplesOf } from "./words";

/** As many answers make a picture that has no gaps. */
export const CROWD = 248;
const SCALES = { stars: [1, 5], nps: [0, 10] } as const;
const NUMBER_BINS = 24;

/** Numbers from 0 to under 1 that look like chance (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a crowd answers. */
export function answersTo(poll: PollRecord, size = CROWD): GivenAnswer[] {
  const chance = chanceOf(poll.id);
  return Array.from({ length: size }, () => answerTo(poll, chance));
}

/** How these answers add up, as the server counts them. */
export function tallyOf(poll: PollRecord, answers: readonly GivenAnswer[]): Tally {
  const counts: Record<string, number> = {};
  for (const key of answers.flatMap((answer) => keysOf(poll, answer))) counts[key] = (counts[key] ?? 0) + 1;
  const values = answers.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  const scale = poll.kind === "number" ? 10 ** poll.decimals : 1;
  const mean = values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length / scale : null;
  return { ballots: answers.length, counts, mean };
}

function keysOf(poll: PollRecord, { options = [], value, words = [] }: GivenAnswer): string[] {
  if (poll.kind === "ranking") return options.map((option, place) => `${String(option)}:${String(place + 1)}`);
  if (poll.kind === "number") return [String(barOf(poll, value ?? poll.min_value))];
  if (typeof value === "number") return [String(value)];
  return words.length > 0 ? words : options.map(String);
}

/** The lower bound of the bar that holds a guess. */
function barOf({ min_value: least, max_value: most }: PollRecord, value: number): number {
  const width = Math.max(1, Math.ceil((most - least + 1) / NUMBER_BINS));
  return least + Math.floor((value - least) / width) * width;
}

function answerTo(poll: PollRecord, chance: () => number): GivenAnswer {
  const ids = poll.options.map(({ id }) => id);
  switch (poll.kind) {
    case "single":
    case "quiz":
      return { options: drawn(ids, 1, chance) };
    case "several": {
      const span = poll.max_choices - poll.min_choices + 1;
      return { options: drawn(ids, poll.min_choices + Math.floor(chance() * span), chance) };
    }
    case "ranking":
      return { options: drawn(ids, ids.length, chance) };
    case "rating": {
      const [least, most] = SCALES[poll.scale];
      return { value: Math.round(least + (most - least) * Math.sqrt(chance())) };
    }
    case "number": {
      const { min_value: least, max_value: most } = poll;
      return { value: Math.round(least + ((most - least) * (chance() + chance() + chance())) / 3) };
    }
    case "words":
      return { words: drawn(samplesOf("words"), 1 + Math.floor(chance() * poll.max_words), chance) };
    case "text":
      return { text: "" };
  }
}

/** Draw `count` of these, each once; those that come first are liked better. */
function drawn<T>(from: readonly T[], count: number, chance: () => number): T[] {
  const left = [...from];
  const found: T[] = [];
  while (found.length < count && left.length > 0) found.push(...left.splice(Math.floor(chance() ** 1.6 * left.length), 1));
  return found;
}
