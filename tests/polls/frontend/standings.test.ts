/** Where the quiz stands for a viewer whose picture is behind what the server tells. */
import { describe, expect, it } from "vitest";
import type { Leader } from "../../../live/frontend/wire.gen";
import type { MyScore } from "../../../polls/frontend/attendee/mine";
import { Standings } from "../../../polls/frontend/attendee/standings";
import { poll } from "./records";

const first = poll(1, { kind: "quiz", results_at_ms: 10_000 });
const second = poll(2, { kind: "quiz", results_at_ms: 50_000 });

function led(...names: string[]): Leader[] {
  return names.map((name, at) => ({ rank: at + 1, name, points: 900 - at, right: 1 }));
}

function scored(points: number): MyScore {
  return { name: "", points, right: 1, rank: 1 };
}

function names(standings: Standings, timeMs: number, polls = [first, second]): string[] {
  return standings.at(polls, timeMs).leaders.map(({ name }) => name);
}

describe("Standings", () => {
  it("keeps the places that belong to a picture before the newest results, and has them again after a seek back", () => {
    const standings = new Standings();
    standings.note([], { leaders: [], score: null });
    expect(names(standings, 20_000, [])).toEqual([]);
    standings.note([first], { leaders: led("Ada", "Ben"), score: scored(900) });
    standings.note([first, second], { leaders: led("Ben", "Ada"), score: scored(1_800) });
    expect([9_999, 10_000, 49_999, 50_000, 49_999].map((timeMs) => names(standings, timeMs))).toEqual([[], ["Ada", "Ben"], ["Ada", "Ben"], ["Ben", "Ada"], ["Ada", "Ben"]]);
    expect([9_999, 49_999, 50_000].map((timeMs) => standings.at([first, second], timeMs).score?.points)).toEqual([undefined, 900, 1_800]);
  });

  it("shows a page that came after them nothing of what was before", () => {
    const standings = new Standings();
    standings.note([first, second], { leaders: led("Ben"), score: scored(1_800) });
    expect(standings.at([first, second], 49_999)).toEqual({ leaders: [], score: null });
    expect(names(standings, Number.NEGATIVE_INFINITY)).toEqual([]);
    expect(names(standings, 50_000)).toEqual(["Ben"]);
  });

  it("waits for the places that come with the results, and keeps the score of who did not answer", () => {
    const standings = new Standings();
    const old = { leaders: led("Ada"), score: scored(900) };
    standings.note([first], old);
    standings.note([first, second], old);
    standings.note([first, second], { ...old, leaders: led("Ben", "Ada") });
    expect([names(standings, 49_999), names(standings, 50_000)]).toEqual([["Ada"], ["Ben", "Ada"]]);
    expect(standings.at([first, second], 50_000).score?.points).toBe(900);
  });

  it("takes a name that was taken back off the older places too", () => {
    const standings = new Standings();
    standings.note([first], { leaders: led("Ada", "Ben", "Cleo"), score: null });
    standings.note([first, second], { leaders: led("Ben", "Ada"), score: null });
    expect(names(standings, 20_000)).toEqual(["Ada", "Ben", "Cleo"]);
    standings.note([first, second], { leaders: led("Ben"), score: null });
    expect([names(standings, 20_000), names(standings, 60_000)]).toEqual([["Ben", "Cleo"], ["Ben"]]);
  });

  it("forgets a question that was taken back", () => {
    const standings = new Standings();
    standings.note([first], { leaders: led("Ada"), score: null });
    standings.note([first, second], { leaders: led("Ben"), score: null });
    standings.note([first], { leaders: led("Ada"), score: null });
    expect(names(standings, 60_000, [first])).toEqual(["Ada"]);
  });
});
