import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveClient } from "../../../live/frontend/client";
import type { Seat } from "../../../live/frontend/cue-clock";
import { LiveElement } from "../../../live/frontend/element";
import { FiredIds } from "../../../live/frontend/fired-ids";
import { LATE_MS, LEAP_MS, Moments, type Late, type Moment } from "../../../live/frontend/moments";
import { usePage } from "../../../live/frontend/page";
import { playhead } from "../../../live/frontend/playhead";
import { makeClient } from "./fakes";

class Effects extends LiveElement {
  readonly fired: string[] = [];
  readonly moments: Moments = this.listen("audience");

  protected listen(seat: Seat): Moments {
    return new Moments(this, "effects/1", ({ id }) => this.fired.push(id), seat);
  }
}

class CrewEffects extends Effects {
  override readonly moments = this.listen("crew");
}

customElements.define("live-effects", Effects);
customElements.define("live-crew-effects", CrewEffects);

let live: LiveClient;

beforeEach(() => {
  ({ live } = makeClient());
  usePage({ config: { event_id: 1, slug: "e", socket: "", language: "en" }, live });
});

afterEach(() => {
  document.body.innerHTML = "";
  sessionStorage.clear();
  playhead.leave();
  usePage(null);
  vi.useRealTimers();
});

function effects(element: Effects = new Effects()): Effects {
  document.body.append(element);
  return element;
}

/** Somebody whose picture is on its way. */
function viewer(): Effects {
  playhead.expect();
  return effects();
}

/** A moment at `atMs` whose window is 10 s. */
function moment(atMs: number, late: Late, id = "spark"): Moment {
  return { id, atMs, untilMs: atMs + 10_000, late };
}

/** Play from one moment of the programme to another. */
function play(fromMs: number, toMs: number): void {
  for (let ms = fromMs; ms <= toMs; ms += 40) playhead.show(ms);
}

const LATES: Late[] = ["miss", "join"];

describe.each(LATES)("Moments, late: %s", (late) => {
  it("fires with the frame that is nearest to its time, once", () => {
    const atMs = live.serverNowMs;
    const { fired, moments } = viewer();
    moments.set([moment(atMs, late)]);
    play(atMs - 1_000, atMs - 40);
    expect(fired).toEqual([]);
    playhead.show(atMs);
    expect(fired).toEqual(["spark"]);
    play(atMs + 40, atMs + 2_000);
    expect(fired).toEqual(["spark"]);
  });

  it("does not fire again after a seek back, nor after a reload of its tab", () => {
    const atMs = live.serverNowMs;
    const { fired, moments } = viewer();
    moments.set([moment(atMs, late)]);
    play(atMs - 1_000, atMs);
    play(atMs - 5_000, atMs + 1_000);
    expect(fired).toEqual(["spark"]);
    document.body.innerHTML = "";
    playhead.leave();
    const again = viewer();
    again.moments.set([moment(atMs, late)]);
    play(atMs - 1_000, atMs + 1_000);
    expect(again.fired).toEqual([]);
  });

  it("fires for who seeks back behind it before it has fired, and then gets there", () => {
    const atMs = live.serverNowMs;
    const { fired, moments } = viewer();
    moments.set([moment(atMs, late)]);
    play(atMs + 20_000, atMs + 21_000);
    expect(fired).toEqual([]);
    play(atMs - 1_000, atMs);
    expect(fired).toEqual(["spark"]);
  });

  it("stands still in a pause, also when the viewer seeks in it", () => {
    const atMs = live.serverNowMs;
    const { fired, moments } = viewer();
    moments.set([moment(atMs, late)]);
    play(atMs - 1_000, atMs - 40);
    playhead.pause();
    vi.advanceTimersByTime(60_000);
    playhead.show(atMs + 5_000);
    expect(fired).toEqual([]);
    playhead.show(atMs - 40);
    playhead.resume();
    play(atMs, atMs + 80);
    expect(fired).toEqual(["spark"]);
  });

  it("fires for who was watching, though the page learns of it a little late", () => {
    const atMs = live.serverNowMs;
    const { fired, moments } = viewer();
    play(atMs - 1_000, atMs + LATE_MS - 40);
    moments.set([moment(atMs, late)]);
    expect(fired).toEqual(["spark"]);
  });

  it("fires although frames are dropped, and times go back by an unevenness", () => {
    const atMs = live.serverNowMs;
    const { fired, moments } = viewer();
    moments.set([moment(atMs, late)]);
    playhead.show(atMs - 100);
    playhead.show(atMs - 150);
    playhead.show(atMs - 100 + LEAP_MS);
    expect(fired).toEqual(["spark"]);
  });

  it("goes by the server's clock without a picture, and at once", () => {
    const { fired, moments } = effects();
    vi.advanceTimersByTime(1_000);
    moments.set([moment(live.serverNowMs - 500, late), moment(live.serverNowMs + 5_000, late, "later")]);
    expect(fired).toEqual(["spark"]);
    vi.advanceTimersByTime(4_999);
    expect(fired).toEqual(["spark"]);
    vi.advanceTimersByTime(1);
    expect(fired).toEqual(["spark", "later"]);
  });

  it("waits with everything while the first picture is on its way", () => {
    const { fired, moments } = viewer();
    const atMs = live.serverNowMs;
    moments.set([moment(atMs, late)]);
    vi.advanceTimersByTime(2_000);
    expect(fired).toEqual([]);
    play(atMs - 1_000, atMs);
    expect(fired).toEqual(["spark"]);
  });

  it("fires at once for the crew, whatever the picture", () => {
    const { fired, moments } = effects(new CrewEffects());
    playhead.show(live.serverNowMs - 20_000);
    moments.set([moment(live.serverNowMs + 1_000, late)]);
    vi.advanceTimersByTime(1_000);
    expect(fired).toEqual(["spark"]);
  });
});

describe("Moments for who was not watching", () => {
  function comesAfter(ms: number, late: Late): string[] {
    const atMs = live.serverNowMs;
    const { fired, moments } = viewer();
    moments.set([moment(atMs, late)]);
    playhead.show(atMs + ms);
    return fired;
  }

  it.each([[9_979, ["spark"]], [9_980, []]] as const)("joins who comes %d ms after it, while its window is open", (ms, expected) => {
    expect(comesAfter(ms, "join")).toEqual(expected);
  });

  it("misses a late comer, however near", () => {
    expect(comesAfter(1, "miss")).toEqual([]);
  });

  it.each([["miss", []], ["join", ["spark"]]] as const)("%s: a seek over it, or an encoder's gap, into its window", (late, expected) => {
    const atMs = live.serverNowMs;
    const { fired, moments } = viewer();
    moments.set([moment(atMs, late)]);
    play(atMs - 1_000, atMs - 40);
    playhead.show(atMs - 40 + LEAP_MS + 1);
    expect(fired).toEqual(expected);
  });

  it.each(LATES)("%s: nothing for a seek beyond its window", (late) => {
    const atMs = live.serverNowMs;
    const { fired, moments } = viewer();
    moments.set([moment(atMs, late)]);
    play(atMs - 1_000, atMs - 40);
    play(atMs + 10_000, atMs + 11_000);
    expect(fired).toEqual([]);
  });

  it.each([["miss", []], ["join", ["spark"]]] as const)("%s: a picture that is lost, and the server's clock is further", (late, expected) => {
    const atMs = live.serverNowMs;
    const { fired, moments } = viewer();
    moments.set([moment(atMs, late)]);
    playhead.show(atMs - 8_000);
    vi.advanceTimersByTime(5_000);
    playhead.leave();
    expect(fired).toEqual(expected);
  });

  it("does not fire what it was given once it has left the document", () => {
    const { fired, moments } = (() => {
      const element = effects();
      element.moments.set([moment(live.serverNowMs + 1_000, "join")]);
      element.remove();
      return element;
    })();
    vi.advanceTimersByTime(2_000);
    expect([fired, vi.getTimerCount()]).toEqual([[], 0]);
    expect(moments).toBeDefined();
  });
});

describe("FiredIds", () => {
  it("keeps to a bound, and forgets the oldest first", () => {
    const ids = new FiredIds("e");
    for (let n = 0; n < 201; n++) ids.add(String(n));
    const again = new FiredIds("e");
    expect([again.add("200"), again.add("1"), again.add("0")]).toEqual([false, false, true]);
  });

  it("does without what it cannot read", () => {
    sessionStorage.setItem("live.fired:e", "{");
    const ids = new FiredIds("e");
    expect([ids.add("a"), ids.add("a")]).toEqual([true, false]);
  });
});
