import { beforeEach, expect, it, vi } from "vitest";
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

it("a big bulk goes in steps of a hundred", async () => {
  live.answer = ({ args }) => ({
    ok: true,
    result: { done: (args["items"] as { question_id: number }[]).map(({ question_id }) => question(question_id, { version: 1 })), refused: [] },
  });
  await moves.bulk("park", "Park", Array.from({ length: 230 }, (_, index) => question(index + 1)));
  expect(live.sent.map(({ args }) => (args["items"] as unknown[]).length)).toEqual([100, 100, 30]);
  expect(await moves.undo()).toHaveLength(230);
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
