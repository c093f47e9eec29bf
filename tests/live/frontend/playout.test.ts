import { describe, expect, it } from "vitest";
import { IN_MS, OUT_MS, Playout, type After } from "../../../live/frontend/on-air/playout";

/** A playout under a clock of the test's; `seen` is what it went through. */
function make(moves = true) {
  const timers: { at: number; action: () => void }[] = [];
  let now = 0;
  const after: After = (delayMs, action) => {
    const timer = { at: now + delayMs, action };
    timers.push(timer);
    return () => {
      timers.splice(timers.indexOf(timer), 1);
    };
  };
  const seen: string[] = [];
  const playout: Playout<string> = new Playout<string>(after, () => seen.push(`${playout.phase}:${playout.content ?? ""}`), moves);
  const wait = (ms: number): void => {
    now += ms;
    for (const timer of timers.filter(({ at }) => at <= now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.action();
    }
  };
  return { playout, seen, wait };
}

/** A page that was opened while nothing was on air, so that what comes, comes with a show. */
function opened() {
  const made = make();
  made.playout.want(null);
  return made;
}

describe("playout", () => {
  it("measures before it is seen, comes in, and goes", () => {
    const { playout, seen, wait } = opened();
    playout.want("A");
    playout.measured();
    wait(IN_MS);
    playout.want(null);
    wait(OUT_MS);
    expect(seen).toEqual(["measuring:A", "in:A", "on:A", "leaving:A", "out:"]);
  });

  it("lets the old leave before the new comes, and of several new ones the last", () => {
    const { playout, seen, wait } = opened();
    playout.want("A");
    playout.measured();
    wait(IN_MS);
    playout.want("B");
    playout.want("C");
    wait(OUT_MS);
    playout.measured();
    expect(seen.slice(3)).toEqual(["leaving:A", "out:", "measuring:C", "in:C"]);
  });

  it("turns back half-way", () => {
    const { playout, seen, wait } = opened();
    playout.want("A");
    playout.measured();
    wait(IN_MS / 2);
    playout.want(null);
    wait(OUT_MS);
    wait(IN_MS);
    expect(seen.slice(1)).toEqual(["in:A", "leaving:A", "out:"]);
  });

  it("swaps what nobody has seen", () => {
    const { playout, seen } = opened();
    playout.want("A");
    playout.want("B");
    playout.measured();
    playout.want(null);
    expect(seen).toEqual(["measuring:A", "measuring:B", "in:B", "leaving:B"]);
    const unseen = opened();
    unseen.playout.want("A");
    unseen.playout.want(null);
    expect(unseen.seen).toEqual(["measuring:A", "out:"]);
  });

  it("comes back on air without a show when the page is opened", () => {
    const { playout, seen, wait } = make();
    playout.want("A");
    expect(playout.isStill).toBe(true);
    playout.measured();
    wait(0);
    expect(seen).toEqual(["measuring:A", "in:A", "on:A"]);
    expect(playout.isStill).toBe(false);
  });

  it("does nothing for what is on air already", () => {
    const { playout, seen, wait } = opened();
    playout.want("A");
    playout.measured();
    wait(IN_MS);
    playout.want("A");
    expect(seen).toEqual(["measuring:A", "in:A", "on:A"]);
  });

  it("takes no time without motion", () => {
    const { playout, seen, wait } = make(false);
    playout.want(null);
    playout.want("A");
    playout.measured();
    wait(0);
    playout.want(null);
    wait(0);
    expect(seen).toEqual(["measuring:A", "in:A", "on:A", "leaving:A", "out:"]);
  });
});
