/** The desk by keyboard: which key means what, and the sheet that says so. */
import { html, type TemplateResult } from "lit";
import type { Action } from "./row";
import { t } from "./words";

/** What a key asks the desk to do. */
export type KeyOrder =
  | { readonly do: "step" | "lane"; readonly by: number }
  | { readonly do: "act"; readonly action: Action }
  | { readonly do: "reason"; readonly number: number }
  | { readonly do: "cancel" | "fresh" | "search" | "leave-search" | "keys" };

const ORDERS: Readonly<Record<string, KeyOrder>> = {
  j: { do: "step", by: 1 },
  ArrowDown: { do: "step", by: 1 },
  k: { do: "step", by: -1 },
  ArrowUp: { do: "step", by: -1 },
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
  n: { do: "fresh" },
  "/": { do: "search" },
  "?": { do: "keys" },
};

/** Return what `event` asks for, or null when it is somebody's typing or nothing of ours. */
export function readKey(event: KeyboardEvent, isRejecting: boolean): KeyOrder | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return null;
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (event.key === "Escape") {
    if (isRejecting) return { do: "cancel" };
    return typing ? { do: "leave-search" } : null;
  }
  if (typing) return null;
  if (isRejecting && /^[1-5]$/.test(event.key)) return { do: "reason", number: Number(event.key) };
  return ORDERS[event.key] ?? null;
}

/** The sheet of all keys. */
export function sheet(): TemplateResult {
  const lines: readonly (readonly [readonly string[], string])[] = [
    [["J", "↓"], t("next")],
    [["K", "↑"], t("previous")],
    [["H", "L", "←", "→"], t("sides")],
    [["A"], t("approve")],
    [["R"], t("reject")],
    [["1", "…", "5"], t("reason")],
    [["S"], t("send")],
    [["U"], t("recall")],
    [["⇧K", "⇧J"], t("earlierLater")],
    [["N"], t("showFresh")],
    [["/"], t("search")],
    [["Esc"], t("cancel")],
  ];
  return html`<dialog class="d-sheet" aria-label=${t("keys")}>
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
