/** A ring of parts, and who is who beside it. */
import { html, svg, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { styled } from "../../../../live/frontend/styled";
import type { ChoiceChart } from "../model/rows";
import { arc } from "../motion/arc";
import { counting } from "../motion/counting";
import { sayPercent } from "../words";
import { flags, said, wholeNumber, type Look } from "./look";

const RADIUS = 40;

export function drawDonut({ rows }: ChoiceChart, series: readonly string[], look: Look): TemplateResult {
  let before = 0;
  const parts = rows.map((row, at) => {
    const from = before;
    before += row.share;
    return { row, from, to: before, tone: toneOf(series, at) };
  });
  return html`<div class="pc-donut">
    <svg class="pc-ring" viewBox="-50 -50 100 100" focusable="false">
      <circle class="pc-ring__track" r=${RADIUS}></circle>
      ${parts.map(
        ({ row, from, to, tone }) =>
          svg`<path class="pc-ring__part" data-key=${row.key} ${styled(tone)} ${arc(from, to, RADIUS, look.lastsMs)}></path>`,
      )}
    </svg>
    <ol class="pc-legend">
      ${repeat(
        parts,
        ({ row }) => row.key,
        ({ row, tone }) =>
          html`<li data-key=${row.key}>
            <span class="pc-swatch" ${styled(tone)}></span>
            <span class="pc-label">${said(row.label)}${flags(row.isRight, row.isOwn)}</span>
            <span class="pc-figures"
              ><span class="pc-percent" ${counting(row.percent, sayPercent, look.lastsMs)}></span
              ><span class="pc-count" ${counting(row.count, wholeNumber, look.lastsMs)}></span
            ></span>
          </li>`,
      )}
    </ol>
  </div>`;
}

export function toneOf(series: readonly string[], at: number): Record<"--tone", string> {
  return { "--tone": series[at % Math.max(1, series.length)] ?? "currentColor" };
}
