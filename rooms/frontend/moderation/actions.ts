/** What can be done about a message and its author; which of it makes sense now. Pure. */
import type { DeskChatMessage, DeskChatSanction } from "../../../live/frontend/wire.gen";

export type Action = "hide" | "restore" | "release" | "clear" | "pin" | "unpin" | "mute" | "shadow" | "ban" | "lift" | "reply";

/** The key of each; a key that does and undoes has two actions. */
export const KEYS: Readonly<Record<Action, string>> = {
  hide: "H",
  restore: "H",
  release: "R",
  clear: "C",
  pin: "P",
  unpin: "P",
  mute: "M",
  shadow: "S",
  ban: "B",
  lift: "L",
  reply: "A",
};

/** Those that are asked about once more: they concern a person. */
export const ASKED: ReadonlySet<Action> = new Set(["mute", "shadow", "ban"]);

/** Those after which a message waits no more, if it did. */
export const DECIDING: ReadonlySet<Action> = new Set(["hide", "release", "clear"]);

/** Whether a sanction keeps its person from writing: one whose time is over does not, though it stays on the list. */
export function isOn(sanction: DeskChatSanction | undefined, nowMs: number): boolean {
  return sanction !== undefined && (sanction.until_ms === null || sanction.until_ms > nowMs);
}

/** What the desk offers on a message, in the order in which it stands there. */
export function actionsOn(message: DeskChatMessage, sanction: DeskChatSanction | undefined, nowMs: number): Action[] {
  const actions: Action[] = [];
  if (message.state === "held") actions.push("release", "hide");
  if (message.state === "visible") actions.push("hide");
  if (message.state === "hidden") actions.push("restore");
  if (message.is_reported) actions.push("clear");
  if (message.is_pinned) actions.push("unpin");
  else if (message.state === "visible") actions.push("pin");
  if (message.author_id !== null) actions.push(...(isOn(sanction, nowMs) ? (["lift"] as const) : (["mute", "shadow"] as const)), "ban");
  if (message.state !== "taken_back") actions.push("reply");
  return actions;
}

/** What a key means on a message: `pin` is `unpin` where it is pinned. */
export function meant(action: Action, message: DeskChatMessage, sanction: DeskChatSanction | undefined, nowMs: number): Action | null {
  const key = KEYS[action];
  return actionsOn(message, sanction, nowMs).find((offered) => KEYS[offered] === key) ?? null;
}

/** Whether a moderator has to decide something about it. */
export function isWaiting(message: DeskChatMessage): boolean {
  return message.state === "held" || message.is_reported;
}
