/** What one did in polls, kept for the whole page: own votes, what is on its way, who is invited, the score. */
import type { CommandOutcome, LiveClient } from "../../../live/frontend/client";
import type { GivenAnswer, PollRecord } from "../../../live/frontend/wire.gen";
import type { Answer, Draft } from "./draft";

/** What `polls.mine` and `polls.vote` answer (polls/facts.py). */
export interface MyVote {
  readonly poll_id: number;
  readonly revision: number;
  readonly answer: Answer | null;
}

export interface MyPoll {
  readonly poll_id: number;
  readonly is_invited: boolean;
  readonly vote: MyVote | null;
  readonly points: number | null;
  readonly is_right: boolean | null;
}

export interface MyScore {
  readonly name: string;
  readonly points: number;
  readonly right: number;
  readonly rank: number;
}

export type Failure = Extract<CommandOutcome, { ok: false }>;
type Client = Pick<LiveClient, "command" | "pending">;

/** A vote may wait for the connection as long as a break lasts. */
const VOTE_TIMEOUT_MS = 5 * 60_000;
/** A crowd that asks the same asks within this time. */
const SPREAD_MS = 800;
const ASKED_AT_ONCE = 100;
const RETRY_MS = 5_000;
const RETRIES = 4;

export class MyPolls {
  score: MyScore | null = null;
  /** What is being answered, by poll: it outlives that another poll comes to the front. */
  readonly drafts = new Map<number, Draft>();

  private readonly known = new Map<number, MyPoll>();
  private readonly sent = new Map<number, GivenAnswer>();
  private readonly failures = new Map<number, Failure>();
  /** When each poll that was met opens, so that one that was taken back and opened anew is another. */
  private readonly met = new Map<number, number | null>();
  private readonly wanted = new Set<number>();
  private asking: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly live: Client) {}

  /** Call `listener` after each change; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What a poll is to this person; undefined while that is not known, or was never asked. */
  of(pollId: number): MyPoll | undefined {
    return this.known.get(pollId);
  }

  /** The answer that is on its way. */
  sending(pollId: number): GivenAnswer | undefined {
    return this.sent.get(pollId);
  }

  /** Why the last answer was not taken. */
  failure(pollId: number): Failure | undefined {
    return this.failures.get(pollId);
  }

  /** Whether the server is being asked about a poll. */
  isAsked(pollId: number): boolean {
    return this.wanted.has(pollId);
  }

  /**
   * Take note of the polls of a placement. One that opened just now (`fresh`) is new to everybody, and nothing is
   * asked; what one did in those that were there before is, and whether one is invited to one for a part of the audience.
   */
  meet(polls: readonly PollRecord[], fresh: ReadonlySet<number>, placement: PollRecord["placement"]): void {
    const there = new Set(polls.map(({ id }) => id));
    for (const id of [...this.met.keys()]) if (!there.has(id)) this.forget(id);
    this.takeUp();
    const unknown: number[] = [];
    for (const poll of polls) {
      if (poll.placement !== placement || poll.gone_at_ms !== null) continue;
      const wasMet = this.met.has(poll.id);
      if (wasMet && this.met.get(poll.id) === poll.opens_at_ms) continue;
      if (wasMet) this.forget(poll.id);
      this.met.set(poll.id, poll.opens_at_ms);
      if (this.known.has(poll.id)) continue;
      if (poll.audience !== "all" || !fresh.has(poll.id)) unknown.push(poll.id);
    }
    if (unknown.length > 0) this.ask(unknown, SPREAD_MS);
  }

  /** Ask what these polls are to oneself, within `spreadMs` at random. */
  ask(ids: Iterable<number>, spreadMs: number): void {
    for (const id of ids) this.wanted.add(id);
    this.asking ??= setTimeout(() => void this.fetch(), Math.random() * spreadMs);
    this.tell();
  }

  /** Vote. What stands, or why not, is in `of` and `failure` afterwards. */
  async vote(pollId: number, answer: GivenAnswer, playheadMs: number | null): Promise<void> {
    if (this.sent.has(pollId)) return;
    this.sent.set(pollId, answer);
    this.failures.delete(pollId);
    this.tell();
    const seen = this.known.get(pollId)?.vote?.revision ?? 0;
    const args = { poll_id: pollId, answer, seen, playhead_ms: playheadMs };
    this.settle(pollId, await this.live.command("polls.vote", args, { keep: true, timeoutMs: VOTE_TIMEOUT_MS }));
  }

  /** The name that one chose, as it is shown. */
  rename(name: string): void {
    if (this.score) this.score = { ...this.score, name };
    this.tell();
  }

  // --- what becomes of it

  /** Votes that an earlier load of the page kept are on their way. */
  private takeUp(): void {
    for (const { name, args, outcome } of this.live.pending()) {
      if (name !== "polls.vote") continue;
      const { poll_id: id, answer } = args as { poll_id: number; answer: GivenAnswer };
      if (this.sent.has(id)) continue;
      this.sent.set(id, answer);
      void outcome.then((became) => {
        this.settle(id, became);
      });
    }
  }

  private settle(pollId: number, outcome: CommandOutcome): void {
    this.sent.delete(pollId);
    if (outcome.ok) {
      this.note((outcome.result as { vote: MyVote }).vote);
      this.drafts.delete(pollId);
    } else {
      const standing = outcome.details["vote"] as MyVote | undefined;
      if (standing) {
        this.note(standing);
        this.drafts.delete(pollId);
      }
      this.failures.set(pollId, outcome);
      if (outcome.code === "client.timeout") this.ask([pollId], SPREAD_MS);
    }
    this.tell();
  }

  private note(vote: MyVote): void {
    const before = this.known.get(vote.poll_id);
    this.known.set(vote.poll_id, {
      poll_id: vote.poll_id,
      is_invited: true,
      points: before?.points ?? null,
      is_right: before?.is_right ?? null,
      vote,
    });
  }

  private async fetch(): Promise<void> {
    const ids = [...this.wanted].slice(0, ASKED_AT_ONCE);
    const outcome = await this.live.command("polls.mine", { poll_ids: ids });
    this.asking = undefined;
    if (outcome.ok) {
      const { polls, score } = outcome.result as { polls: readonly MyPoll[]; score: MyScore | null };
      for (const mine of polls) this.known.set(mine.poll_id, mine);
      this.score = score ?? this.score;
      this.tries = 0;
    } else {
      this.tries += 1;
    }
    // Polls that the server does not know are left out of its answer: nothing more will be known of them.
    if (outcome.ok || this.tries > RETRIES) for (const id of ids) this.wanted.delete(id);
    if (this.wanted.size > 0) this.asking = setTimeout(() => void this.fetch(), outcome.ok ? 0 : RETRY_MS * (1 + Math.random()));
    this.tell();
  }

  private forget(pollId: number): void {
    this.met.delete(pollId);
    this.known.delete(pollId);
    this.failures.delete(pollId);
    this.drafts.delete(pollId);
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

const ofPages = new WeakMap<LiveClient, MyPolls>();

/** The one of the page that has this connection. */
export function myPolls(live: LiveClient): MyPolls {
  let mine = ofPages.get(live);
  if (!mine) ofPages.set(live, (mine = new MyPolls(live)));
  return mine;
}
