/** Ratings: stars from 1 to 5, or how likely one is to recommend from 0 to 10. */
import type { Language } from "../../../../live/frontend/i18n";
import type { GivenAnswer as Answer, PollRecord, Tally } from "../../../../live/frontend/wire.gen";
import { say, type Said } from "./said";
import { percentsOf, shareOf } from "./shares";

export interface RatingValue {
  readonly value: number;
  readonly count: number;
  readonly percent: number;
  /** Compared with all, and with the most frequent one, from 0 to 1. */
  readonly part: number;
  readonly share: number;
  readonly isOwn: boolean;
}

export type NpsName = "detractors" | "passives" | "promoters";

export interface NpsGroup {
  readonly name: NpsName;
  readonly count: number;
  readonly percent: number;
  readonly share: number;
}

export interface RatingChart {
  readonly kind: "rating";
  readonly scale: "stars" | "nps";
  /** From the lowest to the highest. */
  readonly values: readonly RatingValue[];
  readonly most: number;
  readonly mean: number | null;
  readonly low: Said;
  readonly high: Said;
  /** Of a recommendation: promoters less detractors, in per cent; null while nobody answered. */
  readonly nps: number | null;
  readonly groups: readonly NpsGroup[];
}

const SCALES = { stars: [1, 5], nps: [0, 10] } as const;
const PROMOTERS_FROM = 9;
const PASSIVES_FROM = 7;

export function ratingChart(poll: PollRecord, tally: Tally, own: Answer | null, language: Language): RatingChart {
  const [least, most] = SCALES[poll.scale];
  const counts = Array.from({ length: most - least + 1 }, (_, at) => tally.counts[least + at] ?? 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const percents = percentsOf(counts);
  const peak = Math.max(...counts);
  const values = counts.map((count, at) => ({
    value: least + at,
    count,
    percent: percents[at] ?? 0,
    part: shareOf(count, total),
    share: shareOf(count, peak),
    isOwn: own?.value === least + at,
  }));
  const groups = poll.scale === "nps" ? npsGroups(values) : [];
  const [detractors, , promoters] = groups;
  return {
    kind: "rating",
    scale: poll.scale,
    values,
    most,
    mean: total > 0 ? tally.mean : null,
    low: say(poll.low_label, language),
    high: say(poll.high_label, language),
    nps: detractors && promoters && total > 0 ? Math.round((100 * (promoters.count - detractors.count)) / total) : null,
    groups,
  };
}

/** To which group a recommendation counts. */
export function npsName(value: number): NpsName {
  return value >= PROMOTERS_FROM ? "promoters" : value >= PASSIVES_FROM ? "passives" : "detractors";
}

function npsGroups(values: readonly RatingValue[]): NpsGroup[] {
  const names = ["detractors", "passives", "promoters"] as const;
  const counts = names.map((name) => values.reduce((sum, each) => sum + (npsName(each.value) === name ? each.count : 0), 0));
  const percents = percentsOf(counts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return names.map((name, at) => ({
    name,
    count: counts[at] ?? 0,
    percent: percents[at] ?? 0,
    share: shareOf(counts[at] ?? 0, total),
  }));
}
