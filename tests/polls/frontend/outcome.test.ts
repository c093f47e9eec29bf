/** The server tells results as soon as they are decided; a page shows them when its own picture gets there. */
import { render } from "lit";
import { afterEach, describe, expect, it } from "vitest";
import "../../../polls/frontend/charts/define";
import type { PollChart } from "../../../polls/frontend/charts/poll-chart";
import type { PollRecord, PollsState } from "../../../live/frontend/wire.gen";
import type { MyPoll } from "../../../polls/frontend/attendee/mine";
import { sayOutcome } from "../../../polls/frontend/attendee/outcome";
import { phaseOf } from "../../../polls/frontend/attendee/phase";
import { poll } from "./records";

const CLOSES = 20_000;
const RESULTS = 21_000;
/** The crew closed it and showed the results at once; the server still takes the votes of those who are late. */
const decided = { closes_at_ms: CLOSES, accepts_until_ms: 60_000, results_at_ms: RESULTS };
const tally = { ballots: 3, counts: { 1: 2, 2: 1 }, mean: null };
const text = { id: 1, number: 1, text: "To the sea", author_name: "" };
const leaders = [{ rank: 1, name: "Lovelace", points: 900, right: 1 }];

function voted(record: PollRecord): MyPoll {
  const vote = { poll_id: record.id, revision: 1, answer: { options: [1], value: 40, words: [], text: "Home" } };
  return { poll_id: record.id, is_invited: true, vote, points: 900, is_right: true };
}

interface Viewer {
  /** What is on their screen. */
  readonly timeMs: number;
  readonly nowMs?: number;
  readonly hasVoted?: boolean;
}

/** What the page shows of a poll to a viewer, by default one who is 20 s late. */
async function shown(record: PollRecord, { timeMs, nowMs = timeMs + 20_000, hasVoted = true }: Viewer): Promise<HTMLElement> {
  const phase = phaseOf(record, { timeMs, nowMs });
  if (phase === "absent") throw new Error("expected a poll that is on the page");
  const state: PollsState = { polls: [record], ballots: {}, tallies: { [record.id]: tally }, texts: { [record.id]: [text] }, leaders };
  const mine = { of: () => (hasVoted ? voted(record) : undefined) };
  const page = document.createElement("div");
  document.body.replaceChildren(page);
  render(sayOutcome({ poll: record, phase, state, mine, standing: { leaders, score: null } }), page);
  for (const chart of page.querySelectorAll<PollChart>("live-poll-chart")) await chart.updateComplete;
  return page;
}

/** What is to be seen of what others did, or of what is right. */
function seen(page: HTMLElement): string[] {
  const marks = { tally: "live-poll-chart:not([view])", right: ".pc-flag--right, .pc-key__right, .verdict", text: ".wall__text", leaders: "live-poll-chart[view=leaderboard]" };
  return Object.entries(marks).flatMap(([name, selector]) => (page.querySelector(selector) ? [name] : []));
}

afterEach(() => {
  document.body.replaceChildren();
});

describe("sayOutcome", () => {
  it("shows results with the picture of each viewer, however early they were decided", async () => {
    for (const results of ["crew", "close"] as const) {
      const record = poll(1, { ...decided, results });
      expect(seen(await shown(record, { timeMs: CLOSES - 1 }))).toEqual([]);
      expect(seen(await shown(record, { timeMs: RESULTS - 1 }))).toEqual([]);
      expect(seen(await shown(record, { timeMs: RESULTS, hasVoted: false }))).toEqual(["tally", "text"]);
    }
  });

  it("shows them no earlier to who sought back when the server takes no votes any more", async () => {
    const record = poll(1, { ...decided, results: "crew" });
    const page = await shown(record, { timeMs: 5_000, nowMs: 600_000 });
    expect(seen(page)).toEqual([]);
    expect(page.textContent).toContain("Option 1");
    expect(page.querySelector(".poll__wait")).not.toBeNull();
  });

  it("shows live results while people vote, to those who did, and to all after the close", async () => {
    const record = poll(1, { closes_at_ms: CLOSES, accepts_until_ms: 60_000, results: "live" });
    expect(seen(await shown(record, { timeMs: 5_000 }))).toEqual(["tally", "text"]);
    expect(seen(await shown(record, { timeMs: 5_000, hasVoted: false }))).toEqual([]);
    expect(seen(await shown(record, { timeMs: CLOSES, hasVoted: false }))).toEqual(["tally", "text"]);
  });

  it("shows answers that the crew let through by the same rule", async () => {
    for (const results of ["crew", "close"] as const) {
      const open = poll(1, { kind: "text", results });
      expect(seen(await shown(open, { timeMs: 5_000 }))).toEqual([]);
      expect(seen(await shown({ ...open, ...decided }, { timeMs: RESULTS - 1 }))).toEqual([]);
      expect(seen(await shown({ ...open, ...decided }, { timeMs: RESULTS }))).toEqual(["text"]);
    }
    expect(seen(await shown(poll(1, { kind: "text", results: "live" }), { timeMs: 5_000 }))).toEqual(["text"]);
  });

  it("says what is right, and who leads, only with the results, also where counts are live", async () => {
    const quiz = poll(1, { ...decided, kind: "quiz", results: "live", right_options: [1] });
    const guess = poll(2, { ...decided, kind: "number", results: "live", right_value: 40 });
    for (const timeMs of [CLOSES - 1, RESULTS - 1]) {
      expect(seen(await shown(quiz, { timeMs }))).toEqual(["tally", "text"]);
      const page = await shown(guess, { timeMs });
      expect(page.textContent).not.toContain("Right answer");
    }
    expect(seen(await shown(quiz, { timeMs: RESULTS }))).toEqual(["tally", "right", "text", "leaders"]);
    expect((await shown(guess, { timeMs: RESULTS })).textContent).toContain("Right answer");
  });
});
