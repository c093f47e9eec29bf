/** What each drawing is told, and parts that several have. */
import { html, nothing, type TemplateResult } from "lit";
import { checkIcon, icon, ownIcon } from "../../../../live/frontend/icons";
import { formatNumber } from "../../../../live/frontend/format";
import type { Said } from "../model/said";
import { t } from "../words";

export interface Look {
  /** How long a movement lasts, ms; 0 for none. */
  readonly lastsMs: number;
  /** Bars start from nothing: false only in the first drawing. */
  readonly hasGrown: boolean;
}

export const wholeNumber = (value: number): string => formatNumber(Math.round(value));

/** The length of a bar as the stylesheet takes it. */
export function lengthOf(share: number, { hasGrown }: Look): Record<"--share", string> {
  return { "--share": hasGrown ? share.toFixed(4) : "0" };
}

/** A text of people's own: isolated, so that it turns nothing beside it. */
export function said({ text, language }: Said, className = ""): TemplateResult {
  return html`<bdi class=${className || nothing} lang=${language || nothing}>${text}</bdi>`;
}

/** "Right answer", "Your answer": by icon and word. */
export function flags(isRight: boolean, isOwn: boolean): TemplateResult | typeof nothing {
  if (!isRight && !isOwn) return nothing;
  return html`<span class="pc-flags"
    >${isRight ? html`<span class="pc-flag pc-flag--right">${icon(checkIcon)}${t("right")}</span>` : nothing}${isOwn
      ? html`<span class="pc-flag">${icon(ownIcon)}${t("own")}</span>`
      : nothing}</span
  >`;
}
