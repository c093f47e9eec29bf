/** One's own upvotes: what is shown from a press on, so that it never goes back while the news of it travels. */
import type { CommandOutcome } from "../../../live/frontend/client";
import type { Store } from "../../../live/frontend/store";
import type { MyQuestionsState, QuestionsState } from "../../../live/frontend/wire.gen";

/** What a question's button shows. */
export interface Vote {
  readonly upvoted: boolean;
  readonly count: number;
}

/** What the server answered, and where the topics are that show it. */
interface Landed extends Vote {
  readonly rev: number;
  readonly offset: number;
  /** The lives of the logs that these numbers are of. */
  readonly epochs: readonly (string | null)[];
}

/** Send a vote, or take it back. */
export type Send = (id: number, upvoted: boolean) => Promise<CommandOutcome>;

/**
 * The votes of one person. From a press until its answer the wish is shown, with the count as it stood then; from the
 * answer on what that says, until vote and count have each come by their topic. A refusal goes back to what is known.
 */
export class Votes {
  /** What was pressed and has no answer yet. */
  private readonly wishes = new Map<number, Vote>();
  private readonly landed = new Map<number, Landed>();
  private readonly sending = new Set<number>();

  constructor(
    private readonly mine: Store<MyQuestionsState>,
    private readonly questions: Store<QuestionsState>,
    private readonly send: Send,
  ) {}

  /** What to show of a question now. */
  of(id: number): Vote {
    const wish = this.wishes.get(id);
    if (wish) return wish;
    const landed = this.landed.get(id);
    const known = {
      upvoted: this.mine.state?.upvoted.includes(id) ?? false,
      count: this.questions.state?.upvotes[String(id)] ?? 0,
    };
    if (!landed) return known;
    const [own, all] = landed.epochs;
    return {
      upvoted: own === this.mine.epoch && this.mine.offset < landed.offset ? landed.upvoted : known.upvoted,
      count: all === this.questions.epoch && this.questions.rev < landed.rev ? landed.count : known.count,
    };
  }

  /**
   * Press a question's button, and return what became of it once no press of it waits; null when an earlier press takes
   * this one along. Two of one question never travel at once: the later could be done first.
   */
  async press(id: number): Promise<CommandOutcome | null> {
    const shown = this.of(id);
    this.wishes.set(id, { upvoted: !shown.upvoted, count: Math.max(0, shown.count + (shown.upvoted ? -1 : 1)) });
    if (this.sending.has(id)) return null;
    this.sending.add(id);
    let outcome: CommandOutcome;
    let upvoted: boolean;
    do {
      upvoted = this.wishes.get(id)?.upvoted ?? false;
      const epochs = [this.mine.epoch, this.questions.epoch];
      outcome = await this.send(id, upvoted);
      if (outcome.ok) this.landed.set(id, { upvoted, epochs, ...placed(outcome.result as Partial<Answer> | null) });
    } while (outcome.ok && this.wishes.get(id)?.upvoted !== upvoted);
    this.wishes.delete(id);
    this.sending.delete(id);
    return outcome;
  }
}

/** The result of `qa.upvote` and `qa.take_back_upvote`. */
interface Answer {
  readonly upvotes: number;
  readonly rev: number;
  readonly offset: number;
}

function placed(answer: Partial<Answer> | null): Pick<Landed, "count" | "rev" | "offset"> {
  const { upvotes: count = 0, rev = 0, offset = 0 } = answer ?? {};
  return { count, rev, offset };
}
