/** Bars: choices, and rankings whose rows change places. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { styled } from "../../../../live/frontend/styled";
import type { ChoiceChart, RankedRow, RankingChart, Row } from "../model/rows";
import { counting } from "../motion/counting";
import { sayDecimal, sayPercent, t } from "../words";
import { flags, lengthOf, said, wholeNumber, type Look } from "./look";

export function drawBars({ rows }: ChoiceChart, look: Look): TemplateResult {
  return html`<ol class="pc-rows" data-many=${rows.length > 6 ? "" : nothing}>
    ${repeat(rows, ({ key }) => key, (row) => bar(row, look))}
  </ol>`;
}

function bar(row: Row, look: Look): TemplateResult {
  return html`<li class="pc-row" data-key=${row.key} ?data-right=${row.isRight} ?data-own=${row.isOwn}>
    <span class="pc-label">${said(row.label)}${flags(row.isRight, row.isOwn)}</span>
    <span class="pc-figures"
      ><span class="pc-count" ${counting(row.count, wholeNumber, look.lastsMs)}></span
      ><span class="pc-percent" ${counting(row.percent, sayPercent, look.lastsMs)}></span
    ></span>
    ${track(row.share, look)}
  </li>`;
}

export function track(share: number, look: Look): TemplateResult {
  return html`<span class="pc-track"><span class="pc-fill" ${styled(lengthOf(share, look))}></span></span>`;
}

export function drawRanking({ rows }: RankingChart, look: Look): TemplateResult {
  return html`<ol class="pc-rows pc-rows--ranked">
    ${repeat(rows, ({ key }) => key, (row) => rankedBar(row, look))}
  </ol>`;
}

function rankedBar(row: RankedRow, look: Look): TemplateResult {
  const mean = (value: number): string => t("ranked", { place: sayDecimal(value, 1) });
  return html`<li class="pc-row" data-key=${row.key} data-flip=${row.key}>
    <span class="pc-place">${row.meanPlace === null ? "–" : wholeNumber(row.place)}</span>
    <span class="pc-label"
      >${said(row.label)}${row.ownPlace === null
        ? nothing
        : html`<span class="pc-flags"><span class="pc-flag">${t("ownPlace", { place: row.ownPlace })}</span></span>`}</span
    >
    <span class="pc-figures"
      >${row.meanPlace === null ? nothing : html`<span class="pc-count" ${counting(row.meanPlace, mean, look.lastsMs)}></span>`}</span
    >
    ${track(row.share, look)}
  </li>`;
}
