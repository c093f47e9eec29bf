/** What a person reads, and what waits. */
import { describe, expect, it } from "vitest";
import { Rate } from "../../../rooms/frontend/attendee/rate";
import { fresh, timeline } from "../../../rooms/frontend/attendee/timeline";
import type { ChatMessageRecord, ChatState, MyChatMessage, MyChatState } from "../../../live/frontend/wire.gen";

const POLICY = { mode: "open", slow_mode_s: 0, allows_links: false, max_chars: 300 } as const;

function message(id: number, number: number): ChatMessageRecord {
  return { id, number, author_name: "Ada", author_company: "", is_crew: false, text: `m${id}`, reply_to: null, mentions_crew: false, posted_at_ms: id * 1000 };
}

function own(id: number, reach: MyChatMessage["reach"], room = "stage"): MyChatMessage {
  return { id, room, text: `mine ${id}`, reply_to: null, posted_at_ms: id * 1000, reach };
}

function state(...messages: ChatMessageRecord[]): ChatState {
  return { policy: POLICY, rules: {}, pinned: [], messages, kept_from: 1, posted: messages.length };
}

function mine(...messages: MyChatMessage[]): MyChatState {
  return { rules_accepted: true, sanction: null, messages };
}

describe("timeline", () => {
  it("puts one's own that nobody else sees where they were written", () => {
    const lines = timeline(state(message(1, 1), message(3, 2), message(6, 3)), mine(own(4, "you"), own(7, "held")), "stage");
    expect(lines.map(({ id }) => id)).toEqual([1, 3, 4, 6, 7]);
    expect(lines.map((line) => line.own?.reach ?? null)).toEqual([null, null, "you", null, "held"]);
  });

  it("shows a message of one's own once", () => {
    const lines = timeline(state(message(1, 1)), mine(own(1, "all")), "stage");
    expect(lines).toHaveLength(1);
    expect(lines[0]?.own?.reach).toBe("all");
  });

  it("keeps the numbers' order for what was released later", () => {
    const lines = timeline(state(message(5, 1), message(2, 2)), mine(own(3, "you")), "stage");
    expect(lines.map(({ id }) => id)).toEqual([5, 2, 3]);
  });

  it("leaves out other rooms, and one's own that is older than the list", () => {
    const kept = { ...state(message(5, 101)), kept_from: 2 };
    expect(timeline(kept, mine(own(1, "you"), own(6, "you", "design")), "stage").map(({ id }) => id)).toEqual([5]);
    expect(timeline(state(message(5, 1)), mine(own(1, "you")), "stage").map(({ id }) => id)).toEqual([1, 5]);
  });

  it("leaves out what one took back, also before the room has heard of it", () => {
    const lines = timeline(state(message(1, 1), message(2, 2)), mine(own(1, "taken_back"), own(3, "taken_back")), "stage");
    expect(lines.map(({ id }) => id)).toEqual([2]);
  });

  it("counts what is new, and not one's own", () => {
    const lines = timeline(state(message(1, 1), message(2, 2)), mine(own(3, "you")), "stage");
    expect(fresh(lines, new Set([1]))).toBe(1);
  });
});

describe("rate", () => {
  it("tells nothing of a minute from a moment", () => {
    const rate = new Rate();
    rate.note(0, 0);
    expect(rate.perMinute(4_000)).toBe(null);
  });

  it("counts the last minute, whatever came before", () => {
    const rate = new Rate();
    for (let second = 0; second <= 120; second += 1) rate.note(second < 60 ? second * 100 : 6_000 + (second - 60), second * 1_000);
    expect(rate.perMinute(120_000)).toBe(60);
  });

  it("falls to nothing when nobody speaks", () => {
    const rate = new Rate();
    rate.note(0, 0);
    rate.note(500, 1_000);
    rate.note(500, 200_000);
    expect(rate.perMinute(200_000)).toBe(0);
  });
});
