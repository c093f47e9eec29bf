/** The bar at the foot: what was done last and how to undo it, the selection and what can be done with it, the keys. */
import { html, nothing, type TemplateResult } from "lit";
import { icon, undoIcon } from "../../../live/frontend/icons";
import { bulkOf } from "./actions";
import { actButton } from "./row";
import type { Scene } from "./scene";
import { styled } from "../../../live/frontend/styled";
import { w } from "./tool-words";
import { UNDO_MS } from "./undo";
import { t } from "./words";

export interface FootContext {
  readonly said: string;
  readonly isBad: boolean;
  readonly news: readonly string[];
  readonly undo: () => void;
  readonly deselect: () => void;
  readonly showKeys: () => void;
}

/** Draw the bar, and over its corner what the set pressed. */
export function foot(scene: Scene | null, context: FootContext): TemplateResult {
  const chosen = scene?.board.chosen.size ?? 0;
  return html`<div class="d-bar">
      <span class="d-bar__said" role="status" data-tone=${context.isBad ? "bad" : nothing}>${context.said}</span>
      ${scene ? undoButton(scene, context) : nothing} ${scene && chosen > 0 ? bulk(scene, chosen, context) : keys(context)}
    </div>
    <div class="d-news" role="status" aria-live="polite">${context.news.map((text) => html`<p>${text}</p>`)}</div>`;
}

function undoButton({ moves, nowMs }: Scene, { undo }: FootContext): TemplateResult | typeof nothing {
  const { last } = moves;
  if (!last) return nothing;
  const leftMs = last.untilMs - nowMs;
  return html`<button type="button" class="d-undo" data-undo title=${last.label} @click=${undo}>
    <i class="d-ring" ${styled({ "--left": String(Math.max(0, Math.min(1, leftMs / UNDO_MS))) })}></i>
    ${icon(undoIcon, "c-icon")}${t("undo")} <span class="c-num">${Math.ceil(leftMs / 1000)}</span><kbd class="c-key">⌫</kbd>
  </button>`;
}

function bulk(scene: Scene, n: number, { deselect }: FootContext): TemplateResult {
  return html`<div class="d-bulk" role="toolbar" aria-label=${w("selected", { n })}>
    <b>${w("selected", { n })}</b>
    ${bulkOf(scene.state.feeds.length).map((action) => {
      const word = t(action === "claim" ? "release" : action);
      return actButton(action, () => {
        scene.deeds.act(action, undefined);
      }, word, undefined, word);
    })}
    <button type="button" class="d-act" data-deselect @click=${deselect}>${w("deselect")} <kbd class="c-key">Esc</kbd></button>
  </div>`;
}

function keys({ showKeys }: FootContext): TemplateResult {
  const hints = [
    ["J", w("next")],
    ["K", w("previous")],
    ["A", t("approve")],
    ["R", t("reject")],
    ["S", t("send")],
    ["X", t("select")],
  ] as const;
  return html`<ul class="d-keys">
    ${hints.map(([key, what]) => html`<li><kbd class="c-key">${key}</kbd> ${what}</li>`)}
    <li data-always>
      <button type="button" class="c-top__text" @click=${showKeys}><kbd class="c-key">?</kbd> ${w("keys")}</button>
    </li>
  </ul>`;
}
