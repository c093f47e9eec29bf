/** The server of a preview says what the real one would, and counts nobody but who looks. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { PollRecord, PollsState } from "../../../../live/frontend/wire.gen";
import { answersTo, CROWD, tallyOf } from "../../../../polls/frontend/preview/crowd";
import { PreviewServer } from "../../../../polls/frontend/preview/server";

const NOW = 1_900_000_000_000;
const TOPIC = "polls/7/stage";

function poll(changes: Partial<PollRecord> = {}): PollRecord {
  return {
    id: 3, placement: "show", position: 0, kind: "single", question: { en: "Which?" }, min_choices: 1, max_choices: 2, scale: "stars",
    low_label: {}, high_label: {}, min_value: 0, max_value: 100, decimals: 0, unit: {}, max_words: 2, is_anonymous: false,
    may_change: true, results: "close", audience: "all", audience_value: "", seconds: null, opens_at_ms: null,
    closes_at_ms: null, accepts_until_ms: null, results_at_ms: null, gone_at_ms: null, right_options: [], right_value: null,
    options: ["A", "B", "C"].map((text, at) => ({ id: at + 1, text: { en: text }, image: null, alt: {} })),
    ...changes,
  };
}

type Said = Record<string, unknown> & { readonly type: string };

async function connected(record: PollRecord) {
  const server = new PreviewServer(record, () => NOW);
  const socket = server.connect(`ws://x/preview/?follow=${TOPIC}`);
  const said: Said[] = [];
  socket.onmessage = (event: MessageEvent) => said.push(...(JSON.parse(String(event.data)) as Said[]));
  const command = async (name: string, args: unknown): Promise<Said> => {
    socket.send(JSON.stringify({ type: "command", id: "k", name, args }));
    await Promise.resolve();
    return said.find(({ type, id }) => (type === "ack" || type === "refusal") && id === "k")!;
  };
  await Promise.resolve();
  const state = (): PollsState => said.filter(({ type }) => type === "snapshot").at(-1)?.["state"] as PollsState;
  return { server, socket, said, command, state };
}

beforeEach(() => {
  vi.useFakeTimers();
});

describe("the server of a preview", () => {
  it("opens the poll at once, and keeps what is right to itself", async () => {
    const { said, state, socket } = await connected(poll({ kind: "quiz", right_options: [2], seconds: 20 }));
    expect(said.map(({ type }) => type)).toEqual(["welcome", "snapshot"]);
    expect(state().polls[0]).toMatchObject({ opens_at_ms: NOW, closes_at_ms: NOW + 20_000, right_options: [] });
    expect(state().ballots).toEqual({ 3: CROWD });
    expect(state().tallies).toEqual({});
    socket.close();
  });

  it("takes a vote, adds it to the crowd's, and remembers it", async () => {
    const { command, said, state, server } = await connected(poll());
    const ack = await command("polls.vote", { poll_id: 3, answer: { options: [2] }, seen: 0, playhead_ms: null });
    expect(ack["result"]).toEqual({ vote: { poll_id: 3, revision: 1, answer: { options: [2], value: null, words: [], text: "" } } });
    expect(said.at(-1)).toMatchObject({ type: "values", topic: TOPIC, values: { "ballots/3": CROWD + 1 } });
    server.move("results");
    expect(state().tallies["3"]).toEqual(tallyOf(poll(), [...answersTo(poll()), { options: [2] }]));
  });

  it("shows results while people vote where the poll says so", async () => {
    const { state, command, said } = await connected(poll({ results: "live" }));
    expect(state().tallies["3"]?.ballots).toBe(CROWD);
    await command("polls.vote", { answer: { options: [1] } });
    expect((said.at(-1)?.["values"] as Record<string, unknown>)["tally/3"]).toMatchObject({ ballots: CROWD + 1 });
  });

  it("does not know an anonymous answer any more", async () => {
    const { command } = await connected(poll({ is_anonymous: true }));
    const ack = await command("polls.vote", { answer: { options: [2] } });
    expect(ack["result"]).toEqual({ vote: { poll_id: 3, revision: 1, answer: null } });
  });

  it("tells points once the results of a quiz are shown", async () => {
    const { command, server, state, said } = await connected(poll({ kind: "quiz", right_options: [2] }));
    await command("polls.vote", { answer: { options: [2] } });
    said.length = 0;
    server.move("results");
    expect(state().polls[0]?.right_options).toEqual([2]);
    expect(state().leaders[0]).toMatchObject({ rank: 1, points: 1000 });
    const { result } = (await command("polls.mine", { poll_ids: [3] })) as unknown as { result: { polls: { is_right: boolean }[] } };
    expect(result.polls[0]).toMatchObject({ is_invited: true, is_right: true, points: 870 });
  });

  it("has a survey's question there as long as it is looked at", async () => {
    const { state } = await connected(poll({ placement: "feedback", kind: "rating", scale: "nps" }));
    expect(state().polls[0]).toMatchObject({ opens_at_ms: null, closes_at_ms: null });
  });

  it("refuses what a preview has not", async () => {
    const { command } = await connected(poll());
    expect(await command("chat.say", {})).toMatchObject({ type: "refusal", code: "live.unknown_command" });
  });

  it("is heard as long as the page is there", async () => {
    const { said } = await connected(poll());
    vi.advanceTimersByTime(30_000);
    expect(said.filter(({ type }) => type === "beat")).toHaveLength(3);
  });
});

describe("the made-up crowd", () => {
  it("answers the same each time, within the poll's bounds", () => {
    const several = poll({ kind: "several", min_choices: 2, max_choices: 3 });
    expect(answersTo(several)).toEqual(answersTo(several));
    for (const { options = [] } of answersTo(several)) {
      expect(new Set(options).size).toBe(options.length);
      expect([2, 3]).toContain(options.length);
    }
    const nps = tallyOf(poll({ kind: "rating", scale: "nps" }), answersTo(poll({ kind: "rating", scale: "nps" })));
    expect(Object.keys(nps.counts).every((value) => Number(value) >= 0 && Number(value) <= 10)).toBe(true);
  });

  it("adds up to a ranking with each option once at each place", () => {
    const ranking = poll({ kind: "ranking" });
    const { counts } = tallyOf(ranking, answersTo(ranking));
    for (const place of [1, 2, 3]) {
      expect([1, 2, 3].reduce((sum, option) => sum + (counts[`${String(option)}:${String(place)}`] ?? 0), 0)).toBe(CROWD);
    }
  });

  it("counts guesses by bars as the server does", () => {
    const guess = poll({ kind: "number", min_value: 20, max_value: 100, decimals: 1 });
    const { counts, mean } = tallyOf(guess, [{ value: 20 }, { value: 23 }, { value: 24 }, { value: 100 }]);
    expect(counts).toEqual({ 20: 2, 24: 1, 100: 1 });
    expect(mean).toBeCloseTo(4.175);
  });
});
