/** How each graphic is drawn. Texts are isolated: one that reads from right to left turns nothing beside it. */
import { html, nothing, type TemplateResult } from "lit";
import type { TickerLine } from "../../../live/frontend/wire.gen";
import type { Phase } from "../../../live/frontend/on-air/playout";
import type { QuestionWords } from "./wanted";
import { t } from "./words";

export interface Look {
  readonly phase: Phase;
  readonly isStill: boolean;
}

export function lowerThird(words: QuestionWords, { phase, isStill }: Look): TemplateResult {
  return html`<section class="g-lower" data-graphic="lower_third" data-phase=${phase} ?data-still=${isStill}>
    <div class="g-lower__rule"></div>
    <div class="g-lower__mask">
      <div class="g-lower__plate">
        <p class="g-who g-lower__who"><bdi class="g-who__name">${words.name || t("audience")}</bdi>${from(words)}</p>
        <p class="g-lower__text" dir="auto" lang=${words.language || nothing}>${words.text}</p>
      </div>
    </div>
  </section>`;
}

export function full(words: QuestionWords, name: string, { phase, isStill }: Look): TemplateResult {
  return html`<section class="g-full" data-graphic="full" data-phase=${phase} ?data-still=${isStill}>
    <div class="g-full__ground"></div>
    <div class="g-full__rule"></div>
    <header class="g-full__head"><span>${t("audience")}</span><bdi>${name}</bdi></header>
    <div class="g-full__box">
      <p class="g-full__text" dir="auto" lang=${words.language || nothing}>${words.text}</p>
    </div>
    ${words.name || words.from
      ? html`<p class="g-who g-full__who"><bdi class="g-who__name">${words.name}</bdi>${from(words)}</p>`
      : nothing}
  </section>`;
}

export function ticker(lines: readonly TickerLine[], { phase, isStill }: Look): TemplateResult {
  // The second copy follows the first, so that the end and the beginning meet.
  return html`<section class="g-ticker" data-graphic="ticker" data-phase=${phase} ?data-still=${isStill}>
    <div class="g-ticker__band"></div>
    <p class="g-ticker__label">${t("ticker")}</p>
    <div class="g-ticker__place">
      <div class="g-ticker__track">${copy(lines, false)}${copy(lines, true)}</div>
    </div>
  </section>`;
}

function copy(lines: readonly TickerLine[], isSecond: boolean): TemplateResult {
  return html`<ul class="g-ticker__lines" aria-hidden=${isSecond ? "true" : nothing}>
    ${lines.map(
      (line) =>
        html`<li>
          <bdi lang=${line.language || nothing}>${line.text}</bdi>${line.asker_name
            ? html`<bdi class="g-ticker__who">${line.asker_name}</bdi>`
            : nothing}
        </li>`,
    )}
  </ul>`;
}

function from(words: QuestionWords): TemplateResult | typeof nothing {
  return words.from ? html`<bdi class="g-who__from">${words.from}</bdi>` : nothing;
}
