import { describe, expect, it } from "vitest";
import { Flow, MOST_A_SECOND, risesASecond } from "../../../polls/frontend/reactions/flow";
import { MOST_TAPS, PAUSE_MS, Taps } from "../../../polls/frontend/reactions/taps";

/** The same dice in every run. */
function dice(): () => number {
  let state = 7;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

describe("the rate of the flow", () => {
  it("is that of the taps while they are few, then grows by one for each doubling, and ends", () => {
    expect([0, 0.5, 1, 3, 7, 1023].map(risesASecond)).toEqual([0, 0.5, 1, 2, 3, 10]);
    expect([4_095, 5_000, 1e9].map(risesASecond)).toEqual([MOST_A_SECOND, MOST_A_SECOND, MOST_A_SECOND]);
  });

  it.each([
    [1, 1],
    [100, 7],
    [1_000, 10],
    [5_000, 12],
    [100_000, 12],
  ])("%d taps a second make %d rises in a second", (taps, most) => {
    const flow = new Flow(dice());
    flow.rebase({}, 0);
    let rises = 0;
    for (let quarter = 1; quarter <= 40; quarter += 1) {
      rises += flow.take({ "👏": Math.round((taps * quarter) / 4) }, quarter * 250).length;
    }
    // Ten seconds; the first of them knows less than a second.
    expect(rises).toBeLessThanOrEqual(most * 10 + 3);
    expect(rises).toBeGreaterThan((most - 1.5) * 10);
  });
});

describe("the flow", () => {
  it("shows nothing of what was before", () => {
    const flow = new Flow(dice());
    expect(flow.take({ "👏": 12_000 }, 0)).toEqual([]);
    expect(flow.take({ "👏": 12_000 }, 250)).toEqual([]);
  });

  it("shows a single tap after a long silence", () => {
    const flow = new Flow(dice());
    flow.rebase({ "👏": 7 }, 0);
    expect(flow.take({ "👏": 8 }, 60_000).map(({ emoji }) => emoji)).toEqual(["👏"]);
  });

  it("is spread over the time until the next totals, each in a part of its own", () => {
    const flow = new Flow(dice());
    flow.rebase({}, 0);
    const rises = flow.take({ "👏": 5_000 }, 1_000);
    expect(rises).toHaveLength(12);
    rises.forEach(({ inMs }, place) => {
      expect(inMs).toBeGreaterThanOrEqual((place * 1_000) / 12 - 1);
      expect(inMs).toBeLessThanOrEqual(((place + 1) * 1_000) / 12 + 1);
    });
  });

  it("shows each emoji as often as it is tapped", () => {
    const flow = new Flow(dice());
    flow.rebase({}, 0);
    const counts = { "👏": 0, "🔥": 0 };
    for (let second = 1; second <= 200; second += 1) {
      for (const { emoji } of flow.take({ "👏": 90 * second, "🔥": 10 * second }, second * 1_000)) {
        counts[emoji as "👏" | "🔥"] += 1;
      }
    }
    const share = counts["🔥"] / (counts["👏"] + counts["🔥"]);
    expect(share).toBeGreaterThan(0.06);
    expect(share).toBeLessThan(0.14);
  });

  it("does not show one's own taps a second time", () => {
    const flow = new Flow(dice());
    flow.rebase({}, 0);
    flow.own("👏", 3);
    expect(flow.take({ "👏": 2 }, 1_000)).toEqual([]);
    // One of one's own is still on its way; the other one is somebody's.
    expect(flow.take({ "👏": 4 }, 2_000)).toHaveLength(1);
  });

  it("waits for no tap that the server did not take", () => {
    const flow = new Flow(dice());
    flow.rebase({}, 0);
    flow.own("👏", 3);
    flow.own("👏", -3);
    expect(flow.take({ "👏": 1 }, 1_000)).toHaveLength(1);
  });

  it("goes on when a list that was changed begins anew", () => {
    const flow = new Flow(dice());
    flow.rebase({ "👏": 100 }, 0);
    expect(flow.take({}, 1_000)).toEqual([]);
    expect(flow.take({ "👏": 1 }, 2_000)).toHaveLength(1);
  });
});

describe("one's own taps", () => {
  function hand() {
    const sent: unknown[] = [];
    let nowMs = 0;
    let due: (() => void) | null = null;
    let dueAtMs = 0;
    const taps = new Taps({
      now: () => nowMs,
      after: (delayMs, action) => {
        due = action;
        dueAtMs = nowMs + delayMs;
        return () => (due = null);
      },
      send: (counts) => sent.push(counts),
    });
    const pass = (ms: number): void => {
      nowMs += ms;
      if (due && nowMs >= dueAtMs) due();
    };
    return { taps, sent, pass };
  }

  it("leave at once, and after that merged, at most once a second", () => {
    const { taps, sent, pass } = hand();
    taps.add("👏");
    expect(sent).toEqual([{ "👏": 1 }]);
    taps.add("👏");
    pass(400);
    taps.add("🔥");
    taps.add("👏");
    pass(599);
    expect(sent).toHaveLength(1);
    pass(1);
    expect(sent.slice(1)).toEqual([{ "👏": 2, "🔥": 1 }]);
    pass(PAUSE_MS);
    expect(sent).toHaveLength(2);
  });

  it("are as many as a hand can", () => {
    const { taps, sent, pass } = hand();
    taps.add("👏");
    const taken = Array.from({ length: 60 }, (_, place) => taps.add(place % 2 ? "👏" : "🔥"));
    expect(taken.filter(Boolean)).toHaveLength(MOST_TAPS);
    pass(PAUSE_MS);
    expect(sent[1]).toEqual({ "👏": MOST_TAPS / 2, "🔥": MOST_TAPS / 2 });
    expect(taps.add("👏")).toBe(true);
  });

  it("are forgotten when the page goes", () => {
    const { taps, sent, pass } = hand();
    taps.add("👏");
    taps.add("👏");
    taps.drop();
    pass(5_000);
    expect(sent).toHaveLength(1);
  });
});
