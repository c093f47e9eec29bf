/** How a poll stands, line by line: for bars and tables. Pure. */
import type { PollRecord, Tally } from "../../../live/frontend/wire.gen";
import { textIn } from "./texts";

export interface Figure {
  readonly key: string;
  readonly label: string;
  /** People; of a ranking, points of places. */
  readonly count: number;
  /** Of those who voted, 0 to 1; of a ranking, of the most that an option can have. */
  readonly share: number;
  readonly isRight: boolean;
}

const SCALES = { stars: [1, 5], nps: [0, 10] } as const;

/** The lines of `tally` in their own order; none for what has no bars (words, texts). */
export function figuresOf(poll: PollRecord, tally: Tally | undefined, language: string): Figure[] {
  const counts = tally?.counts ?? {};
  const ballots = tally?.ballots ?? 0;
  const line = (key: string, label: string, count: number, isRight = false): Figure => {
    return { key, label, count, share: ballots > 0 ? count / ballots : 0, isRight };
  };
  switch (poll.kind) {
    case "single":
    case "several":
    case "quiz":
      return poll.options.map(({ id, text }) =>
        line(String(id), textIn(text, language).text, counts[id] ?? 0, poll.right_options.includes(id)),
      );
    case "rating": {
      const [least, most] = SCALES[poll.scale];
      const values = Array.from({ length: most - least + 1 }, (_, at) => least + at);
      return values.map((value) => line(String(value), String(value), counts[value] ?? 0));
    }
    case "ranking":
      return ranked(poll, counts, ballots, language);
    case "number":
      return Object.keys(counts)
        .map(Number)
        .sort((one, other) => one - other)
        .map((lower) => line(String(lower), String(lower / 10 ** poll.decimals), counts[lower] ?? 0));
    case "words":
    case "text":
      return [];
  }
}

/** Borda's count: the first of four places is worth three points, the last none. */
function ranked(poll: PollRecord, counts: Tally["counts"], ballots: number, language: string): Figure[] {
  const places = poll.options.length;
  const most = ballots * (places - 1);
  const lines = poll.options.map(({ id, text }) => {
    const count = poll.options.reduce((sum, _, at) => sum + (counts[`${id}:${at + 1}`] ?? 0) * (places - 1 - at), 0);
    return { key: String(id), label: textIn(text, language).text, count, share: most > 0 ? count / most : 0, isRight: false };
  });
  return lines.sort((one, other) => other.count - one.count);
}

/** The share of a figure in whole percent. */
export function percent(share: number): number {
  return Math.round(share * 100);
}
