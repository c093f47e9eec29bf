import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveClient } from "../../../live/frontend/client";
import { usePage } from "../../../live/frontend/page";
import type { ReactionsState } from "../../../live/frontend/wire.gen";
import { MOST_ALIVE } from "../../../polls/frontend/reactions/flow";
import { Reactions } from "../../../polls/frontend/reactions/reactions";
import { makeClient, type FakeSocket } from "../../live/frontend/fakes";

customElements.define("live-reactions", Reactions);

const STATE: ReactionsState = {
  is_on: true,
  is_held: false,
  emoji: [
    { emoji: "👏", labels: { en: "Applaud", fr: "Applaudir" } },
    { emoji: "🚗", labels: {} },
  ],
  counts: { "👏": 100 },
};

let live: LiveClient;
let socket: FakeSocket;
let element: Reactions;
let rev = 1;
let isStill = false;
let motionChanged: (() => void) | null = null;

beforeEach(async () => {
  const made = makeClient();
  live = made.live;
  isStill = false;
  vi.stubGlobal("matchMedia", () => ({
    get matches() {
      return isStill;
    },
    addEventListener: (_: string, listener: () => void) => (motionChanged = listener),
    removeEventListener: () => undefined,
  }));
  usePage({ config: { event_id: 1, slug: "e", socket: "", language: "en", subject: "a1", roles: [] }, live });
  document.body.innerHTML = '<live-player data-programme-ms="1700000000250"></live-player><live-reactions></live-reactions>';
  element = document.body.querySelector<Reactions>("live-reactions")!;
  socket = made.connect();
  rev = 1;
  await snapshot(STATE);
});

afterEach(() => {
  document.body.innerHTML = "";
  usePage(null);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function snapshot(state: ReactionsState): Promise<void> {
  socket.says({ type: "snapshot", topic: "reactions/1", epoch: "e", offset: 0, rev, state });
  await element.updateComplete;
}

async function count(total: number): Promise<void> {
  rev += 1;
  socket.says({ type: "values", topic: "reactions/1", epoch: "e", rev, values: { "count/👏": total } });
  await element.updateComplete;
}

function buttons(): HTMLButtonElement[] {
  return [...element.querySelectorAll("button")];
}

function risers(): string[] {
  return [...element.querySelectorAll(".reactions__riser")].map(({ textContent }) => textContent);
}

function taps(): unknown[] {
  return socket.sent.flatMap((message) => (message.type === "command" ? [message.args] : []));
}

describe("<live-reactions>", () => {
  it("names each emoji by its words, or lets the reader of the page", () => {
    expect(buttons().map((button) => button.getAttribute("aria-label"))).toEqual(["Applaud", "🚗"]);
  });

  it("answers one's own tap at once and sends it with the frame on screen", () => {
    buttons()[1]!.click();
    expect(risers()).toEqual(["🚗"]);
    expect(taps()).toEqual([{ taps: { "🚗": 1 }, playhead_ms: 1700000000250 }]);
  });

  it("lets others' taps rise over the time until the next totals", async () => {
    await count(150);
    expect(risers()).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(risers()).not.toHaveLength(0);
  });

  it("has a bounded number of them alive", () => {
    for (let second = 0; second < 10; second += 1) {
      for (let tap = 0; tap < 30; tap += 1) buttons()[0]!.click();
      vi.advanceTimersByTime(1_000);
    }
    expect(risers()).toHaveLength(MOST_ALIVE);
    for (const riser of element.querySelectorAll(".reactions__riser")) riser.dispatchEvent(new Event("animationend"));
    expect(risers()).toEqual([]);
  });

  it("takes no room and no tap while they are off", async () => {
    await snapshot({ ...STATE, is_on: false });
    expect([buttons(), element.hasAttribute("data-off")]).toEqual([[], true]);
    await snapshot({ ...STATE, is_held: true });
    expect([buttons(), element.hasAttribute("data-off")]).toEqual([[], true]);
    await snapshot(STATE);
    expect([buttons().length, element.hasAttribute("data-off")]).toEqual([2, false]);
  });

  it("goes when the server says that they are off before it has told so", async () => {
    buttons()[0]!.click();
    socket.says({ type: "refusal", id: "key-0001", code: "reactions.off", message: "…", details: {} });
    await vi.advanceTimersByTimeAsync(0);
    await element.updateComplete;
    expect(buttons()).toEqual([]);
  });

  it("takes nothing while there is no connection, and sends nothing afterwards", async () => {
    socket.drops();
    await element.updateComplete;
    expect(buttons().map((button) => button.getAttribute("aria-disabled"))).toEqual(["true", "true"]);
    buttons()[0]!.click();
    expect([risers(), live.pending()]).toEqual([[], []]);
  });

  it("shows nothing that happened while the page was not seen", async () => {
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    document.dispatchEvent(new Event("visibilitychange"));
    await count(5_000);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event("visibilitychange"));
    await count(5_001);
    vi.advanceTimersByTime(1_000);
    expect(risers()).toHaveLength(1);
  });

  it("has a count that changes every two seconds for who prefers less motion", async () => {
    isStill = true;
    motionChanged?.();
    await element.updateComplete;
    vi.advanceTimersByTime(0);
    await element.updateComplete;
    const told = (): string | undefined => element.querySelector("[data-reactions-count]")?.textContent;
    expect(element.querySelector(".reactions__strip")).toBeNull();
    expect(told()).toBe("100 reactions");
    await count(130);
    expect(told()).toBe("100 reactions");
    vi.advanceTimersByTime(2_000);
    await element.updateComplete;
    expect(told()).toBe("130 reactions");
    buttons()[0]!.click();
    expect([risers(), taps().length]).toEqual([[], 1]);
  });
});
