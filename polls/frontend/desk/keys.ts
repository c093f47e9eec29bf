/** The polls' console by keyboard: which key means what, and the sheet that says so. */
import { html, type TemplateResult } from "lit";
import type { Move, View } from "./life";
import { t } from "./words";

/** What a key asks for. A key of several moves means the one that goes now. */
export type KeyOrder =
  | { readonly do: "step"; readonly by: number }
  | { readonly do: "area" | "next" | "cancel" | "keys" | "language" | "drawing" | "fresh" | "tab" | "take" }
  | { readonly do: "move"; readonly moves: readonly Move[] }
  | { readonly do: "view"; readonly view: View }
  | { readonly do: "seconds"; readonly seconds: number | null }
  | { readonly do: "decide"; readonly decision: "show" | "hide" };

const ORDERS: Readonly<Record<string, KeyOrder>> = {
  j: { do: "step", by: 1 },
  ArrowDown: { do: "step", by: 1 },
  k: { do: "step", by: -1 },
  ArrowUp: { do: "step", by: -1 },
  ArrowLeft: { do: "area" },
  ArrowRight: { do: "area" },
  Enter: { do: "next" },
  o: { do: "move", moves: ["open", "reopen"] },
  c: { do: "move", moves: ["close"] },
  r: { do: "move", moves: ["show_results"] },
  w: { do: "move", moves: ["withdraw"] },
  a: { do: "move", moves: ["archive"] },
  m: { do: "move", moves: ["arm", "disarm"] },
  d: { do: "move", moves: ["duplicate"] },
  t: { do: "move", moves: ["take_back"] },
  p: { do: "seconds", seconds: null },
  "0": { do: "seconds", seconds: 0 },
  "1": { do: "seconds", seconds: 15 },
  "3": { do: "seconds", seconds: 30 },
  "6": { do: "seconds", seconds: 60 },
  q: { do: "view", view: "question" },
  v: { do: "view", view: "results" },
  b: { do: "view", view: "leaderboard" },
  x: { do: "take" },
  s: { do: "decide", decision: "show" },
  h: { do: "decide", decision: "hide" },
  f: { do: "tab" },
  n: { do: "fresh" },
  l: { do: "language" },
  g: { do: "drawing" },
  "?": { do: "keys" },
  Escape: { do: "cancel" },
};

export const MOVE_KEYS: Readonly<Record<Move, string>> = {
  arm: "M",
  disarm: "M",
  open: "O",
  reopen: "O",
  close: "C",
  show_results: "R",
  withdraw: "W",
  archive: "A",
  take_back: "T",
  duplicate: "D",
};
export const VIEW_KEYS: Readonly<Record<View, string>> = { question: "Q", results: "V", leaderboard: "B" };
export const SECONDS_KEYS: Readonly<Record<number, string>> = { 0: "0", 15: "1", 30: "3", 60: "6" };

/** Elements whose Enter is their own. The list's rows are not: there, Enter is what comes next. */
const OWN_ENTER = "button:not([data-poll]), a, summary, select";

/** Return what `event` asks for, or null when it is somebody's typing or nothing of ours. */
export function readKey(event: KeyboardEvent): KeyOrder | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return null;
  const { target } = event;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return null;
  if (event.key === "Enter" && target instanceof Element && target.closest(OWN_ENTER)) return null;
  return ORDERS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}

/** The sheet of all keys. */
export function sheet(): TemplateResult {
  const of = (what: string, ...which: readonly string[]): string => t("keysOf", { what, which: which.join(", ") });
  const lines: readonly (readonly [readonly string[], string])[] = [
    [["J", "↓"], t("next")],
    [["K", "↑"], t("previous")],
    [["←", "→"], t("areas")],
    [["↵"], t("doNext")],
    [["O"], `${t("open")}, ${t("reopen")}`],
    [["C"], t("close")],
    [["R"], t("show_results")],
    [["W"], t("withdraw")],
    [["A"], t("archive")],
    [["M"], `${t("arm")}, ${t("disarm")}`],
    [["P", "0", "1", "3", "6"], of(t("countdown"), "P, 0, 15, 30, 60 s")],
    [["Q", "V", "B"], of(t("graphics"), t("question"), t("results"), t("leaderboard"))],
    [["X"], t("take")],
    [["S", "H"], of(t("answers"), t("show"), t("hide"))],
    [["F"], t("nextTab")],
    [["N"], t("freshKey")],
    [["L"], t("switchLanguage")],
    [["G"], of(t("chart"), t("bars"), t("donut"))],
    [["D"], t("duplicate")],
    [["T"], t("take_back")],
    [["Esc"], t("cancel")],
  ];
  return html`<dialog class="c-sheet v-sheet" aria-label=${t("keys")}>
    <h2>${t("keys")}</h2>
    <dl>
      ${lines.map(
        ([keys, what]) => html`<dt>${keys.map((key) => html`<kbd class="c-key">${key}</kbd> `)}</dt>
          <dd>${what}</dd>`,
      )}
    </dl>
    <form method="dialog"><button class="c-button" autofocus>${t("closeSheet")}</button></form>
  </dialog>`;
}
