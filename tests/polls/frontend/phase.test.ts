/** What a viewer sees of a poll is decided by their own picture; whether it takes votes, by the server's clock. */
import { describe, expect, it } from "vitest";
import { inFront, onPage, phaseOf } from "../../../polls/frontend/attendee/phase";
import { poll } from "./records";

const closing = poll(1, { closes_at_ms: 20_000, accepts_until_ms: 35_000 });
const shown = { ...closing, results_at_ms: 40_000 };

/** A picture that is 5 s late. */
function late(timeMs: number) {
  return { timeMs, nowMs: timeMs + 5_000 };
}

describe("phaseOf", () => {
  it("goes by the picture through a poll's life", () => {
    const gone = { ...shown, gone_at_ms: 60_000 };
    const phases = [999, 1_000, 19_999, 20_000, 39_999, 40_000, 59_999, 60_000].map((timeMs) => phaseOf({ ...shown, gone_at_ms: timeMs < 50_000 ? null : 60_000 }, late(timeMs)));
    expect(phases).toEqual(["absent", "open", "open", "closed", "closed", "results", "results", "absent"]);
    expect(phaseOf(gone, late(Number.NEGATIVE_INFINITY))).toBe("absent");
  });

  it("is open without an end until somebody closes it", () => {
    expect(phaseOf(poll(1), late(10 ** 9))).toBe("open");
  });

  it("is closed to who seeks back to before the close, and has its results where the picture shows them", () => {
    expect(phaseOf(closing, { timeMs: 5_000, nowMs: 35_000 })).toBe("open");
    expect(phaseOf(closing, { timeMs: 5_000, nowMs: 35_001 })).toBe("closed");
    expect(phaseOf(shown, { timeMs: 5_000, nowMs: 90_000 })).toBe("closed");
    expect(phaseOf({ ...shown, gone_at_ms: 60_000 }, { timeMs: 5_000, nowMs: 900_000 })).toBe("closed");
    expect(phaseOf({ ...shown, gone_at_ms: 60_000 }, { timeMs: 40_000, nowMs: 900_000 })).toBe("results");
  });

  it("keeps results for the picture of who saw the close, however late they are decided", () => {
    expect(phaseOf(shown, { timeMs: 30_000, nowMs: 90_000 })).toBe("closed");
  });

  it("lets go what closed without results after two minutes, and takes it back when they come", () => {
    expect(phaseOf(closing, late(139_999))).toBe("closed");
    expect(phaseOf(closing, late(140_000))).toBe("absent");
    const later = { ...closing, results_at_ms: 200_000 };
    expect([139_999, 140_000, 199_999, 200_000].map((timeMs) => phaseOf(later, late(timeMs)))).toEqual(["closed", "absent", "absent", "results"]);
  });

  it("takes no votes once it was withdrawn, and leaves nothing to who comes back to it without results", () => {
    const withdrawn = { ...closing, closes_at_ms: 10_000, accepts_until_ms: 10_000, gone_at_ms: 10_000 };
    expect(phaseOf(withdrawn, late(9_000))).toBe("closed");
    expect(phaseOf(withdrawn, late(10_000))).toBe("absent");
    expect(phaseOf(withdrawn, { timeMs: 5_000, nowMs: 90_000 })).toBe("absent");
  });

  it("leaves the survey to the page after the show", () => {
    expect(phaseOf(poll(1, { placement: "feedback", opens_at_ms: null }), late(10 ** 9))).toBe("absent");
  });
});

describe("onPage", () => {
  const polls = [poll(1), poll(2, { opens_at_ms: 2_000 }), poll(3, { opens_at_ms: 3_000, closes_at_ms: 4_000, accepts_until_ms: 90_000 }), poll(4, { opens_at_ms: 9_000 })];
  const there = onPage(polls, late(5_000), ({ id }) => id !== 9);

  it("has the newest first, and nothing of what is yet to come", () => {
    expect(there.map(({ poll: { id }, phase }) => [id, phase])).toEqual([[3, "closed"], [2, "open"], [1, "open"]]);
    expect(onPage(polls, late(5_000), ({ id }) => id === 1).map(({ poll: { id } }) => id)).toEqual([1]);
  });

  it("puts in front what was chosen, else the newest that is open", () => {
    expect(inFront(there, null)?.poll.id).toBe(2);
    expect(inFront(there, 1)?.poll.id).toBe(1);
    expect(inFront(there, 77)?.poll.id).toBe(2);
    expect(inFront(there.slice(0, 1), null)?.poll.id).toBe(3);
    expect(inFront([], 1)).toBe(undefined);
  });
});
