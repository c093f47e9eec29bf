/** Where the quiz stands for a viewer, whose picture is behind what the server tells: pure but for what it remembers. */
import type { Leader, PollRecord } from "../../../live/frontend/wire.gen";
import type { MyScore } from "./mine";

export interface Standing {
  readonly leaders: readonly Leader[];
  readonly score: MyScore | null;
}

/**
 * The server has one leaderboard and one score, those after the newest results. What stood after which results is kept,
 * by the programme time of those results, so that a picture that has not got to the newest keeps the places that belong
 * to it. What stood before this page was there is not known, and then nothing is shown.
 */
export class Standings {
  private readonly leaders = new Kept<readonly Leader[]>();
  private readonly scores = new Kept<MyScore | null>();

  /** Take note of how it stands after all results that were told. */
  note(polls: readonly PollRecord[], { leaders, score }: Standing): void {
    const times = new Set(polls.flatMap(resultsOf));
    const newest = newestOf(polls, Number.POSITIVE_INFINITY);
    const before = this.leaders.of(newest);
    this.scores.note(newest, score, times);
    if (!this.leaders.note(newest, leaders, times) || !before) return;
    // Who leaves without new results (their name was taken back, or they were erased) leaves the older places too.
    const gone = new Set(before.map(({ name }) => name));
    for (const { name } of leaders) gone.delete(name);
    if (gone.size > 0) this.leaders.change((each) => each.filter(({ name }) => !gone.has(name)));
  }

  /** How it stands on a picture of `timeMs`. */
  at(polls: readonly PollRecord[], timeMs: number): Standing {
    const newest = newestOf(polls, timeMs);
    return { leaders: this.leaders.upTo(newest) ?? [], score: this.scores.upTo(newest) ?? null };
  }
}

/** What was known after which results. */
class Kept<T> {
  private readonly byTime = new Map<number, T>();
  private newest: T | undefined;

  /** Returns whether it is news. The same one as before is not of these results: it will be told anew. */
  note(atMs: number, value: T, times: ReadonlySet<number>): boolean {
    if (value === this.newest) return false;
    this.newest = value;
    for (const time of this.byTime.keys()) if (!times.has(time)) this.byTime.delete(time);
    this.byTime.set(atMs, value);
    return true;
  }

  of(atMs: number): T | undefined {
    return this.byTime.get(atMs);
  }

  /** What was known last by then: of a question that one did not answer no new score is asked for. */
  upTo(atMs: number): T | undefined {
    const times = [...this.byTime.keys()].filter((time) => time <= atMs);
    return times.length > 0 ? this.byTime.get(Math.max(...times)) : undefined;
  }

  change(change: (value: T) => T): void {
    for (const [time, value] of this.byTime) this.byTime.set(time, change(value));
  }
}

function resultsOf({ kind, results_at_ms: results }: PollRecord): number[] {
  return kind === "quiz" && results !== null ? [results] : [];
}

/** When the newest results were shown that a picture of `timeMs` has got to. */
function newestOf(polls: readonly PollRecord[], timeMs: number): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...polls.flatMap(resultsOf).filter((time) => time <= timeMs));
}
