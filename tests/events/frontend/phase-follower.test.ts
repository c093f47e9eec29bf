import { beforeEach, expect, it, vi } from "vitest";
import { PhaseFollower, SPREAD_MS, type Fragment, type Phase } from "../../../events/frontend/phase-follower";
import type { Store } from "../../../live/frontend/store";
import type { EventState } from "../../../live/frontend/wire.gen";

const BASE: EventState = { name: "Launch", phase: "before", phase_since_ms: 1, starts_at_ms: 2, ends_at_ms: 3 };

let listeners: (() => void)[];
let state: EventState | undefined;
let delays: { ms: number; action: () => void }[];
let shown: string[];
let answers: (() => Fragment)[];

function move(phase: Phase): void {
  state = { ...BASE, phase };
  for (const listener of listeners) listener();
}

function follow(phase: Phase): void {
  const store = { get state() { return state; }, subscribe: (listener: () => void) => (listeners.push(listener), () => undefined) };
  new PhaseFollower({
    store: store as unknown as Store<EventState>,
    shown: phase,
    fetch: () => new Promise((resolve) => { resolve((answers.shift() ?? (() => { throw new Error("expected an answer"); }))()); }),
    show: (fragment) => { shown.push(fragment.phase); },
    random: () => 0.5,
    after: (ms, action) => {
      const delay = { ms, action };
      delays.push(delay);
      return () => { delays = delays.filter((each) => each !== delay); };
    },
  });
}

const fragment = (phase: Phase) => (): Fragment => ({ phase, content: document.createDocumentFragment() });

async function pass(): Promise<void> {
  delays.shift()?.action();
  await new Promise((resolve) => setTimeout(resolve, 0));
}

beforeEach(() => {
  listeners = [];
  state = undefined;
  delays = [];
  shown = [];
  answers = [];
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

it("asks within the spread when the phase moves, and shows what comes", async () => {
  follow("before");
  answers = [fragment("live")];
  move("live");
  expect(delays.map(({ ms }) => ms)).toEqual([SPREAD_MS / 2]);
  await pass();
  expect(shown).toEqual(["live"]);
  expect(delays).toEqual([]);
});

it("follows a snapshot that differs from the page", () => {
  state = { ...BASE, phase: "after" };
  follow("live");
  expect(delays).toHaveLength(1);
});

it("does not ask for the phase that it shows", () => {
  follow("before");
  move("before");
  expect(delays).toEqual([]);
});

it("asks again, later each time, when it fails or another phase comes", async () => {
  follow("before");
  answers = [() => { throw new Error("503"); }, fragment("before"), fragment("live")];
  move("live");
  await pass();
  const first = delays[0]?.ms ?? 0;
  await pass();
  expect(delays[0]?.ms).toBeGreaterThan(first);
  await pass();
  expect(shown).toEqual(["live"]);
});

it("drops what it waited for when the event moves again, and asks nothing when it moves back", async () => {
  follow("before");
  move("live");
  move("before");
  expect(delays).toEqual([]);
  move("after");
  answers = [fragment("after")];
  await pass();
  expect(shown).toEqual(["after"]);
});
