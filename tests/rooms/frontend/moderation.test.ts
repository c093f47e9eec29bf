/** What the chat's desk offers, what its keys mean, and what those whom it concerns read. */
import { describe, expect, it } from "vitest";
import type { DeskChatMessage } from "../../../live/frontend/wire.gen";
import { sayBanned, sayMuted, sayRefusal } from "../../../rooms/frontend/attendee/refusals";
import { actionsOn, isWaiting, meant } from "../../../rooms/frontend/moderation/actions";
import { readKey } from "../../../rooms/frontend/moderation/keys";
import { marks, saySanction } from "../../../rooms/frontend/moderation/row";
import { held, sanction, told } from "./made";

describe("actions", () => {
  it("are those that the message's state allows", () => {
    expect(actionsOn(told(1), undefined, 0)).toEqual(["hide", "pin", "mute", "shadow", "ban", "reply"]);
    expect(actionsOn(held(1), undefined, 0)).toEqual(["release", "hide", "mute", "shadow", "ban", "reply"]);
    expect(actionsOn(told(1, { author_id: null, is_crew: true }), undefined, 0)).toEqual(["hide", "pin", "reply"]);
  });

  it("share a key where one undoes the other", () => {
    expect(meant("hide", told(1, { state: "hidden" }), undefined, 0)).toBe("restore");
    expect(meant("pin", told(1, { is_pinned: true }), undefined, 0)).toBe("unpin");
    expect(meant("release", told(1), undefined, 0)).toBe(null);
  });

  it("wait while a message is held or reported", () => {
    expect([told(1), held(1), told(1, { is_reported: true })].map(isWaiting)).toEqual([false, true, true]);
  });

  it("mute anew whose mute has run out, and lift what still holds", () => {
    const mute = sanction({ until_ms: 1_000 });
    expect(meant("mute", told(1), mute, 999)).toBe(null);
    expect(meant("lift", told(1), mute, 999)).toBe("lift");
    expect(meant("mute", told(1), mute, 1_000)).toBe("mute");
    expect(meant("lift", told(1), mute, 1_000)).toBe(null);
    expect(meant("lift", told(1), sanction({ until_ms: null }), 1_000_000)).toBe("lift");
  });
});

describe("marks", () => {
  const marksOf = (message: DeskChatMessage): string[] => marks(message, false).map(({ word }) => word);

  it("tell what was reported from what came on the word list once it was published", () => {
    const listed = told(1, { is_reported: true, held_for: "words" });
    expect(marksOf(listed)).toEqual(["Published; now on the word list"]);
    expect(marksOf({ ...listed, reports: 2 })).toEqual(["Published; now on the word list", "2 reports"]);
    expect(marksOf({ ...listed, moved_by: "Mona", is_pinned: true })).toEqual(["Published; now on the word list", "Pinned"]);
    // This one was held when it came, released, and reported since.
    expect(marksOf({ ...listed, reports: 1, moved_by: "Mona" })).toEqual(["1 report"]);
    expect(marksOf({ ...listed, is_reported: false })).toEqual([]);
  });
});

describe("keys", () => {
  function press(key: string, isAsking: boolean, target: Element = document.body): unknown {
    const event = new KeyboardEvent("keydown", { key });
    Object.defineProperty(event, "target", { value: target });
    return readKey(event, isAsking);
  }

  it("answer what is asked: for how long, why, yes", () => {
    expect(press("2", true)).toEqual({ do: "lasts", place: 1 });
    expect(press("w", true)).toEqual({ do: "reason" });
    expect(press("Enter", true)).toEqual({ do: "confirm" });
    expect([press("h", true), press("2", false)]).toEqual([null, null]);
  });

  it("leave Enter to the button that has the focus, and all to a field", () => {
    expect(press("Enter", true, document.createElement("button"))).toBe(null);
    expect(press("2", true, document.createElement("input"))).toBe(null);
  });
});

describe("a person who may not write", () => {
  it("is told until when, and why", () => {
    expect(sayMuted(null, "")).toBe("You can read along, but not write during this event. A moderator decided so.");
    expect(sayMuted(null, "Third insult")).toMatch(/decided so\. The reason: Third insult$/);
    expect(sayBanned("Spam")).toMatch(/^You can no longer write.*The reason: Spam$/);
  });

  it("reads the same when a message is refused", () => {
    const refused = { ok: false, code: "chat.muted", message: "", details: { until_ms: null, reason: "Spam" } } as const;
    expect(sayRefusal(refused)).toBe(sayMuted(null, "Spam"));
    expect(sayRefusal({ ...refused, code: "chat.banned" })).toBe(sayBanned("Spam"));
  });

  it("stands on the desk with how long", () => {
    expect(saySanction(sanction({ until_ms: null }), 0)).toBe("Muted for the whole event");
    expect(saySanction(sanction({ until_ms: 10 }), 10)).toMatch(/^Was muted until/);
  });
});
