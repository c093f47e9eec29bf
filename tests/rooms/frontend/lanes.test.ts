/** Two moderators at one desk: no key hits a message that nobody read, and nothing moves under who reads. */
import { beforeEach, describe, expect, it } from "vitest";
import type { DeskChatMessage } from "../../../live/frontend/wire.gen";
import { Lanes, MOMENT_MS } from "../../../rooms/frontend/moderation/lanes";
import { deskOf, held, told } from "./made";

let lanes: Lanes;
let messages: DeskChatMessage[];
let nowMs: number;
let isRead: boolean;

function take(...next: DeskChatMessage[]): void {
  messages = next;
  lanes.take(deskOf(...next), { nowMs, me: "Mona", isRead: () => isRead });
}

function become(id: number, change: Partial<DeskChatMessage>): void {
  take(...messages.map((message) => (message.id === id ? { ...message, ...change } : message)));
}

function ids(lane: "flow" | "waiting"): number[] {
  return lanes.shown(lane).map(({ id }) => id);
}

beforeEach(() => {
  lanes = new Lanes();
  nowMs = 10_000;
  isRead = false;
  take(told(1), held(2), held(3), held(4));
  lanes.point("waiting", 2);
});

describe("a lane that is read", () => {
  beforeEach(() => {
    isRead = true;
    take(...messages);
  });

  it("keeps what another decided in its place, and the cursor on it", () => {
    become(2, { state: "visible", moved_by: "Mia" });
    expect([ids("waiting"), lanes.cursor, lanes.waiting]).toEqual([[2, 3, 4], 2, 2]);
    expect(lanes.isOvertaken(nowMs)).toBe(true);
    expect(lanes.isOvertaken(nowMs + MOMENT_MS)).toBe(false);
  });

  it("lets an older one that is reported wait behind a count, and appends what comes last", () => {
    become(1, { is_reported: true, reports: 1 });
    take(...messages, held(5));
    expect([ids("waiting"), lanes.fresh("waiting")]).toEqual([[2, 3, 4, 5], 1]);
    lanes.showAll(nowMs);
    expect([ids("waiting"), lanes.fresh("waiting"), lanes.cursor]).toEqual([[1, 2, 3, 4, 5], 0, 2]);
  });

  it("lets go of what one decided oneself, and the next has the cursor at once", () => {
    lanes.leave(2);
    expect([lanes.cursor, lanes.hasSlipped(nowMs)]).toEqual([3, false]);
    become(2, { state: "visible", moved_by: "Mona" });
    expect([ids("waiting"), lanes.cursor, lanes.hasSlipped(nowMs)]).toEqual([[3, 4], 3, false]);
  });

  it("keeps what was refused, and goes back before the last", () => {
    lanes.point("waiting", 4);
    lanes.leave(4);
    expect(lanes.cursor).toBe(3);
    lanes.stay(4);
    become(4, { state: "hidden", moved_by: "Mia" });
    expect(ids("waiting")).toEqual([2, 3, 4]);
  });

  it("does not move in the flow either", () => {
    take(...messages, told(9));
    expect([ids("flow"), lanes.fresh("flow")]).toEqual([[4, 3, 2, 1], 1]);
  });
});

describe("a lane that nobody seems to read", () => {
  it("has the next under the cursor, and says for a moment that nobody chose it", () => {
    become(2, { state: "visible", moved_by: "Mia" });
    expect([ids("waiting"), lanes.cursor]).toEqual([[3, 4], 3]);
    expect(lanes.hasSlipped(nowMs + MOMENT_MS - 1)).toBe(true);
    expect(lanes.hasSlipped(nowMs + MOMENT_MS)).toBe(false);
  });

  it("keeps the cursor at its place, not at the top", () => {
    lanes.point("waiting", 3);
    become(3, { state: "visible", moved_by: "Mia" });
    expect(lanes.cursor).toBe(4);
  });

  it("says so too when the first message comes into an empty lane", () => {
    take(told(1));
    expect(lanes.cursor).toBe(null);
    nowMs += 5_000;
    take(told(1), held(2));
    expect([lanes.cursor, lanes.hasSlipped(nowMs)]).toEqual([2, true]);
  });

  it("takes a step or a click as having looked", () => {
    become(2, { state: "visible", moved_by: "Mia" });
    lanes.step(1);
    expect([lanes.cursor, lanes.hasSlipped(nowMs)]).toEqual([4, false]);
    become(4, { state: "visible", moved_by: "Mia" });
    lanes.point("waiting", 3);
    expect(lanes.hasSlipped(nowMs)).toBe(false);
  });
});

it("a message that one moved oneself is not overtaken", () => {
  lanes.point("flow", 1);
  become(1, { state: "hidden", moved_by: "Mona" });
  expect(lanes.isOvertaken(nowMs)).toBe(false);
  become(1, { state: "visible", moved_by: "Mia" });
  expect(lanes.isOvertaken(nowMs)).toBe(true);
  lanes.point("flow", 2);
  take(...messages);
  expect(lanes.isOvertaken(nowMs)).toBe(false);
});
