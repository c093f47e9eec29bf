import { describe, expect, it } from "vitest";
import type { PendingCommand } from "../../../live/frontend/client";
import type { DeskQuestion, SetState } from "../../../live/frontend/wire.gen";
import { onAir, onDeck, targets, type Action } from "../../../qa_moderation/frontend/set/press";
import { afterPresses, pressesAmong, type Press } from "../../../qa_moderation/frontend/set/queue";
import cases from "../../contract/cases/set.json";

const ACTIONS: Readonly<Record<string, Action>> = {
  QuestionTaken: "take",
  QuestionAnswered: "answer",
  QuestionSkipped: "skip",
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
  const press: Press = { action, questionId: question.id, version: question.version - 1, madeAtMs: question.moved_at_ms };
  return [{ name, before, after, press, question }];
});

describe("a press that waits shows what the server will say", () => {
  it("is checked against each kind of press", () => {
    const checked = new Set(pressed.map(({ press }) => press.action));
    expect([...checked].sort()).toEqual(["answer", "put_back", "skip", "take"]);
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

function question(id: number, state: DeskQuestion["state"], version = 3): DeskQuestion {
  const nobody = { asker_name: null, asker_company: "", asker_country: "", moved_by: "", reason: "" };
  const times = { asked_at_ms: 1, moved_at_ms: id, published_at_ms: 1, on_air_at_ms: null, answered_at_ms: null };
  return { id, text: `Question ${id}`, language: "en", state, version, ...nobody, ...times };
}

function stateOf(...questions: DeskQuestion[]): SetState {
  const ids = questions.filter(({ state }) => state === "on_deck").map(({ id }) => id);
  return { questions: Object.fromEntries(questions.map((one) => [String(one.id), one])), deck: { version: 1, question_ids: ids }, upvotes: {} };
}

/** Press `actions` one after another, each on what is shown after those before. */
function press(state: SetState, ...actions: Action[]): Press[] {
  const presses: Press[] = [];
  for (const action of actions) {
    const target = targets(afterPresses(state, presses))[action];
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
  expect(onAir(shown)?.id).toBe(3);
  expect(onDeck(shown)).toEqual([]);
  expect(targets(afterPresses(state, press(state, "take", "answer"))).put_back?.id).toBe(1);
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

it("reads presses from commands, with the server's time", () => {
  const command = (name: string, madeAtMs: number): PendingCommand => ({
    key: `key-${madeAtMs}`,
    name,
    args: { question_id: 4, version: 7 },
    madeAtMs,
    outcome: Promise.resolve({ ok: true, result: null }),
  });
  expect(pressesAmong([command("set.take", 10), command("qa.ask", 11), command("set.put_back", 12)], 1000)).toEqual([
    { action: "take", questionId: 4, version: 7, madeAtMs: 1010 },
    { action: "put_back", questionId: 4, version: 7, madeAtMs: 1012 },
  ]);
});
