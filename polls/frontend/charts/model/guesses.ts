/** Guesses of a number: how they are distributed, and where the right one is. */
import type { Language } from "../../../../live/frontend/i18n";
import type { GivenAnswer as Answer, PollRecord, Tally } from "../../../../live/frontend/wire.gen";
import { say } from "./said";
import { percentsOf, shareOf } from "./shares";

/** Bars of a distribution at most; mirrors `polls/limits.py`. */
const NUMBER_BINS = 24;

export interface Bin {
  readonly key: string;
  /** The guesses that it counts, both included, in the poll's unit. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly percent: number;
  /** Compared with the highest bar, from 0 to 1. */
  readonly share: number;
  readonly isRight: boolean;
  readonly isOwn: boolean;
}

/** A guess on the axis: `at` from 0 (the least) to 1 (the most). */
export interface Mark {
  readonly value: number;
  readonly at: number;
}

export interface GuessChart {
  readonly kind: "guesses";
  readonly bins: readonly Bin[];
  readonly decimals: number;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly mean: Mark | null;
  readonly right: Mark | null;
  readonly own: Mark | null;
}

/** How wide a bar is, in units of 10 ** -decimals; mirrors `bin_width` of `polls/selectors.py`. */
export function binWidth(least: number, most: number): number {
  return Math.max(1, Math.ceil((most - least + 1) / NUMBER_BINS));
}

export function guessChart(poll: PollRecord, tally: Tally, own: Answer | null, language: Language): GuessChart {
  const { min_value: least, max_value: most, decimals, right_value: right } = poll;
  const unit = 10 ** decimals;
  const width = binWidth(least, most);
  const lowers = Array.from({ length: Math.ceil((most - least + 1) / width) }, (_, at) => least + at * width);
  const counts = lowers.map((lower) => tally.counts[lower] ?? 0);
  const percents = percentsOf(counts);
  const peak = Math.max(...counts);
  const guess = own?.value ?? null;
  const holds = (lower: number, value: number | null): boolean => value !== null && value >= lower && value < lower + width;
  const mark = (value: number | null): Mark | null =>
    value === null ? null : { value: value / unit, at: shareOf(value - least, most - least) };
  return {
    kind: "guesses",
    bins: lowers.map((lower, at) => ({
      key: String(lower),
      from: lower / unit,
      to: Math.min(most, lower + width - 1) / unit,
      count: counts[at] ?? 0,
      percent: percents[at] ?? 0,
      share: shareOf(counts[at] ?? 0, peak),
      isRight: holds(lower, right),
      isOwn: holds(lower, guess),
    })),
    decimals,
    unit: say(poll.unit, language).text,
    least: least / unit,
    most: most / unit,
    mean: tally.ballots > 0 && tally.mean !== null ? mark(tally.mean * unit) : null,
    right: mark(right),
    own: mark(guess),
  };
}
