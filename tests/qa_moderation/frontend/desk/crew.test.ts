/** Who is at the desk, whose cursor is where, what the set pressed. */
import { beforeEach, expect, it, vi } from "vitest";
import type { WireFact } from "../../../../live/frontend/topics";
import { announcements } from "../../../../qa_moderation/frontend/desk/announcing";
import { initialsOf, othersAt, Pointing } from "../../../../qa_moderation/frontend/desk/presence";
import { FakeLive, NOW_MS, question } from "./made";

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW_MS);
});

it("shows the others who were heard of within forty seconds", () => {
  const cursor = (name: string, agoMs: number): { name: string; question_id: number; at_ms: number } => ({ name, question_id: 3, at_ms: NOW_MS - agoMs });
  const cursors = { c1: cursor("Me", 0), c2: cursor("Mona Keller", 39_999), c3: cursor("Gone", 40_000) };
  expect(othersAt(cursors, "c1", NOW_MS).map(({ name, initials, questionId }) => [name, initials, questionId])).toEqual([["Mona Keller", "MK", 3]]);
});

it.each([
  ["Mona Keller", "MK"],
  ["Hugo", "HU"],
  ["jean-luc de la tour", "JT"],
  ["", "?"],
])("%s is %s in short", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

it("tells where one is at most once in two seconds, and again every fifteen", () => {
  const live = new FakeLive();
  let isSeen = true;
  const pointing = new Pointing(live, () => isSeen);
  const told = (): unknown[] => live.sent.map(({ args }) => args["question_id"]);
  for (const id of [1, 2, 3]) pointing.at(id);
  vi.advanceTimersByTime(0);
  expect(told()).toEqual([3]);
  for (const id of [4, 5]) pointing.at(id);
  vi.advanceTimersByTime(1_999);
  expect(told()).toEqual([3]);
  vi.advanceTimersByTime(1);
  expect(told()).toEqual([3, 5]);
  vi.advanceTimersByTime(15_000);
  expect(told()).toEqual([3, 5, 5]);
  isSeen = false;
  vi.advanceTimersByTime(60_000);
  expect(told()).toHaveLength(3);
  pointing.stop();
});

it("says what the set pressed, but not what oneself pressed, nor what is long past", () => {
  const fact = (kind: string, by: string, agoMs = 0): WireFact => ({
    offset: 1,
    kind,
    at_ms: NOW_MS - agoMs,
    programme_ms: null,
    data: { question: question(1, { text: "Why?", moved_by: by }) },
  });
  const facts = [
    fact("QuestionTaken", "Hugo"),
    fact("QuestionAnswered", "Hugo"),
    fact("QuestionTaken", "Me"),
    fact("QuestionTaken", "Hugo", 60_000),
    fact("QuestionApproved", "Mona"),
  ];
  expect(announcements(facts, "Me", NOW_MS)).toEqual(["On air: “Why?”, taken by Hugo", "Answered: “Why?”"]);
});
