/** Guesses: columns over an axis, with marks at the average, the right value and one's own. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { styled } from "../../../../live/frontend/styled";
import type { GuessChart, Mark } from "../model/guesses";
import { counting } from "../motion/counting";
import { sayGuess, t } from "../words";
import { lengthOf, type Look } from "./look";

export function drawHistogram(chart: GuessChart, look: Look): TemplateResult {
  const { bins, mean, right, own, least, most, decimals, unit } = chart;
  const figure = (value: number): string => sayGuess(value, decimals, unit);
  // The average has a decimal more than the guesses.
  const average = (value: number): string => sayGuess(value, decimals + (mean && Number.isInteger(mean.value * 10 ** decimals) ? 0 : 1), unit);
  const marks: readonly (readonly [string, Mark | null])[] = [
    ["mean", mean],
    ["own", own],
    ["right", right],
  ];
  return html`<div class="pc-guesses">
    <dl class="pc-key">
      <div class="pc-key__mean">
        <dt>${mean ? shape("mean") : nothing}${t("mean")}</dt>
        <dd class="pc-big">${mean ? html`<span ${counting(mean.value, average, look.lastsMs)}></span>` : "–"}</dd>
      </div>
      ${right
        ? html`<div class="pc-key__right">
            <dt>${shape("right")}${t("right")}</dt>
            <dd>${figure(right.value)}</dd>
          </div>`
        : nothing}
      ${own
        ? html`<div class="pc-key__own">
            <dt>${shape("own")}${t("own")}</dt>
            <dd>${figure(own.value)}</dd>
          </div>`
        : nothing}
    </dl>
    <div class="pc-plot">
      <ol class="pc-columns pc-columns--dense">
        ${repeat(
          bins,
          ({ key }) => key,
          ({ key, share, isRight, isOwn }) =>
            html`<li data-key=${key} ?data-right=${isRight} ?data-own=${isOwn}>
              <span class="pc-column"><span class="pc-rise" ${styled(lengthOf(share, look))}></span></span>
            </li>`,
        )}
      </ol>
      ${marks.map(([name, mark]) =>
        mark ? html`<span class="pc-mark" data-mark=${name} ${styled({ "--at": mark.at.toFixed(4) })}></span>` : nothing,
      )}
    </div>
    <p class="pc-poles"><span>${figure(least)}</span><span>${figure(most)}</span></p>
  </div>`;
}

/** What its mark on the axis looks like. */
function shape(name: string): TemplateResult {
  return html`<span class="pc-shape" data-mark=${name}></span>`;
}
