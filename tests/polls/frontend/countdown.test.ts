/** How long a poll is still open: the figure by the picture, the bar from when its countdown began. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PollRecord } from "../../../live/frontend/wire.gen";
import { usePage } from "../../../live/frontend/page";
import { playhead } from "../../../live/frontend/playhead";
import { Countdowns } from "../../../polls/frontend/attendee/countdowns";
import { PollCountdown } from "../../../polls/frontend/attendee/poll-countdown";
import { makeClient } from "../../live/frontend/fakes";
import { poll } from "./records";

customElements.define("live-poll-countdown", PollCountdown);

const OPENS = 1_900_000_000_000;

function open(forMs: number | null): PollRecord {
  return poll(1, { opens_at_ms: OPENS, closes_at_ms: forMs === null ? null : OPENS + forMs });
}

describe("Countdowns", () => {
  it("run from the opening, for who comes in the middle too", () => {
    const countdowns = new Countdowns();
    expect(countdowns.fromMs(open(60_000))).toBe(OPENS);
    countdowns.note([open(60_000)], OPENS + 45_000);
    expect(countdowns.fromMs(open(60_000))).toBe(OPENS);
    countdowns.note([open(50_000)], OPENS + 50_000); // closed early
    expect(countdowns.fromMs(open(50_000))).toBe(OPENS);
  });

  it("run anew when the poll is opened again, as this page's picture heard of it", () => {
    const countdowns = new Countdowns();
    countdowns.note([open(30_000)], OPENS);
    countdowns.note([open(400_000)], OPENS + 370_000);
    countdowns.note([open(400_000)], OPENS + 380_000);
    expect(countdowns.fromMs(open(400_000))).toBe(OPENS + 370_000);
    // One without an end that was closed and opened again, while the first picture is on its way.
    countdowns.note([poll(2, { opens_at_ms: OPENS })], OPENS);
    countdowns.note([poll(2, { opens_at_ms: OPENS, closes_at_ms: OPENS + 9_000 })], Number.NEGATIVE_INFINITY);
    expect(countdowns.fromMs(poll(2, { opens_at_ms: OPENS }))).toBe(OPENS);
  });

  it("begin with another opening of a poll that was taken back", () => {
    const countdowns = new Countdowns();
    countdowns.note([open(30_000)], OPENS);
    const again = poll(1, { opens_at_ms: OPENS + 99_000, closes_at_ms: OPENS + 129_000 });
    countdowns.note([again], OPENS + 100_000);
    expect(countdowns.fromMs(again)).toBe(OPENS + 99_000);
    countdowns.note([], OPENS + 200_000);
    countdowns.note([again], OPENS + 200_000);
    expect(countdowns.fromMs(again)).toBe(OPENS + 99_000);
  });
});

describe("<live-poll-countdown>", () => {
  beforeEach(() => {
    const { live } = makeClient();
    usePage({ config: { event_id: 1, slug: "e", socket: "", language: "en", subject: "a1", roles: [] }, live });
  });

  afterEach(() => {
    document.body.replaceChildren();
    playhead.leave();
    usePage(null);
    vi.useRealTimers();
  });

  async function shown(record: PollRecord, fromMs: number): Promise<PollCountdown> {
    const countdown = new PollCountdown();
    Object.assign(countdown, { poll: record, fromMs });
    document.body.append(countdown);
    await countdown.updateComplete;
    return countdown;
  }

  /** The share of the bar, the words, and whether these are the last seconds. */
  function said(countdown: PollCountdown): [number, string | undefined, boolean] {
    const bar = Number(countdown.style.getPropertyValue("--left"));
    return [Math.round(100 * bar), countdown.querySelector("[role=timer]")?.textContent.trim(), countdown.hasAttribute("data-last")];
  }

  it("goes by the picture of its viewer, and ends with it", async () => {
    playhead.show(OPENS + 14_980);
    const countdown = await shown(open(60_000), OPENS);
    expect(said(countdown)).toEqual([75, "0:45", false]);
    playhead.show(OPENS + 55_980);
    await vi.advanceTimersByTimeAsync(250);
    expect(said(countdown)).toEqual([7, "0:04", true]);
    playhead.show(OPENS + 61_000);
    await vi.advanceTimersByTimeAsync(250);
    expect(said(countdown)).toEqual([0, "0:00", true]);
  });

  it("is full when a poll is opened again", async () => {
    playhead.show(OPENS + 384_980);
    expect(said(await shown(open(400_000), OPENS + 370_000))).toEqual([50, "0:15", false]);
  });

  it("is full, and no longer, to who sought back before it", async () => {
    playhead.show(OPENS + 100_000);
    expect(said(await shown(open(400_000), OPENS + 370_000))).toEqual([100, "5:00", false]);
  });

  it("says nothing of a poll that has no end", async () => {
    expect((await shown(open(null), OPENS)).childElementCount).toBe(0);
  });
});
