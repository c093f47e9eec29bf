/** What is drawn of a poll: pure, from what the topics say. */
import type { Language } from "../../../../live/frontend/i18n";
import type { GivenAnswer as Answer, Leader, PollRecord, Tally } from "../../../../live/frontend/wire.gen";
import { cloudChart, type CloudChart } from "./cloud";
import { guessChart, type GuessChart } from "./guesses";
import { ratingChart, type RatingChart } from "./rating";
import { choiceChart, rankingChart, type ChoiceChart, type RankingChart } from "./rows";
import { say, type Said } from "./said";
import { shareOf } from "./shares";

export type View = "auto" | "bars" | "donut" | "leaderboard";

export interface LeaderRow extends Leader {
  /** Its points compared with the first's, from 0 to 1. */
  readonly share: number;
}

export interface LeadersChart {
  readonly kind: "leaders";
  readonly rows: readonly LeaderRow[];
}

/** Answers in one's own words are read, not counted. */
export interface TurnoutChart {
  readonly kind: "turnout";
}

export type Picture = ChoiceChart | RankingChart | RatingChart | GuessChart | CloudChart | LeadersChart | TurnoutChart;

export interface Chart {
  readonly question: Said;
  /** People who voted. */
  readonly ballots: number;
  readonly picture: Picture;
  readonly isDonut: boolean;
}

export interface Source {
  readonly poll: PollRecord;
  readonly tally: Tally | undefined;
  readonly leaders: readonly Leader[];
  readonly own: Answer | null;
  readonly language: Language;
  readonly view: View;
}

const NOBODY: Tally = { ballots: 0, counts: {}, mean: null };
/** More parts of a ring are not told apart. */
const DONUT_MOST = 6;

export function chartOf(source: Source): Chart {
  const picture = pictureOf(source);
  return {
    question: say(source.poll.question, source.language),
    ballots: source.tally?.ballots ?? 0,
    picture,
    isDonut: source.view === "donut" && fitsDonut(source.poll),
  };
}

/** Whether a poll's answers can be drawn as the parts of a ring: one choice of a few options. */
export function fitsDonut({ kind, options }: PollRecord): boolean {
  return (kind === "single" || kind === "quiz") && options.length <= DONUT_MOST;
}

function pictureOf({ poll, tally = NOBODY, leaders, own, language, view }: Source): Picture {
  if (view === "leaderboard") return leadersChart(leaders);
  switch (poll.kind) {
    case "single":
    case "several":
    case "quiz":
      return choiceChart(poll, tally, own, language);
    case "ranking":
      return rankingChart(poll, tally, own, language);
    case "rating":
      return ratingChart(poll, tally, own, language);
    case "number":
      return guessChart(poll, tally, own, language);
    case "words":
      return cloudChart(tally, own);
    case "text":
      return { kind: "turnout" };
  }
}

function leadersChart(leaders: readonly Leader[]): LeadersChart {
  const best = Math.max(0, ...leaders.map(({ points }) => points));
  return { kind: "leaders", rows: leaders.map((leader) => ({ ...leader, share: shareOf(leader.points, best) })) };
}
