/** How a poll is drawn on air. Texts are isolated: one that reads from right to left turns nothing beside it. */
import { html, nothing, type TemplateResult } from "lit";
import { currentLanguage } from "../../../live/frontend/i18n";
import type { Phase } from "../../../live/frontend/on-air/playout";
import type { PollGraphic, PollImage, PollRecord, Tally } from "../../../live/frontend/wire.gen";
import { say, type Said } from "../charts/model/said";
import { sayGuess } from "../charts/words";
import { sayHow, t } from "./words";

export interface Scene {
  readonly graphic: PollGraphic;
  readonly tally: Tally | undefined;
  readonly phase: Phase;
  readonly isStill: boolean;
  /** How results are drawn: "auto" is bars, or what the kind has. */
  readonly chart: "auto" | "donut";
}

export function plate({ graphic, tally, phase, isStill, chart }: Scene): TemplateResult {
  const { poll, view, leaders } = graphic;
  return html`<section class="pg" data-graphic="poll" data-view=${view} data-phase=${phase} ?data-still=${isStill}>
    <div class="pg__rule"></div>
    <div class="pg__mask">
      <div class="pg__plate">
        <p class="pg__kicker">${kicker(graphic)}</p>
        ${view === "leaderboard" ? nothing : question(say(poll.question, currentLanguage()))}
        ${view === "question"
          ? choices(poll, tally)
          : html`<live-poll-chart
              class="pg__chart"
              view=${view === "leaderboard" ? "leaderboard" : chart}
              .poll=${poll}
              .tally=${tally}
              .leaders=${leaders}
            ></live-poll-chart>`}
      </div>
    </div>
  </section>`;
}

function kicker({ view, poll }: PollGraphic): string {
  return view === "question" && poll.kind === "quiz" ? t("quiz") : t(view);
}

function question({ text, language }: Said): TemplateResult {
  return html`<p class="pg__question" dir="auto" lang=${language || nothing}>${text}</p>`;
}

function choices(poll: PollRecord, tally: Tally | undefined): TemplateResult {
  const unit = say(poll.unit, currentLanguage()).text;
  const figure = (value: number): string => sayGuess(value / 10 ** poll.decimals, poll.decimals, unit);
  const ballots = tally?.ballots ?? 0;
  const hasPictures = poll.options.some(({ image }) => image !== null);
  return html`${poll.options.length > 0
      ? html`<ol class="pg__options" ?data-many=${poll.options.length > 6 && !hasPictures} ?data-pictures=${hasPictures}>
          ${poll.options.map((option, at) => {
            const { text, language } = say(option.text, currentLanguage());
            return html`<li>
              ${option.image ? picture(option.image, say(option.alt, currentLanguage()).text) : nothing}
              <span class="pg__letter">${letterOf(at)}</span><bdi lang=${language || nothing}>${text}</bdi>
            </li>`;
          })}
        </ol>`
      : nothing}
    <p class="pg__foot"><span>${sayHow(poll, figure)}</span>${ballots > 0 ? html`<span class="pg__turnout">${t("voted", { n: ballots })}</span>` : nothing}</p>`;
}

function picture({ url, width, height }: PollImage, alt: string): TemplateResult {
  return html`<img class="pg__picture" src=${url} width=${width} height=${height} alt=${alt} />`;
}

/** A to L: there are twelve options at most. */
function letterOf(at: number): string {
  return String.fromCharCode(65 + at);
}
