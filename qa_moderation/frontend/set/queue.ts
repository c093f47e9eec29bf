/** Presses that have no answer yet, and the set as it will be when they are done: pure. */
import type { PendingCommand } from "../../../live/frontend/client";
import type { DeskQuestion, SetState } from "../../../live/frontend/wire.gen";
import { withQuestion } from "../topics/records";
import type { Action } from "./press";

/** A press on its way that moves a question: which one at which version, and when by the server's clock. */
export interface Move {
  readonly action: Action;
  readonly questionId: number;
  readonly version: number;
  readonly madeAtMs: number;
}

/** A press on its way that says: the director's note was read. */
export interface Sight {
  readonly action: "see";
  readonly feed: string;
  readonly version: number;
  readonly madeAtMs: number;
}

export type Press = Move | Sight;

const COMMANDS: Readonly<Record<string, Press["action"]>> = {
  "set.take": "take",
  "set.answer": "answer",
  "set.skip": "skip",
  "set.park": "park",
  "set.put_back": "put_back",
  "set.see": "see",
};

/** Where a question may be pressed from; the mirror of the services' guards. */
const FROM: Readonly<Record<Action, readonly DeskQuestion["state"][]>> = {
  take: ["on_deck", "parked"],
  answer: ["on_air"],
  skip: ["on_deck", "on_air"],
  park: ["on_deck", "on_air"],
  put_back: ["on_air", "answered", "skipped", "parked"],
};

/** The presses among all commands on their way, in order. The server's clock is `skewMs` ahead of this machine's. */
export function pressesAmong(commands: readonly PendingCommand[], skewMs: number): Press[] {
  return commands.flatMap(({ name, args, madeAtMs: atMs }): Press[] => {
    const action = COMMANDS[name];
    if (!action) return [];
    const { question_id: questionId, version, feed } = args as { question_id: number; version: number; feed: string };
    const madeAtMs = atMs + skewMs;
    return [action === "see" ? { action, feed, version, madeAtMs } : { action, questionId, version, madeAtMs }];
  });
}

/**
 * The state after `presses`. One that was made at another version than its question has by now is done already, or will
 * be refused: either way it changes nothing here.
 */
export function afterPresses(state: SetState, presses: readonly Press[]): SetState {
  return presses.reduce((before, press) => (press.action === "see" ? afterSight(before, press) : afterMove(before, press)), state);
}

/** Those of `presses`, in their order, that `state` does not show yet: an answer may come before what it answers for. */
export function ahead(state: SetState, presses: readonly Press[]): Press[] {
  let before = state;
  return presses.filter((press) => {
    const after = afterPresses(before, [press]);
    const isAhead = after !== before;
    before = after;
    return isAhead;
  });
}

function afterSight(state: SetState, { feed, version, madeAtMs }: Sight): SetState {
  const prompt = state.prompts[feed];
  if (prompt?.version !== version || prompt.seen_at_ms !== null) return state;
  return { ...state, prompts: { ...state.prompts, [feed]: { ...prompt, seen_at_ms: madeAtMs } } };
}

function afterMove(state: SetState, press: Move): SetState {
  const question = state.questions[String(press.questionId)];
  if (question?.version !== press.version || !FROM[press.action].includes(question.state)) return state;
  const others = state.deck.question_ids.filter((id) => id !== question.id);
  const ids = press.action === "put_back" ? [question.id, ...others] : others;
  return {
    ...state,
    questions: withQuestion(state.questions, { ...question, ...moved(question, press), version: question.version + 1 }),
    deck: { ...state.deck, question_ids: ids },
  };
}

function moved(before: DeskQuestion, { action, madeAtMs }: Move): Partial<DeskQuestion> {
  const base = { moved_at_ms: madeAtMs, claim: null };
  // One that was parked straight from the inbox is shown to the audience for the first time.
  const published = { published_at_ms: before.published_at_ms ?? madeAtMs };
  switch (action) {
    case "take":
      return { ...base, ...published, state: "on_air", on_air_at_ms: madeAtMs };
    case "answer":
      return { ...base, state: "answered", answered_at_ms: madeAtMs };
    case "skip":
      return { ...base, state: "skipped" };
    case "park":
      return { ...base, state: "parked", on_air_at_ms: null };
    case "put_back":
      return { ...base, ...published, state: "on_deck", on_air_at_ms: null, answered_at_ms: null };
  }
}
