/** Charts with a row for each option: choices, and rankings. */
import type { Language } from "../../../../live/frontend/i18n";
import type { GivenAnswer as Answer, PollRecord, Tally } from "../../../../live/frontend/wire.gen";
import { say, type Said } from "./said";
import { percentsOf, shareOf } from "./shares";

export interface Row {
  readonly key: string;
  readonly label: Said;
  readonly count: number;
  /** How long its bar is, from 0 to 1. */
  readonly share: number;
  readonly percent: number;
  readonly isRight: boolean;
  readonly isOwn: boolean;
}

export interface ChoiceChart {
  readonly kind: "choice";
  readonly rows: readonly Row[];
  /** Whether the rows are parts of one whole. Where several may be chosen they are not. */
  readonly isWhole: boolean;
}

/** One choice, several, or a quiz question: options in their own order, which does not change while people vote. */
export function choiceChart(poll: PollRecord, tally: Tally, own: Answer | null, language: Language): ChoiceChart {
  const counts = poll.options.map(({ id }) => tally.counts[id] ?? 0);
  const isWhole = poll.kind !== "several";
  const whole = isWhole ? counts.reduce((sum, count) => sum + count, 0) : tally.ballots;
  const percents = isWhole ? percentsOf(counts) : counts.map((count) => Math.round(100 * shareOf(count, whole)));
  const rows = poll.options.map((option, at) => ({
    key: String(option.id),
    label: say(option.text, language),
    count: counts[at] ?? 0,
    share: shareOf(counts[at] ?? 0, whole),
    percent: percents[at] ?? 0,
    isRight: poll.right_options.includes(option.id),
    isOwn: own?.options?.includes(option.id) ?? false,
  }));
  return { kind: "choice", rows, isWhole };
}

export interface RankedRow {
  readonly key: string;
  readonly label: Said;
  /** Where it stands; options that stand equal share a place. */
  readonly place: number;
  readonly meanPlace: number | null;
  /** Borda's count: of n options the first place gives n - 1 points, the last none. */
  readonly points: number;
  /** Its points of those it could have, from 0 to 1. */
  readonly share: number;
  /** Where oneself put it. */
  readonly ownPlace: number | null;
}

export interface RankingChart {
  readonly kind: "ranking";
  readonly rows: readonly RankedRow[];
}

/** A ranking: the options as everybody together put them. */
export function rankingChart(poll: PollRecord, tally: Tally, own: Answer | null, language: Language): RankingChart {
  const size = poll.options.length;
  const stood = poll.options.map((option) => {
    const places = Array.from({ length: size }, (_, at) => tally.counts[`${option.id}:${at + 1}`] ?? 0);
    const ballots = places.reduce((sum, count) => sum + count, 0);
    const points = places.reduce((sum, count, at) => sum + count * (size - 1 - at), 0);
    const ownAt = own?.options?.indexOf(option.id) ?? -1;
    return {
      key: String(option.id),
      label: say(option.text, language),
      meanPlace: ballots > 0 ? size - points / ballots : null,
      points,
      share: shareOf(points, ballots * (size - 1)),
      ownPlace: ownAt < 0 ? null : ownAt + 1,
    };
  });
  const sorted = stood.sort((one, other) => other.points - one.points);
  const rows = sorted.map((row) => ({ ...row, place: sorted.findIndex(({ points }) => points === row.points) + 1 }));
  return { kind: "ranking", rows };
}
