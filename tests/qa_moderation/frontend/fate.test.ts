import { expect, it } from "vitest";
import { canWithdraw, inOrder, isOver, otherWording, progress, WAY, type State } from "../../../qa_moderation/frontend/attendee/fate";
import { myQuestion } from "./records";

const STATES: readonly State[] = [...WAY, "parked", "skipped", "rejected", "withdrawn", "merged"];

it("is so far along its way", () => {
  expect(Object.fromEntries(STATES.map((state) => [state, progress(myQuestion(1, state))]))).toEqual({
    pending: 0, approved: 1, on_deck: 2, on_air: 3, answered: 4, parked: 1, skipped: 2, rejected: 0, withdrawn: 0, merged: 0,
  });
  expect(STATES.filter(isOver)).toEqual(["skipped", "rejected", "withdrawn"]);
});

it("can be taken back until it is on air, or what it is a part of is", () => {
  expect(STATES.filter((state) => canWithdraw(myQuestion(1, state)))).toEqual(["pending", "approved", "on_deck", "parked"]);
  expect(STATES.filter((state) => canWithdraw(myQuestion(1, state, { merged_into: 9 })))).toEqual(["pending", "approved", "on_deck", "parked"]);
});

it("is listed, the newest first, unless its asker took it back", () => {
  const list = [myQuestion(1, "answered"), myQuestion(2, "withdrawn"), myQuestion(3, "withdrawn", { merged_into: 9 })];
  expect(inOrder(Object.fromEntries(list.map((one) => [String(one.id), one]))).map(({ id }) => id)).toEqual([3, 1]);
});

it("tells the wording of the set where it is another", () => {
  expect(otherWording(myQuestion(1, "approved"))).toBe("");
  expect(otherWording(myQuestion(1, "approved", { set_text: "Question 1" }))).toBe("");
  expect(otherWording(myQuestion(1, "approved", { set_text: "Another" }))).toBe("Another");
});
