import { beforeEach, describe, expect, it, vi } from "vitest";
import { setLanguage } from "../../../../live/frontend/i18n";
import { Moves } from "../../../../qa_moderation/frontend/desk/moves";
import { FakeLive, NOW_MS, question, refusal } from "./made";

let live: FakeLive;
let moves: Moves;
let said: string[];

beforeEach(() => {
  vi.useFakeTimers();
  live = new FakeLive();
  said = [];
  moves = new Moves(live, () => undefined, (text) => said.push(text));
});

const approve = (id: number, version = 0): Promise<unknown> => {
  const seen = question(id, { version });
  return moves.move("approve", seen, () => live.command("desk.approve", { question_id: id, version }));
};

it("a move that was done is one's own until another moves it, and can be undone for ten seconds", async () => {
  live.answer = () => ({ ok: true, result: { question: question(1, { version: 1, state: "approved" }) } });
  await approve(1);
  expect(moves.own(() => question(1, { version: 1 }))).toEqual(new Set([1]));
  expect(moves.own(() => question(1, { version: 2 }))).toEqual(new Set());
  expect(moves.last?.items).toEqual([{ question_id: 1, version: 1 }]);
  live.serverNowMs += 10_000;
  expect(moves.last).toBeNull();
});

it("a stale move says what changed and by whom", async () => {
  const now = question(1, { version: 3, set_text: "Other words", moved_by: "Mona" });
  live.answer = () => refusal("qa.stale", { question: now, moved_by: "Mona", moved_at_ms: NOW_MS });
  await approve(1);
  expect(moves.complaints.get(1)).toBe("Reworded by Mona meanwhile. Look again.");
  expect(moves.last).toBeNull();
  vi.advanceTimersByTime(10_000);
  expect(moves.complaints.size).toBe(0);
});

it("what another works on is refused without asking", async () => {
  const held = question(1, { claim: { by: "Mona", subject: "c2", until_ms: NOW_MS + 42_000 } });
  await moves.move("approve", held, () => live.command("desk.approve", {}));
  expect(live.sent).toEqual([]);
  expect(moves.complaints.get(1)).toBe("Mona works on it, 0:42 left");
});

it("a bulk tells each outcome, and is undone in one go", async () => {
  live.answer = ({ name }) => {
    if (name === "desk.undo") return { ok: true, result: { done: [question(1, { version: 2 })], refused: [] } };
    const stale = { question_id: 2, code: "qa.stale", message: "", details: { question: question(2, { version: 5 }), moved_by: "Mona" } };
    return { ok: true, result: { done: [question(1, { version: 1, state: "approved" })], refused: [stale] } };
  };
  await moves.bulk("approve", "Shortlist", [question(1), question(2)]);
  expect(said).toEqual(["Shortlist: 1 done, 1 refused: Mona moved them"]);
  expect(moves.complaints.has(2)).toBe(true);
  expect((await moves.undo()).map(({ id }) => id)).toEqual([1]);
  expect(live.sent.map(({ name, args }) => [name, args["items"]])).toEqual([
    ["desk.bulk", [{ question_id: 1, version: 0 }, { question_id: 2, version: 0 }]],
    ["desk.undo", [{ question_id: 1, version: 1 }]],
  ]);
  expect(moves.last).toBeNull();
});

/** Answer each step after `tookMs`, with all of its questions done. */
function answerSteps(tookMs: number): void {
  live.answer = ({ args }) => {
    live.serverNowMs += tookMs;
    const ids = (args["items"] as { question_id: number }[]).map(({ question_id }) => question_id);
    return { ok: true, result: { done: ids.map((id) => question(id, { version: 1 })), refused: [] } };
  };
}

it("a big bulk goes in steps of ten, and is undone from its end, each step in its order", async () => {
  answerSteps(0);
  await moves.bulk("park", "Park", Array.from({ length: 23 }, (_, index) => question(index + 1)));
  const steps = (): number[][] => live.sent.map(({ args }) => (args["items"] as { question_id: number }[]).map(({ question_id }) => question_id));
  const ids = Array.from({ length: 23 }, (_, index) => index + 1);
  expect(steps()).toEqual([ids.slice(0, 10), ids.slice(10, 20), ids.slice(20)]);
  live.sent.length = 0;
  expect(await moves.undo()).toHaveLength(23);
  expect(steps()).toEqual([ids.slice(13), ids.slice(3, 13), ids.slice(0, 3)]);
});

it("a step that fails leaves the others done, and these can be undone", async () => {
  answerSteps(0);
  const { answer } = live;
  live.answer = (command) => (live.sent.length === 2 ? refusal("client.timeout") : answer(command));
  await moves.bulk("park", "Park", Array.from({ length: 23 }, (_, index) => question(index + 1)));
  expect(said.at(-1)).toContain("13 done");
  expect(moves.complaints.size).toBe(10);
  expect(moves.last?.items).toHaveLength(13);
});

it("a bulk is undone until ten seconds after its end, however long it took, and the server knows its parts", async () => {
  answerSteps(4_000);
  await moves.bulk("park", "Park", Array.from({ length: 50 }, (_, index) => question(index + 1)));
  expect(live.serverNowMs).toBe(NOW_MS + 20_000);
  expect(moves.last?.untilMs).toBe(live.serverNowMs + 10_000);
  const bulks = new Set(live.sent.map(({ args }) => args["bulk"]));
  expect(bulks).toEqual(new Set([String(NOW_MS)]));
  live.sent.length = 0;
  await moves.bulk("park", "Park", [question(60)]);
  // One step is as old as it is.
  expect(live.sent[0]?.args["bulk"]).toBeUndefined();
});

it("what was let go of is not undone", async () => {
  answerSteps(0);
  await moves.bulk("release", "Release", [question(1)]);
  expect(moves.last).toBeNull();
});

describe("the deck", () => {
  const deck = { version: 7, question_ids: [1, 2, 3] };
  const place = (): Promise<void> => moves.place(question(3, { state: "on_deck" }), { side: "before", id: 2 }, deck, "up");

  it("is put into an order as it was seen", async () => {
    await place();
    expect(live.sent).toEqual([{ name: "desk.order", args: { question_ids: [1, 3, 2], deck_version: 7 } }]);
  });

  it.each([
    ["en", "order", "The deck was put into another order by Mona meanwhile. Nothing was overwritten: this is the newest order."],
    ["en", "take", "Something left the deck by Mona meanwhile."],
    ["fr", "order", "Plateau remis dans un autre ordre par Mona entre-temps. Rien n’a été écrasé : voici l’ordre le plus récent."],
    ["fr", "send", "Question ajoutée au plateau par Mona entre-temps."],
  ] as const)("that another changed meanwhile is not overwritten, and says who (%s, %s)", async (language, change, words) => {
    setLanguage(language);
    live.answer = () => refusal("qa.deck_stale", { deck, changed_by: "Mona", changed_at_ms: NOW_MS, change });
    await place();
    expect(moves.complaints.get(3)).toContain(words);
    expect(said.at(-1)).toContain(words);
    setLanguage("en");
  });
});

it("only the last move of a question can be undone", async () => {
  live.answer = ({ args }) => ({ ok: true, result: { question: question(1, { version: Number(args["version"]) + 1 }) } });
  await approve(1, 0);
  await approve(1, 1);
  live.answer = () => ({ ok: true, result: { done: [question(1, { version: 3 })], refused: [] } });
  await moves.undo();
  expect(live.sent.at(-1)?.args["items"]).toEqual([{ question_id: 1, version: 2 }]);
  expect(moves.last).toBeNull();
});
