import { expect, it } from "vitest";
import { answered, arrange, lately, onAir, rearrange } from "../../../qa_moderation/frontend/attendee/arrangement";
import type { PublicQuestion, QuestionsState } from "../../../live/frontend/wire.gen";
import { publicQuestion } from "./records";

function question(id: number, state: PublicQuestion["state"] = "approved", answered_at_ms: number | null = null): PublicQuestion {
  return publicQuestion(id, { state, answered_at_ms });
}

function stateOf(questions: PublicQuestion[], upvotes: Record<string, number> = {}): QuestionsState {
  return {
    policy: { accepts_questions: true, allows_anonymous: true, min_chars: 8, max_chars: 300 },
    questions: Object.fromEntries(questions.map((each) => [String(each.id), each])),
    upvotes,
  };
}

const nobody = (): boolean => false;

it("orders by upvotes, then newest first; what is on air or answered is elsewhere", () => {
  const state = stateOf([question(1), question(2), question(3, "on_deck"), question(4, "on_air"), question(5, "answered", 9)], { 1: 4 });
  expect(arrange(state, "wanted")).toEqual({ shown: [1, 3, 2], waiting: [] });
  expect(arrange(state, "newest")).toEqual({ shown: [3, 2, 1], waiting: [] });
  expect(onAir(state).map(({ id }) => id)).toEqual([4]);
});

it("moves nothing that stays when counts change, and lets go what left", () => {
  const before = { shown: [1, 2, 3], waiting: [] };
  const state = stateOf([question(1), question(3)], { 3: 90 });
  expect(rearrange(before, state, "wanted", false, nobody)).toEqual({ shown: [1, 3], waiting: [] });
});

it("holds new questions back while somebody reads, but not one's own", () => {
  const before = { shown: [1], waiting: [] };
  const state = stateOf([question(1), question(2), question(3)]);
  expect(rearrange(before, state, "newest", true, (id) => id === 3)).toEqual({ shown: [3, 1], waiting: [2] });
  expect(rearrange(before, state, "newest", false, nobody)).toEqual({ shown: [3, 2, 1], waiting: [] });
  expect(rearrange(before, state, "wanted", false, nobody)).toEqual({ shown: [1, 3, 2], waiting: [] });
});

it("lists answers in the order of the evening", () => {
  const state = stateOf([question(1, "answered", 30), question(2, "answered", 10), question(3)]);
  expect(answered(state).map(({ id }) => id)).toEqual([2, 1]);
  expect(lately(state).map(({ id }) => id)).toEqual([1, 2]);
});
