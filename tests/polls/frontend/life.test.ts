/** Where a poll is by the clock, and what comes next. */
import { describe, expect, it } from "vitest";
import { goesOn, graceMs, leftMs, movesOn, mustWait, nextMove, otherMoves, showsItself, stageOf, viewsOf } from "../../../polls/frontend/desk/life";
import { SETTLE_MS, Settling } from "../../../polls/frontend/desk/settling";
import { closed, desk, NOW } from "./made";

const open = (more = {}) => desk("open", { opens_at_ms: NOW - 60_000, ...more });
const gone = { gone_at_ms: NOW - 1 };

describe("a poll's stage", () => {
  it.each([
    [desk("draft"), "draft"],
    [desk("armed"), "armed"],
    [desk("armed", { placement: "feedback" }), "survey"],
    [open(), "open"],
    [open({ closes_at_ms: NOW + 1, accepts_until_ms: NOW + 6_001 }), "open"],
    [open({ closes_at_ms: NOW, accepts_until_ms: NOW + 6_000 }), "closing"],
    [open({ closes_at_ms: NOW - 6_001, accepts_until_ms: NOW - 1 }), "closed"],
    [closed(1_000), "closing"],
    [closed(6_001), "closed"],
    [closed(1_000, 6_000, gone), "gone"],
    [desk("results"), "results"],
    [desk("results", gone), "gone"],
    [desk("archived", gone), "archived"],
  ] as const)("is told by its state and the clock (%#)", (poll, stage) => {
    expect(stageOf(poll, NOW)).toBe(stage);
  });

  it("has one next move each, until there is none", () => {
    const polls = [desk("draft"), desk("armed"), open(), closed(1), closed(9_000), desk("results"), desk("results", gone), desk("archived")];
    expect(polls.map((poll) => nextMove(poll, NOW))).toEqual(["arm", "open", "close", "show_results", "show_results", "withdraw", "archive", null]);
    expect(nextMove(desk("armed", { placement: "feedback" }), NOW)).toBe(null);
  });
});

describe("what else can be done", () => {
  it("opens again what was closed, until its results were seen", () => {
    expect(otherMoves(closed(1), NOW, 3)).toContain("reopen");
    expect(otherMoves(closed(1, 6_000, gone), NOW, 3)).toContain("reopen");
    expect(otherMoves(desk("results"), NOW, 3)).not.toContain("reopen");
    expect(otherMoves(desk("results", gone), NOW, 3)).not.toContain("reopen");
  });

  it("makes a survey's question a draft only while it has no answers", () => {
    const survey = desk("armed", { placement: "feedback" });
    expect(otherMoves(survey, NOW, 0)).toContain("disarm");
    expect(otherMoves(survey, NOW, 1)).toEqual(["archive", "take_back", "duplicate"]);
  });

  it("never offers a move twice", () => {
    for (const poll of [desk("draft"), desk("armed"), open(), closed(1), closed(9_000), desk("results"), desk("archived")]) {
      const moves = movesOn(poll, NOW, 1);
      expect(new Set(moves).size).toBe(moves.length);
    }
  });

  it("puts a leaderboard on air for a quiz alone, and nothing of a draft", () => {
    expect(viewsOf(desk("armed", { kind: "quiz" }))).toEqual(["question", "results", "leaderboard"]);
    expect(viewsOf(desk("open"))).toEqual(["question", "results"]);
    expect(viewsOf(desk("draft"))).toEqual([]);
  });
});

describe("times", () => {
  it("counts down to the close, then through the grace", () => {
    const counting = open({ closes_at_ms: NOW + 5_000, accepts_until_ms: NOW + 11_000 });
    expect([leftMs(counting, NOW), graceMs(counting, NOW)]).toEqual([5_000, null]);
    expect([leftMs(counting, NOW + 5_000), graceMs(counting, NOW + 5_000)]).toEqual([null, 6_000]);
    expect([leftMs(counting, NOW + 12_000), graceMs(counting, NOW + 12_000)]).toEqual([null, null]);
    expect(leftMs(open(), NOW)).toBe(null);
  });

  it("has a quiz question wait for its last vote, and no other", () => {
    expect(mustWait(closed(1_000, 6_000, { kind: "quiz" }), "show_results", NOW)).toBe(true);
    expect(mustWait(closed(7_000, 6_000, { kind: "quiz" }), "show_results", NOW)).toBe(false);
    expect(mustWait(closed(1_000), "show_results", NOW)).toBe(false);
  });

  it("knows whose results come by themselves", () => {
    expect(showsItself(closed(1_000), NOW)).toBe(true);
    expect(showsItself(closed(1_000, 6_000, { results: "crew" }), NOW)).toBe(false);
    expect(showsItself(desk("results"), NOW)).toBe(false);
  });
});

describe("a press that crossed a change", () => {
  const seen = desk("armed");

  it("goes on where it means the same", () => {
    expect(goesOn("open", seen, desk("armed", {}, { version: 2, graphic: "question" }), NOW, 0)).toBe(true);
  });

  it("stops where somebody was faster, or changed what is asked", () => {
    expect(goesOn("open", seen, desk("open", {}, { version: 2 }), NOW, 0)).toBe(false);
    expect(goesOn("open", seen, desk("armed", { question: { en: "Which one?" } }, { version: 3 }), NOW, 0)).toBe(false);
    expect(goesOn("open", seen, desk("armed", { seconds: 10 }, { version: 3 }), NOW, 0)).toBe(false);
  });

  it("goes on to the results when the clock's own sweep came between", () => {
    const times = { opens_at_ms: NOW - 60_000, closes_at_ms: NOW - 100, accepts_until_ms: NOW + 6_000 };
    expect(goesOn("show_results", desk("open", times), desk("closed", times, { version: 2 }), NOW, 0)).toBe(true);
  });
});

describe("a button that changes under the finger", () => {
  it("waits a moment, and not where another poll was chosen", () => {
    const settling = new Settling();
    settling.note(1, "open", 1_000);
    expect(settling.leftMs(1_000)).toBe(0);
    settling.note(1, "close", 2_000);
    settling.note(1, "close", 2_100);
    expect(settling.leftMs(2_100)).toBe(SETTLE_MS - 100);
    expect(settling.leftMs(2_000 + SETTLE_MS)).toBe(0);
    settling.note(2, "open", 2_200);
    expect(settling.leftMs(2_200)).toBe(0);
  });
});
