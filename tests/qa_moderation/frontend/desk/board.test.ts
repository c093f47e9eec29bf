import { beforeEach, describe, expect, it } from "vitest";
import type { DeskState } from "../../../../live/frontend/wire.gen";
import { Board } from "../../../../qa_moderation/frontend/desk/board";
import { NO_FILTER } from "../../../../qa_moderation/frontend/desk/filter";
import { after, NOW_MS, question, stateOf } from "./made";

let board: Board;
let state: DeskState;
let isRead: boolean;
let own: Set<number>;

function take(next: DeskState): void {
  state = next;
  board.take(next, { me: "c1", nowMs: NOW_MS, own, isRead: () => isRead });
}

beforeEach(() => {
  board = new Board();
  isRead = true;
  own = new Set();
  take(stateOf([question(1), question(2), question(3), question(4, { state: "approved" })]));
});

describe("while a lane is read", () => {
  it("new questions wait behind a count", () => {
    take(after(state, question(5)));
    expect([board.shown("inbox"), board.waiting("inbox")]).toEqual([[1, 2, 3], 1]);
    board.showAll();
    expect([board.shown("inbox"), board.waiting("inbox")]).toEqual([[1, 2, 3, 5], 0]);
  });

  it("what others moved keeps its place, and what one moved oneself leaves", () => {
    take(after(state, question(2, { state: "rejected", version: 1 })));
    expect(board.shown("inbox")).toEqual([1, 2, 3]);
    own.add(2);
    take({ ...state });
    expect(board.shown("inbox")).toEqual([1, 3]);
  });

  it("what one brought back stands where it will stay", () => {
    own.add(2);
    take(after(state, question(2, { state: "approved", version: 1 })));
    expect(board.shown("inbox")).toEqual([1, 3]);
    take(after(state, question(2, { version: 2 })));
    expect(board.shown("inbox")).toEqual([1, 2, 3]);
  });

  it("the cursor stays at its place when its question goes", () => {
    board.point(2);
    own.add(2);
    take(after(state, question(2, { state: "approved", version: 1 })));
    expect(board.cursor).toBe(3);
  });
});

it("a lane that nobody reads is in its own order", () => {
  isRead = false;
  take(after(state, question(5, { priority: 2 })));
  expect(board.shown("inbox")).toEqual([5, 1, 2, 3]);
});

it("the cursor goes through a lane and from lane to lane", () => {
  expect(board.cursor).toBe(1);
  board.step(1);
  expect(board.cursor).toBe(2);
  board.step(Infinity);
  expect(board.cursor).toBe(3);
  board.step(-Infinity);
  expect(board.cursor).toBe(1);
  board.cross(1);
  expect([board.lane, board.cursor]).toEqual(["approved", 4]);
  board.cross(9);
  expect([board.lane, board.cursor]).toEqual(["parked", null]);
});

it("what is on air stands above the deck for the cursor too", () => {
  take(after(state, question(8, { state: "on_air" })));
  board.enter("deck");
  expect(board.cursor).toBe(8);
});

it("the next takes the cursor when one leaves, the one before at the end", () => {
  board.point(2);
  board.leave([2, 3]);
  expect(board.cursor).toBe(1);
  board.point(2);
  board.leave([2]);
  expect(board.cursor).toBe(3);
});

it("selects one, a range, and forgets what is gone", () => {
  board.choose(1);
  board.chooseTo(3);
  expect([...board.chosen]).toEqual([1, 2, 3]);
  board.choose(2);
  expect(board.chosenQuestions.map(({ id }) => id)).toEqual([1, 3]);
  const rest = Object.fromEntries(Object.entries(state.questions).filter(([key]) => key !== "3"));
  take({ ...state, questions: rest });
  expect([...board.chosen]).toEqual([1]);
});

it("narrows every lane, and counts only what is let through as new", () => {
  take(after(state, question(6, { language: "fr" })));
  board.narrow({ ...NO_FILTER, language: "fr" }, "c1", NOW_MS);
  expect([board.shown("inbox"), board.shown("approved")]).toEqual([[6], []]);
  take(after(state, question(7), question(9, { language: "fr" })));
  expect([board.shown("inbox"), board.waiting("inbox")]).toEqual([[6], 1]);
});

it("the cursor waits for what comes back", () => {
  take(after(state, question(2, { state: "approved", version: 1 })));
  board.showAll();
  board.await(2, "inbox");
  expect(board.cursor).toBe(1);
  own.add(2);
  take(after(state, question(2, { version: 2 })));
  expect(board.cursor).toBe(2);
});

it("the cursor stays at the question of an open form, whatever becomes of it", () => {
  isRead = false;
  board.point(2);
  board.pinned = 2;
  take(after(state, question(2, { state: "on_air", version: 1 })));
  expect([board.shown("inbox"), board.cursor]).toEqual([[1, 3], 2]);
  board.pinned = null;
  take({ ...state });
  expect(board.cursor).toBe(3);
});
