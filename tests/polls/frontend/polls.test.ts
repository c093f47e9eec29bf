/** `<live-polls>` with a picture that is 20 s late: what the server told waits for it. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Leader, PollRecord, PollsState } from "../../../live/frontend/wire.gen";
import { usePage } from "../../../live/frontend/page";
import { playhead } from "../../../live/frontend/playhead";
import "../../../polls/frontend/charts/define";
import { PollAnswer } from "../../../polls/frontend/attendee/poll-answer";
import { Polls } from "../../../polls/frontend/attendee/polls";
import { makeClient, type FakeSocket } from "../../live/frontend/fakes";
import { poll } from "./records";

customElements.define("live-poll-answer", PollAnswer);
customElements.define("live-polls", Polls);

const LATE_MS = 20_000;
const T = 1_900_000_000_000;
const TOPIC = "polls/1/stage";
const answer = { options: [2], value: null, words: [], text: "" };

let page: Polls;
let socket: FakeSocket;

afterEach(() => {
  document.body.replaceChildren();
  playhead.leave();
  usePage(null);
  vi.useRealTimers();
});

/** It is so many seconds after T on the server, and on the screen what was on the set 20 s before. */
async function at(seconds: number): Promise<void> {
  vi.setSystemTime(T + 1000 * seconds);
  playhead.show(T + 1000 * seconds - LATE_MS);
  await settle();
}

async function settle(): Promise<void> {
  await page.updateComplete;
  for (const element of page.querySelectorAll<PollAnswer>("live-poll-answer, live-poll-chart")) await element.updateComplete;
}

beforeEach(() => {
  const made = makeClient();
  vi.setSystemTime(T);
  usePage({ config: { event_id: 1, slug: "e", socket: "", language: "en", subject: "a1", roles: [] }, live: made.live });
  page = new Polls();
  document.body.append(page);
  socket = made.connect();
});

/** What the server says when the page comes, and what it answers when it is asked about polls. */
async function tell(state: PollsState): Promise<void> {
  socket.says({ type: "snapshot", topic: TOPIC, epoch: "e1", offset: 10, rev: 0, state });
  await vi.advanceTimersByTimeAsync(1_000);
  const asked = socket.sent.find((message) => message.type === "command" && message.name === "polls.mine") as unknown as { id: string; args: { poll_ids: number[] } };
  const polls = asked.args.poll_ids.map((id) => ({ poll_id: id, is_invited: true, vote: { poll_id: id, revision: 1, answer }, points: 900, is_right: true }));
  const score = state.leaders.length > 0 ? { name: "", points: 900, right: 1, rank: 2 } : null;
  socket.says({ type: "ack", id: asked.id, result: { polls, score } });
  await settle();
}

function seen(): [string | undefined, string[]] {
  const names = [...page.querySelectorAll("live-poll-chart[view=leaderboard] .pc bdi")].map((each) => each.textContent);
  const marks = { chart: "live-poll-chart:not([view])", right: ".pc-flag--right", verdict: ".verdict", change: ".answer-form .text-button" };
  const found = Object.entries(marks).flatMap(([name, selector]) => (page.querySelector(selector) ? [name] : []));
  return [page.querySelector<HTMLElement>(".poll")?.dataset["phase"], [...found, ...names]];
}

function facts(first: number, ...told: [kind: string, data: unknown][]): void {
  const list = told.map(([kind, data], place) => ({ offset: first + place, kind, at_ms: Date.now(), programme_ms: null, data }));
  socket.says({ type: "facts", topic: TOPIC, epoch: "e1", facts: list });
}

function led(...names: string[]): Leader[] {
  return names.map((name, place) => ({ rank: place + 1, name, points: 900 - place, right: 1 }));
}

function state(polls: PollRecord[], more: Partial<PollsState> = {}): PollsState {
  return { polls, ballots: {}, tallies: {}, texts: {}, leaders: [], ...more };
}

it("shows nobody results that the crew decided, before their picture does, and lets them change their mind till then", async () => {
  await tell(state([poll(1, { opens_at_ms: T - 60_000, results: "crew" })]));
  await at(10);
  expect(seen()).toEqual(["open", ["change"]]);
  // The crew closes it and shows the results at once.
  facts(
    11,
    ["PollClosed", { poll_id: 1, closes_at_ms: T + 10_000, accepts_until_ms: T + 40_000 }],
    ["PollResultsShown", { poll_id: 1, results_at_ms: T + 11_000, right_options: [], right_value: null }],
  );
  socket.says({ type: "values", topic: TOPIC, epoch: "e1", rev: 1, values: { "ballots/1": 3, "tally/1": { ballots: 3, counts: { 2: 3 }, mean: null } } });
  await at(12);
  expect(seen()).toEqual(["open", ["change"]]);
  await at(30.5);
  expect(seen()).toEqual(["closed", []]);
  await at(31);
  expect(seen()).toEqual(["results", ["chart"]]);
  // Back to before the close, when the server takes no votes any more.
  vi.setSystemTime(T + 90_000);
  playhead.show(T + 5_000);
  await settle();
  expect(seen()).toEqual(["closed", []]);
});

it("keeps the places of a picture that has not got to the next question's results", async () => {
  const times = { opens_at_ms: T - 90_000, closes_at_ms: T - 60_000, accepts_until_ms: T - 50_000 };
  const first = poll(1, { ...times, kind: "quiz", results_at_ms: T - 40_000, right_options: [2] });
  const second = poll(2, { ...times, opens_at_ms: T - 95_000, kind: "quiz" });
  await tell(state([second, first], { leaders: led("Ada", "Ben") }));
  await at(10);
  expect(seen()).toEqual(["results", ["verdict", "Ada", "Ben"]]);
  facts(
    11,
    ["PollResultsShown", { poll_id: 2, results_at_ms: T + 10_000, right_options: [2], right_value: null }],
    ["PollLeadersChanged", { leaders: led("Ben", "Ada") }],
  );
  await at(12);
  expect(seen()).toEqual(["results", ["verdict", "Ada", "Ben"]]);
  await at(30);
  expect(seen()[1].slice(-2)).toEqual(["Ben", "Ada"]);
});
