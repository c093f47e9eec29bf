import { beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveClient } from "../../../../live/frontend/client";
import type { DeskState } from "../../../../live/frontend/wire.gen";
import { Board } from "../../../../qa_moderation/frontend/desk/board";
import { Deeds } from "../../../../qa_moderation/frontend/desk/deeds";
import { readFilter } from "../../../../qa_moderation/frontend/desk/filter";
import { Moves } from "../../../../qa_moderation/frontend/desk/moves";
import { after, FakeLive, NOW_MS, question, refusal, stateOf } from "./made";

let live: FakeLive;
let board: Board;
let deeds: Deeds;
let moves: Moves;
let state: DeskState;

function take(next: DeskState): void {
  state = next;
  board.take(next, { me: "c1", nowMs: NOW_MS, own: new Set(), isRead: () => true });
}

beforeEach(() => {
  vi.useFakeTimers();
  live = new FakeLive();
  board = new Board();
  moves = new Moves(live, () => undefined, () => undefined);
  const nothing = (): void => undefined;
  deeds = new Deeds({
    live: live as unknown as LiveClient,
    board,
    moves,
    state: () => state,
    changed: nothing,
    refocus: nothing,
    showForm: nothing,
  });
  take(stateOf([question(1), question(2), question(3, { state: "on_deck" })]));
});

const sent = (): string[] => live.sent.map(({ name }) => name);

it("approves what is under the cursor, which goes on", () => {
  deeds.act("approve", board.question);
  expect(live.sent).toEqual([{ name: "desk.approve", args: { question_id: 1, version: 0 } }]);
  expect(board.cursor).toBe(2);
});

it("leaves alone what its state does not allow", () => {
  deeds.act("approve", board.index.find(3));
  deeds.act("feed", board.question);
  expect(sent()).toEqual([]);
});

it("moves a question on deck over the next that is shown, whatever a filter hides", () => {
  const french = { state: "on_deck", language: "fr" } as const;
  take(stateOf([question(1, french), question(2, { state: "on_deck" }), question(3, { state: "on_deck" }), question(4, french)]));
  board.narrow(readFilter("lang=fr"), "c1", NOW_MS);
  deeds.act("up", board.index.find(4));
  expect(live.sent.at(-1)?.args).toEqual({ question_ids: [4, 1, 2, 3], deck_version: 1 });
  deeds.act("up", board.index.find(1));
  expect(live.sent).toHaveLength(1);
  deeds.act("down", board.index.find(1));
  expect(live.sent.at(-1)?.args).toEqual({ question_ids: [2, 3, 4, 1], deck_version: 1 });
});

describe("a bulk", () => {
  const feeds = [{ slug: "main", name: "" }, { slug: "asia", name: "Asia" }];

  beforeEach(() => {
    take(stateOf([question(1), question(2)], { feeds }));
    board.choose(1);
    board.choose(2);
    live.answer = () => ({ ok: true, result: { done: [], refused: [] } });
  });

  it("gives all to a set desk that one chooses", () => {
    deeds.act("feed", board.question);
    expect(deeds.form?.kind).toBe("feed");
    deeds.chooseFeed("asia");
    expect(live.sent).toMatchObject([{ name: "desk.bulk", args: { action: "assign", feed: "asia", items: [{ question_id: 1 }, { question_id: 2 }] } }]);
    // They stay in their lane, and the cursor with them.
    expect(board.cursor).toBe(1);
  });

  it("lets go of all by the key of a claim", () => {
    deeds.act("claim", board.question);
    expect(live.sent).toMatchObject([{ name: "desk.bulk", args: { action: "release" } }]);
  });
});

it("claims while one writes, renews at half of the time, and lets go", async () => {
  deeds.act("edit", board.question);
  expect(sent()).toEqual(["desk.claim"]);
  await vi.advanceTimersByTimeAsync(45_000);
  expect(sent()).toEqual(["desk.claim", "desk.claim"]);
  deeds.close();
  expect(sent()).toEqual(["desk.claim", "desk.claim", "desk.release"]);
  await vi.advanceTimersByTimeAsync(90_000);
  expect(live.sent).toHaveLength(3);
});

it("shuts the form when somebody else was first", async () => {
  live.answer = () => refusal("qa.claimed", { claim: { by: "Mona", subject: "c2", until_ms: NOW_MS + 60_000 } });
  deeds.act("edit", board.question);
  await vi.advanceTimersByTimeAsync(0);
  expect(deeds.form).toBeNull();
  expect(moves.complaints.get(1)).toBe("Mona works on it, 1:00 left");
});

it("keeps what was typed when the wording is refused, and goes on from the newer version", async () => {
  const newer = question(1, { version: 4, priority: 2, moved_by: "Mona" });
  live.answer = ({ name }) => (name === "desk.reword" ? refusal("qa.stale", { question: newer, moved_by: "Mona" }) : { ok: true, result: {} });
  deeds.act("edit", board.question);
  deeds.reword("Better");
  await vi.advanceTimersByTimeAsync(0);
  expect(deeds.form?.complaint).toBe("Given another priority by Mona meanwhile. Look again.");
  live.answer = () => ({ ok: true, result: { question: { ...newer, version: 5 } } });
  deeds.reword("Better");
  await vi.advanceTimersByTimeAsync(0);
  expect(live.sent.at(-1)).toEqual({ name: "desk.reword", args: { question_id: 1, version: 4, text: "Better" } });
  expect(deeds.form).toBeNull();
  // The move has cleared the claim.
  expect(sent()).not.toContain("desk.release");
});

it("merges both ways, with both versions", async () => {
  const other = question(2, { version: 7 });
  take(after(state, other));
  live.answer = () => ({ ok: true, result: {} });
  deeds.act("merge", board.question);
  deeds.merge(other, false);
  await vi.advanceTimersByTimeAsync(0);
  board.point(1);
  deeds.act("merge", board.question);
  deeds.merge(other, true);
  await vi.advanceTimersByTimeAsync(0);
  expect(live.sent.filter(({ name }) => name === "desk.merge").map(({ args }) => args)).toEqual([
    { question_id: 1, version: 0, into_id: 2, into_version: 7 },
    { question_id: 2, version: 7, into_id: 1, into_version: 0 },
  ]);
});

it("does to all that is selected what a bulk can do", () => {
  board.choose(1);
  board.choose(2);
  live.answer = () => ({ ok: true, result: { done: [], refused: [] } });
  deeds.act("reject", board.question);
  expect(deeds.form?.ids).toEqual([1, 2]);
  deeds.reject("Asked before", "Sorry");
  expect(live.sent).toEqual([
    {
      name: "desk.bulk",
      args: {
        action: "reject",
        items: [
          { question_id: 1, version: 0 },
          { question_id: 2, version: 0 },
        ],
        reason: "Asked before",
        note: "Sorry",
      },
    },
  ]);
  expect(board.chosen.size).toBe(0);
});

it("goes round the priorities with one key", () => {
  deeds.act("priority", question(1, { priority: 2 }));
  expect(live.sent).toEqual([{ name: "desk.sort", args: { question_id: 1, version: 0, priority: 0 } }]);
});
