import { describe, expect, it } from "vitest";
import type { PendingCommand } from "../../../live/frontend/client";
import type { DeskQuestion, Prompt, SetState } from "../../../live/frontend/wire.gen";
import { onAir, onDeck, parked, targets, type Action } from "../../../qa_moderation/frontend/set/press";
import { afterPresses, pressesAmong, type Move } from "../../../qa_moderation/frontend/set/queue";
import cases from "../../contract/cases/set.json";
import { prompt, question, setStateOf as stateOf } from "./records";

const ACTIONS: Readonly<Record<string, Action>> = {
  QuestionTaken: "take",
  QuestionAnswered: "answer",
  QuestionSkipped: "skip",
  QuestionParked: "park",
  QuestionPutBack: "put_back",
};

interface Case {
  readonly name: string;
  readonly before: SetState;
  readonly messages: readonly { readonly type: string; readonly facts?: readonly { kind: string; data: { question: DeskQuestion } }[] }[];
  readonly after: SetState;
}

/** The cases of one press, with what the host would have pressed. */
const pressed = (cases as unknown as Case[]).flatMap(({ name, before, messages, after }) => {
  const [fact, ...more] = messages.flatMap((message) => message.facts ?? []);
  const action = fact && ACTIONS[fact.kind];
  const question = fact?.data.question;
  if (!action || !question || more.length > 0) return [];
  // What moderators park from their inbox is on no set before.
  if (!before.questions[String(question.id)]) return [];
  const press: Move = { action, questionId: question.id, version: question.version - 1, madeAtMs: question.moved_at_ms };
  return [{ name, before, after, press, question }];
});

interface Prompted {
  readonly kind: string;
  readonly data: { readonly feed: string; readonly prompt: Prompt };
}

/** The cases of a note that was shown and seen: the state between the two, and after. */
const sights = (cases as unknown as Case[]).flatMap(({ name, before, messages, after }) => {
  const facts = messages.flatMap((message) => message.facts ?? []) as unknown as Prompted[];
  const [shown, seen, ...more] = facts.filter(({ kind }) => kind === "PromptChanged").slice(-2);
  if (!shown || !seen || more.length > 0 || facts.at(-1) !== seen || seen.data.prompt.seen_at_ms === null) return [];
  const { feed, prompt } = seen.data;
  return [{ name, before: { ...before, prompts: { ...before.prompts, [feed]: shown.data.prompt } }, after, feed, prompt }];
});

describe("a note that is seen shows what the server will say", () => {
  it("is checked", () => {
    expect(sights).not.toEqual([]);
  });

  it.each(sights)("$name", ({ before, after, feed, prompt }) => {
    const press = { action: "see", feed, version: prompt.version, madeAtMs: prompt.seen_at_ms ?? 0 } as const;
    expect(afterPresses(before, [press])).toEqual(after);
    expect(afterPresses(after, [press])).toBe(after);
  });
});

describe("a press that waits shows what the server will say", () => {
  it("is checked against each kind of press", () => {
    const checked = new Set(pressed.map(({ press }) => press.action));
    expect([...checked].sort()).toEqual(["answer", "park", "put_back", "skip", "take"]);
  });

  it.each(pressed)("$name", ({ before, after, press, question }) => {
    const state = afterPresses(before, [press]);
    // Who moved it is known when it is done.
    const { moved_by } = question;
    const shown = state.questions[String(question.id)];
    expect(shown && { ...shown, moved_by }).toEqual(question);
    expect(state.deck.question_ids).toEqual(after.deck.question_ids);
    expect(afterPresses(after, [press])).toEqual(after);
  });
});


/** Press `actions` one after another, each on what is shown after those before. */
function press(state: SetState, ...actions: Action[]): Move[] {
  const presses: Move[] = [];
  for (const action of actions) {
    const target = targets(afterPresses(state, presses), "main")[action];
    if (!target) throw new Error(`nothing to ${action}`);
    presses.push({ action, questionId: target.id, version: target.version, madeAtMs: 100 + presses.length });
  }
  return presses;
}

it("goes on from press to press without a network", () => {
  const state = stateOf(question(1, "on_deck"), question(2, "on_deck"), question(3, "on_deck"));
  const presses = press(state, "take", "answer", "take", "skip", "take");
  expect(presses.map(({ questionId, version }) => [questionId, version])).toEqual([[1, 3], [1, 4], [2, 3], [2, 4], [3, 3]]);
  const shown = afterPresses(state, presses);
  expect(onAir(shown, "main")?.id).toBe(3);
  expect(onDeck(shown, "main")).toEqual([]);
  expect(targets(afterPresses(state, press(state, "take", "answer")), "main").put_back?.id).toBe(1);
});

it("shows nothing twice when the facts come before the answers", () => {
  const state = stateOf(question(1, "on_deck"), question(2, "on_deck"));
  const presses = press(state, "take", "answer", "take");
  const arrived = afterPresses(state, presses.slice(0, 2));
  expect(afterPresses(arrived, presses)).toEqual(afterPresses(state, presses));
});

it("lets a press go whose question somebody else has moved", () => {
  const state = stateOf(question(1, "on_deck"), question(2, "on_deck"));
  const presses = press(state, "take", "answer", "take");
  const moved = stateOf(question(1, "approved", 4), question(2, "on_deck"));
  const shown = afterPresses(moved, presses);
  // It is at the version of the second press, by chance: that one will be refused.
  expect(shown.questions["1"]?.state).toBe("approved");
  expect(shown.questions["2"]?.state).toBe("on_air");
});

it("takes from what is parked, and puts it back first", () => {
  const state = stateOf(question(1, "on_deck"), question(2, "on_deck"));
  const [park] = press(state, "park");
  const aside = afterPresses(state, park ? [park] : []);
  expect(parked(aside, "main").map(({ id }) => id)).toEqual([1]);
  const back: Move = { action: "put_back", questionId: 1, version: 4, madeAtMs: 200 };
  expect(onDeck(afterPresses(aside, [back]), "main").map(({ id }) => id)).toEqual([1, 2]);
  expect(onAir(afterPresses(aside, [{ ...back, action: "take" }]), "main")?.id).toBe(1);
});

it("marks the director's note as seen, unless another stands there by now", () => {
  const state = { ...stateOf(), prompts: { main: prompt({ version: 4, note: "Slower" }), asia: prompt({ version: 4, note: "Faster" }) } };
  const see = { action: "see", feed: "main", version: 4, madeAtMs: 90 } as const;
  expect(afterPresses(state, [see]).prompts).toEqual({ ...state.prompts, main: prompt({ version: 4, note: "Slower", seen_at_ms: 90 }) });
  expect(afterPresses(state, [{ ...see, version: 3 }])).toBe(state);
  expect(afterPresses(state, [{ ...see, feed: "gone" }])).toBe(state);
});

it("reads presses from commands, with the server's time", () => {
  const command = (name: string, madeAtMs: number): PendingCommand => ({
    key: `key-${madeAtMs}`,
    name,
    args: { question_id: 4, version: 7 },
    madeAtMs,
    outcome: Promise.resolve({ ok: true, result: null }),
  });
  const see: PendingCommand = { ...command("set.see", 13), args: { feed: "asia", version: 2 } };
  expect(pressesAmong([command("set.take", 10), command("qa.ask", 11), command("set.put_back", 12), see], 1000)).toEqual([
    { action: "take", questionId: 4, version: 7, madeAtMs: 1010 },
    { action: "put_back", questionId: 4, version: 7, madeAtMs: 1012 },
    { action: "see", feed: "asia", version: 2, madeAtMs: 1013 },
  ]);
});
