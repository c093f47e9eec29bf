/** The chat's desk by keyboard: which key means what, and the sheet that says so. */
import { html, type TemplateResult } from "lit";
import type { Action } from "./actions";
import { t } from "./words";

/** What a key asks for. */
export type KeyOrder =
  | { readonly do: "step"; readonly by: number }
  | { readonly do: "lane" | "cancel" | "confirm" | "fresh" | "say" | "keys" | "reason" }
  | { readonly do: "lasts"; readonly place: number }
  | { readonly do: "act"; readonly action: Action };

const ORDERS: Readonly<Record<string, KeyOrder>> = {
  j: { do: "step", by: 1 },
  ArrowDown: { do: "step", by: 1 },
  k: { do: "step", by: -1 },
  ArrowUp: { do: "step", by: -1 },
  h: { do: "act", action: "hide" },
  r: { do: "act", action: "release" },
  c: { do: "act", action: "clear" },
  p: { do: "act", action: "pin" },
  m: { do: "act", action: "mute" },
  s: { do: "act", action: "shadow" },
  b: { do: "act", action: "ban" },
  a: { do: "act", action: "reply" },
  l: { do: "act", action: "lift" },
  n: { do: "fresh" },
  "/": { do: "say" },
  "?": { do: "keys" },
};

/** Return what `event` asks for, or null when it is somebody's typing or nothing of ours. */
export function readKey(event: KeyboardEvent, isAsking: boolean): KeyOrder | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return null;
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLSelectElement;
  if (event.key === "Escape") return { do: "cancel" };
  if (typing) return null;
  if (isAsking) return answer(event);
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") return { do: "lane" };
  return ORDERS[event.key] ?? null;
}

/** What a key says to the question that is asked. */
function answer({ key, target }: KeyboardEvent): KeyOrder | null {
  if (key === "1" || key === "2" || key === "3") return { do: "lasts", place: Number(key) - 1 };
  if (key === "w") return { do: "reason" };
  // A button that has the focus is pressed by Enter as everywhere: "No" must not mean yes.
  if (key === "Enter" && target instanceof HTMLButtonElement) return null;
  return key === "Enter" || key === "y" || key === "o" ? { do: "confirm" } : null;
}

/** The sheet of all keys. */
export function sheet(): TemplateResult {
  const lines: readonly (readonly [readonly string[], string])[] = [
    [["J", "↓"], t("next")],
    [["K", "↑"], t("previous")],
    [["←", "→"], t("lanes")],
    [["H"], `${t("hide")}, ${t("restore")}`],
    [["R"], t("release")],
    [["C"], t("clear")],
    [["P"], `${t("pin")}, ${t("unpin")}`],
    [["M"], t("mute")],
    [["S"], t("shadow")],
    [["B"], t("ban")],
    [["1", "2", "3"], t("howLong")],
    [["W"], t("reason")],
    [["L"], t("lift")],
    [["A"], t("reply")],
    [["/"], t("say")],
    [["N"], t("showFresh")],
    [["Esc"], t("cancel")],
  ];
  return html`<dialog class="c-sheet m-sheet" aria-label=${t("keys")}>
    <h2>${t("keys")}</h2>
    <dl>
      ${lines.map(
        ([keys, what]) => html`<dt>${keys.map((key) => html`<kbd class="c-key">${key}</kbd>`)}</dt>
          <dd>${what}</dd>`,
      )}
    </dl>
    <form method="dialog"><button class="c-button" autofocus>${t("close")}</button></form>
  </dialog>`;
}
