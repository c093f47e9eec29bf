/** What the page knows of one's own votes, whom it asks, and when. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CommandOutcome, PendingCommand } from "../../../live/frontend/client";
import { MyPolls, type MyPoll, type MyVote } from "../../../polls/frontend/attendee/mine";
import { poll } from "./records";

type Client = ConstructorParameters<typeof MyPolls>[0];

class Server {
  readonly asked: { name: string; args: unknown; resolve: (outcome: CommandOutcome) => void }[] = [];
  kept: PendingCommand[] = [];

  readonly client = {
    command: (name: string, args: unknown) =>
      new Promise<CommandOutcome>((resolve) => {
        this.asked.push({ name, args, resolve });
      }),
    pending: () => this.kept,
  } as unknown as Client;

  async answer(outcome: CommandOutcome): Promise<void> {
    this.asked.shift()?.resolve(outcome);
    await vi.advanceTimersByTimeAsync(0);
  }
}

function vote(pollId: number, revision = 1): MyVote {
  return { poll_id: pollId, revision, answer: { options: [2], value: null, words: [], text: "" } };
}

function of(pollId: number, changes: Partial<MyPoll> = {}): MyPoll {
  return { poll_id: pollId, is_invited: true, vote: null, points: null, is_right: null, ...changes };
}

function refused(code: string, details: Record<string, unknown> = {}): CommandOutcome {
  return { ok: false, code, message: "", details };
}

const nobody: ReadonlySet<number> = new Set();

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("what one is asked about", () => {
  it("is asked once, of all that a snapshot brought", async () => {
    const server = new Server();
    const mine = new MyPolls(server.client);
    const polls = [poll(1), poll(2), poll(3, { gone_at_ms: 5 }), poll(4, { placement: "feedback" })];
    mine.meet(polls, nobody, "show");
    mine.meet(polls, nobody, "show");
    expect(mine.isAsked(1)).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.asked.map(({ name, args }) => [name, args])).toEqual([["polls.mine", { poll_ids: [1, 2] }]]);
    await server.answer({ ok: true, result: { polls: [of(1, { vote: vote(1) })], score: null } });
    expect(mine.of(1)?.vote?.revision).toBe(1);
    expect([mine.isAsked(1), mine.isAsked(2)]).toEqual([false, false]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.asked).toEqual([]);
  });

  it("is nothing for what opened just now for all, and whether one is invited otherwise", async () => {
    const server = new Server();
    const mine = new MyPolls(server.client);
    mine.meet([poll(1)], new Set([1]), "show");
    mine.meet([poll(1), poll(2, { audience: "continent", audience_value: "europe" })], new Set([2]), "show");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.asked.map(({ args }) => args)).toEqual([{ poll_ids: [2] }]);
  });

  it("is asked again, later and later no more, where there was no answer", async () => {
    const server = new Server();
    const mine = new MyPolls(server.client);
    mine.meet([poll(1)], nobody, "show");
    for (let tries = 0; tries < 5; tries += 1) {
      await vi.advanceTimersByTimeAsync(10_000);
      expect(server.asked).toHaveLength(1);
      await server.answer(refused("live.busy"));
    }
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.asked).toEqual([]);
    expect(mine.isAsked(1)).toBe(false);
  });

  it("is forgotten with a poll that was taken back, also where it opened again meanwhile", async () => {
    const server = new Server();
    const mine = new MyPolls(server.client);
    mine.meet([poll(1)], nobody, "show");
    await vi.advanceTimersByTimeAsync(1_000);
    await server.answer({ ok: true, result: { polls: [of(1, { vote: vote(1) })], score: null } });
    mine.meet([poll(1, { opens_at_ms: 99_000 })], new Set([1]), "show");
    expect(mine.of(1)).toBe(undefined);
    mine.meet([], nobody, "show");
    expect(mine.of(1)).toBe(undefined);
  });
});

describe("a vote", () => {
  it("says which one it replaces, and what is on the screen", async () => {
    const server = new Server();
    const mine = new MyPolls(server.client);
    void mine.vote(1, { options: [1] }, 5_000);
    expect(mine.sending(1)).toEqual({ options: [1] });
    expect(server.asked[0]?.args).toEqual({ poll_id: 1, answer: { options: [1] }, seen: 0, playhead_ms: 5_000 });
    await server.answer({ ok: true, result: { vote: vote(1) } });
    void mine.vote(1, { options: [3] }, null);
    expect(server.asked[0]?.args).toEqual({ poll_id: 1, answer: { options: [3] }, seen: 1, playhead_ms: null });
    await server.answer({ ok: true, result: { vote: vote(1, 2) } });
    expect([mine.of(1)?.vote?.revision, mine.sending(1), mine.failure(1)]).toEqual([2, undefined, undefined]);
  });

  it("is sent once, however often one presses", () => {
    const server = new Server();
    const mine = new MyPolls(server.client);
    void mine.vote(1, { options: [1] }, null);
    void mine.vote(1, { options: [1] }, null);
    expect(server.asked).toHaveLength(1);
  });

  it("that moved is replaced by the one that stands", async () => {
    const server = new Server();
    const mine = new MyPolls(server.client);
    void mine.vote(1, { options: [1] }, null);
    await server.answer(refused("polls.vote_moved", { vote: vote(1, 7) }));
    expect([mine.of(1)?.vote?.revision, mine.failure(1)?.code]).toEqual([7, "polls.vote_moved"]);
    void mine.vote(1, { options: [4] }, null);
    expect(server.asked[0]?.args).toMatchObject({ seen: 7 });
    expect(mine.failure(1)).toBe(undefined);
  });

  it("that was refused leaves the draft as it is", async () => {
    const server = new Server();
    const mine = new MyPolls(server.client);
    const draft = { options: [], value: null, typed: "", words: ["holy"], text: "" };
    mine.drafts.set(1, draft);
    void mine.vote(1, { words: ["holy"] }, null);
    await server.answer(refused("polls.word_refused"));
    expect(mine.drafts.get(1)).toBe(draft);
    expect(mine.of(1)).toBe(undefined);
  });

  it("without an answer is asked about", async () => {
    const server = new Server();
    const mine = new MyPolls(server.client);
    void mine.vote(1, { options: [1] }, null);
    await server.answer(refused("client.timeout"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.asked.map(({ args }) => args)).toEqual([{ poll_ids: [1] }]);
  });

  it("that an earlier load of the page kept is on its way", async () => {
    const server = new Server();
    let settle: (outcome: CommandOutcome) => void = () => undefined;
    const outcome = new Promise<CommandOutcome>((resolve) => (settle = resolve));
    server.kept = [{ key: "k", name: "polls.vote", args: { poll_id: 1, answer: { options: [2] } }, madeAtMs: 0, outcome }];
    const mine = new MyPolls(server.client);
    mine.meet([poll(1)], nobody, "show");
    expect(mine.sending(1)).toEqual({ options: [2] });
    settle({ ok: true, result: { vote: vote(1) } });
    await vi.advanceTimersByTimeAsync(0);
    expect([mine.sending(1), mine.of(1)?.vote?.revision]).toEqual([undefined, 1]);
  });
});
