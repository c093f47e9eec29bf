/** The running list, the answers before a moderator, the words of a cloud, and refusals in words. */
import { describe, expect, it } from "vitest";
import { compared, decided, nextUndecided, PAGE, readOn, unread, type AnswerRow, type TextRecord } from "../../../polls/frontend/desk/answer-rows";
import { displaced, recounted, sorted, type CloudWord } from "../../../polls/frontend/desk/cloud-rows";
import { firstLook, running, stepping, upNext } from "../../../polls/frontend/desk/running";
import { sayRefusal } from "../../../polls/frontend/desk/saying";
import { textIn } from "../../../polls/frontend/desk/texts";
import { closed, desk, NOW } from "./made";

const NONE: ReadonlySet<number> = new Set();

describe("the running list", () => {
  const polls = [
    desk("results", { id: 1 }),
    desk("armed", { id: 2 }),
    desk("archived", { id: 3 }),
    desk("armed", { id: 4, placement: "feedback" }),
    desk("open", { id: 5, opens_at_ms: NOW - 1 }),
  ];
  const ids = (list: readonly { poll: { id: number } }[]): number[] => list.map(({ poll }) => poll.id);

  it("keeps the order, the survey and what is archived apart", () => {
    const parts = running(polls);
    expect([ids(parts.show), ids(parts.survey), ids(parts.archived)]).toEqual([[1, 2, 5], [4], [3]]);
    expect(ids(stepping(parts, false))).toEqual([1, 2, 5, 4]);
    expect(ids(stepping(parts, true))).toEqual([1, 2, 5, 4, 3]);
  });

  it("looks first at what is open, then at what was asked, then at what comes", () => {
    expect(firstLook(polls, NOW)?.poll.id).toBe(5);
    expect(firstLook([desk("armed", { id: 2 }), closed(1, 6_000, { id: 6 })], NOW)?.poll.id).toBe(6);
    expect(firstLook(polls.slice(0, 3), NOW)?.poll.id).toBe(2);
    expect(firstLook([], NOW)).toBe(undefined);
  });

  it("tells the control page what is asked now and what comes next", () => {
    const { now, next } = upNext([...polls, desk("armed", { id: 7 }), desk("armed", { id: 8 })], NOW, 2);
    expect([ids(now), ids(next)]).toEqual([[5], [2, 7]]);
  });
});

describe("answers", () => {
  const text = (id: number, state: TextRecord["state"] = "waiting"): TextRecord => ({ id, text: `t${id}`, author_name: "", state, moved_by: "" });
  const rows = (...ids: number[]): AnswerRow[] => ids.map((id) => ({ record: text(id), isElsewhere: false }));

  it("stay where they are when they are decided, and leave when one reads on", () => {
    const after = decided(rows(1, 2, 3), text(2, "shown"));
    expect(after.map(({ record: { id, state } }) => [id, state])).toEqual([[1, "waiting"], [2, "shown"], [3, "waiting"]]);
    expect(readOn(after, [text(3), text(4)], "waiting").map(({ record: { id } }) => id)).toEqual([1, 3, 4]);
  });

  it("that came in are counted, those on their way are not", () => {
    expect(unread(rows(1, 2), NONE, 5)).toBe(3);
    expect(unread(rows(1, 2), new Set([2]), 1)).toBe(0);
    expect(unread(decided(rows(1, 2), text(1, "hidden")), NONE, 1)).toBe(0);
    expect(unread(rows(1, 2), NONE, 1)).toBe(-1);
  });

  it("that somebody else decided are told from those that still wait", () => {
    expect(compared(rows(1, 2, 3), [text(1), text(3)]).map(({ isElsewhere }) => isElsewhere)).toEqual([false, true, false]);
    const ids = Array.from({ length: PAGE }, (_, at) => at + 1);
    expect(compared(rows(...ids, PAGE + 5), ids.map((id) => text(id))).some(({ isElsewhere }) => isElsewhere)).toBe(false);
  });

  it("hand the cursor on to the next that waits", () => {
    expect(nextUndecided(decided(rows(1, 2, 3), text(2, "shown")), 2)).toBe(3);
    expect(nextUndecided(decided(rows(1, 2), text(2, "shown")), 2)).toBe(1);
    expect(nextUndecided(decided(rows(2), text(2, "shown")), 2)).toBe(2);
  });
});

describe("words", () => {
  const word = (name: string, count: number): CloudWord => ({ word: name, label: name, count, is_hidden: false });

  it("keep their places while they are counted anew", () => {
    const now = recounted([word("a", 3), word("b", 2)], [word("b", 5), word("c", 4), word("a", 3)]);
    expect(now.map(({ word, count }) => [word, count])).toEqual([["a", 3], ["b", 5], ["c", 4]]);
    expect(displaced(now)).toBe(3);
    expect(displaced(sorted(now))).toBe(0);
  });
});

describe("words of the console", () => {
  const refused = (code: string, details = {}) => ({ ok: false, code, message: "", details }) as const;

  it("show what there is where a translation is missing", () => {
    expect(textIn({ en: "Hi", fr: "Salut" }, "fr")).toEqual({ text: "Salut", language: "fr", isMissing: false });
    expect(textIn({ en: "Hi" }, "fr")).toEqual({ text: "Hi", language: "en", isMissing: true });
    expect(textIn({}, "fr")).toEqual({ text: "", language: "fr", isMissing: false });
  });

  it("say what changed, what is missing, and when it is final", () => {
    const poll = desk("open", { opens_at_ms: NOW }, { version: 2 });
    expect(sayRefusal(refused("polls.stale", { poll }), NOW, desk("armed"))).toContain("“Open”");
    expect(sayRefusal(refused("polls.stale", { poll: desk("armed") }), NOW, desk("armed"))).toContain("changed meanwhile");
    expect(sayRefusal(refused("polls.illegal_move", { poll }), NOW)).toContain("“Open”");
    expect(sayRefusal(refused("polls.incomplete", { missing: ["question", "translation"] }), NOW)).toContain("the question, a translation");
    expect(sayRefusal(refused("polls.not_final", { accepts_until_ms: NOW + 5_100 }), NOW)).toContain("6 s");
    expect(sayRefusal(refused("polls.else"), NOW)).toContain("polls.else");
  });
});
