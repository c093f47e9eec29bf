/** The leaderboard: rows that move to their new places. */
import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { LeadersChart } from "../model/chart";
import { counting } from "../motion/counting";
import { t } from "../words";
import { track } from "./bars";
import { wholeNumber, type Look } from "./look";

export function drawLeaders({ rows }: LeadersChart, look: Look): TemplateResult {
  if (rows.length === 0) return html`<p class="pc-none">${t("noLeaders")}</p>`;
  return html`<ol class="pc-rows pc-rows--ranked pc-rows--leaders">
    ${repeat(
      rows,
      ({ name }) => name,
      (row) =>
        html`<li class="pc-row" data-flip=${row.name} data-rank=${row.rank}>
          <span class="pc-place">${wholeNumber(row.rank)}</span>
          <bdi class="pc-label">${row.name}</bdi>
          <span class="pc-figures"><b class="pc-percent" ${counting(row.points, wholeNumber, look.lastsMs)}></b></span>
          ${track(row.share, look)}
        </li>`,
    )}
  </ol>`;
}
