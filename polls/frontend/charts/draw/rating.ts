/** Ratings: the average in large type, and how they are distributed. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon, starIcon } from "../../../../live/frontend/icons";
import { styled } from "../../../../live/frontend/styled";
import { npsName, type NpsName, type RatingChart, type RatingValue } from "../model/rating";
import { counting } from "../motion/counting";
import { sayCompact, sayDecimal, sayPercent, saySigned, t } from "../words";
import { track } from "./bars";
import { toneOf } from "./donut";
import { flags, lengthOf, said, wholeNumber, type Look } from "./look";

export function drawRating(chart: RatingChart, series: readonly string[], look: Look): TemplateResult {
  return chart.scale === "nps" ? recommendation(chart, series, look) : stars(chart, look);
}

function stars({ values, mean, most, low, high }: RatingChart, look: Look): TemplateResult {
  const label = ({ value }: RatingValue): TemplateResult | typeof nothing => {
    const text = value === most ? high : value === 1 ? low : null;
    return text?.text ? said(text, "pc-pole") : nothing;
  };
  return html`<div class="pc-rating">
    <p class="pc-mean">
      <b class="pc-big">${mean === null ? "–" : html`<span ${counting(mean, (value) => sayDecimal(value, 1), look.lastsMs)}></span>`}</b>
      <span class="pc-stars" ${styled({ "--share": ((mean ?? 0) / most).toFixed(4) })}
        ><span class="pc-stars__all">${fiveStars()}</span><span class="pc-stars__given">${fiveStars()}</span></span
      >
      <small>${t("outOf", { most })}</small>
    </p>
    <ol class="pc-rows pc-rows--values">
      ${repeat(
        [...values].reverse(),
        ({ value }) => value,
        (each) =>
          html`<li class="pc-row" data-key=${each.value} ?data-own=${each.isOwn}>
            <span class="pc-value">${wholeNumber(each.value)}${icon(starIcon)}</span>
            ${track(each.part, look)}
            <span class="pc-percent" ${counting(each.percent, sayPercent, look.lastsMs)}></span>
            ${each.isOwn || label(each) !== nothing
              ? html`<span class="pc-under">${label(each)}${flags(false, each.isOwn)}</span>`
              : nothing}
          </li>`,
      )}
    </ol>
  </div>`;
}

const fiveStars = (): TemplateResult[] => Array.from({ length: 5 }, () => icon(starIcon));

/** Of the series: promoters in the brand's colour. */
const TONES: Readonly<Record<NpsName, number>> = { promoters: 0, passives: 1, detractors: 2 };

function recommendation({ values, nps, groups, low, high }: RatingChart, series: readonly string[], look: Look): TemplateResult {
  return html`<div class="pc-nps">
    <p class="pc-mean">
      <b class="pc-big">${nps === null ? "–" : html`<span ${counting(nps, saySigned, look.lastsMs)}></span>`}</b>
      <small>${t("nps")}</small>
    </p>
    <ul class="pc-groups">
      ${groups.map(
        ({ name, percent, count }) =>
          html`<li ${styled(toneOf(series, TONES[name]))}>
            <span class="pc-swatch"></span>${t(name)}
            <span class="pc-figures"
              ><span class="pc-percent" ${counting(percent, sayPercent, look.lastsMs)}></span
              ><span class="pc-count" ${counting(count, wholeNumber, look.lastsMs)}></span
            ></span>
          </li>`,
      )}
    </ul>
    <ol class="pc-columns">
      ${repeat(
        values,
        ({ value }) => value,
        ({ value, share, isOwn, count }) =>
          html`<li data-key=${value} ?data-own=${isOwn} ${styled(toneOf(series, TONES[npsName(value)]))}>
            <span class="pc-above" ${counting(count, sayCompact, look.lastsMs)}></span>
            <span class="pc-column"><span class="pc-rise" ${styled(lengthOf(share, look))}></span></span>
            <span class="pc-tick">${wholeNumber(value)}</span>
          </li>`,
      )}
    </ol>
    ${low.text || high.text ? html`<p class="pc-poles">${said(low)}${said(high)}</p>` : nothing}
    ${flags(false, values.some(({ isOwn }) => isOwn))}
  </div>`;
}
