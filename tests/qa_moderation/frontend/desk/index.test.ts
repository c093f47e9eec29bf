import { expect, it } from "vitest";
import type { DeskQuestion, DeskState } from "../../../../live/frontend/wire.gen";
import { ALL_LANES, DeskIndex } from "../../../../qa_moderation/frontend/desk/index";
import { after, question, stateOf } from "./made";

function lanesOf(index: DeskIndex): Record<string, readonly number[]> {
  return Object.fromEntries(ALL_LANES.map((name) => [name, index.ids(name)]));
}

it("puts every state into its lane, in the lane's order", () => {
  const state = stateOf(
    [
      question(1),
      question(2, { priority: 2 }),
      question(3, { state: "approved" }),
      question(4, { state: "approved" }),
      question(5, { state: "on_deck" }),
      question(6, { state: "on_air" }),
      question(7, { state: "parked" }),
      question(8, { state: "rejected" }),
      question(9, { state: "merged" }),
      question(10, { state: "withdrawn" }),
      question(11, { state: "answered" }),
      question(12, { state: "skipped" }),
    ],
    { upvotes: { "4": 9 } },
  );
  const index = new DeskIndex();
  index.take(state);
  expect(lanesOf(index)).toEqual({
    inbox: [2, 1],
    approved: [4, 3],
    deck: [5],
    parked: [7],
    declined: [10, 9, 8],
    answered: [12, 11],
  });
  expect(index.onAir.map(({ id }) => id)).toEqual([6]);
});

it("keeps the list itself where nothing changed in a lane", () => {
  const index = new DeskIndex();
  const state = stateOf([question(1), question(2, { state: "approved" })]);
  index.take(state);
  const inbox = index.ids("inbox");
  index.take(after(state, question(3, { state: "approved" })));
  expect(index.ids("inbox")).toBe(inbox);
  expect(index.ids("approved")).toEqual([2, 3]);
});

it("orders the shortlist anew when votes come", () => {
  const index = new DeskIndex();
  const state = stateOf([question(1, { state: "approved" }), question(2, { state: "approved" })]);
  index.take(state);
  index.take({ ...state, upvotes: { "2": 3 } });
  expect(index.ids("approved")).toEqual([2, 1]);
});

it("counts languages as they come and go", () => {
  const index = new DeskIndex();
  const state = stateOf([question(1, { language: "fr" }), question(2)]);
  index.take(state);
  expect([...index.languages.keys()].sort()).toEqual(["en", "fr"]);
  const rest = Object.fromEntries(Object.entries(state.questions).filter(([key]) => key !== "1"));
  index.take({ ...state, questions: rest });
  expect([...index.languages]).toEqual([["en", 1]]);
  expect(index.find(1)).toBeUndefined();
});

it("is after any walk what a new index makes of the last state", () => {
  const states: DeskQuestion["state"][] = ["pending", "approved", "on_deck", "on_air", "parked", "rejected", "merged", "answered"];
  let seed = 7;
  const random = (n: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % n;
  };
  const walking = new DeskIndex();
  let state: DeskState = stateOf([]);
  for (let step = 0; step < 400; step += 1) {
    const id = 1 + random(60);
    const old = state.questions[String(id)];
    if (old && random(10) === 0) {
      const questions = Object.fromEntries(Object.entries(state.questions).filter(([key]) => key !== String(id)));
      state = { ...state, questions };
    } else {
      const fields = { state: states[random(states.length)] ?? "pending", priority: random(3), language: ["en", "fr"][random(2)] ?? "en" };
      state = after(state, question(id, { ...fields, version: step, moved_at_ms: 1_000 + random(500) }));
    }
    if (random(3) === 0) state = { ...state, upvotes: { ...state.upvotes, [String(id)]: random(9) } };
    const ids = Object.values(state.questions).filter((each) => each.state === "on_deck").map((each) => each.id);
    state = { ...state, deck: { version: step, question_ids: ids } };
    walking.take(state);
    if (step % 20 > 0) continue;
    const fresh = new DeskIndex();
    fresh.take(state);
    expect(lanesOf(walking)).toEqual(lanesOf(fresh));
    expect([...walking.languages].sort()).toEqual([...fresh.languages].sort());
  }
});
