/** The desk by keyboard: which key means what. */
import type { Action } from "./actions";
import { hasChoices, type FormKind } from "./form";

/** What a key asks the desk to do. */
export type KeyOrder =
  | { readonly do: "step" | "lane"; readonly by: number }
  | { readonly do: "to-lane" | "choice" | "view"; readonly number: number }
  | { readonly do: "act"; readonly action: Action }
  | {
      readonly do:
        | "cancel"
        | "fresh"
        | "search"
        | "leave-search"
        | "keys"
        | "choose"
        | "choose-to"
        | "undo"
        | "pane"
        | "compose"
        | "side"
        | "prompt";
    };

const ORDERS: Readonly<Record<string, KeyOrder>> = {
  j: { do: "step", by: 1 },
  ArrowDown: { do: "step", by: 1 },
  k: { do: "step", by: -1 },
  ArrowUp: { do: "step", by: -1 },
  PageDown: { do: "step", by: 8 },
  PageUp: { do: "step", by: -8 },
  Home: { do: "step", by: -Infinity },
  End: { do: "step", by: Infinity },
  h: { do: "lane", by: -1 },
  ArrowLeft: { do: "lane", by: -1 },
  l: { do: "lane", by: 1 },
  ArrowRight: { do: "lane", by: 1 },
  J: { do: "act", action: "down" },
  K: { do: "act", action: "up" },
  a: { do: "act", action: "approve" },
  r: { do: "act", action: "reject" },
  s: { do: "act", action: "send" },
  u: { do: "act", action: "recall" },
  z: { do: "act", action: "park" },
  e: { do: "act", action: "edit" },
  m: { do: "act", action: "merge" },
  w: { do: "act", action: "answer" },
  i: { do: "act", action: "note" },
  t: { do: "act", action: "theme" },
  p: { do: "act", action: "priority" },
  y: { do: "act", action: "language" },
  f: { do: "act", action: "feed" },
  c: { do: "act", action: "claim" },
  x: { do: "choose" },
  X: { do: "choose-to" },
  n: { do: "fresh" },
  o: { do: "side" },
  d: { do: "pane" },
  q: { do: "compose" },
  b: { do: "prompt" },
  Backspace: { do: "undo" },
  "/": { do: "search" },
  "?": { do: "keys" },
};

const TYPING = "input:not([type=checkbox]), textarea, select";

/** Return what `event` asks for, or null when it is somebody's typing or nothing of ours. */
export function readKey(event: KeyboardEvent, form: FormKind | null): KeyOrder | null {
  if (event.altKey || event.isComposing || document.querySelector("dialog[open]")) return null;
  const typing = event.target instanceof Element && event.target.matches(TYPING);
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "z" && !event.shiftKey && !typing ? { do: "undo" } : null;
  if (event.key === "Escape") {
    if (form) return { do: "cancel" };
    return typing ? { do: "leave-search" } : { do: "cancel" };
  }
  if (typing) return null;
  return digit(event, form) ?? ORDERS[event.key] ?? null;
}

/** By the key's place, not by its sign: on a French keyboard the digits are on the shifted side. */
function digit(event: KeyboardEvent, form: FormKind | null): KeyOrder | null {
  const match = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (!match) return null;
  const number = Number(match[1]);
  if (form && hasChoices(form)) return { do: "choice", number };
  if (event.shiftKey) return { do: "view", number };
  return number <= 4 ? { do: "to-lane", number } : null;
}
