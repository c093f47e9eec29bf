/** The poll that is looked at: its question, what comes next, how it stands. */
import { html, nothing, type TemplateResult } from "lit";
import { formatDuration, formatNumber } from "../../../live/frontend/format";
import { icon } from "../../../live/frontend/icons";
import type { DeskPoll, PollRecord, Tally } from "../../../live/frontend/wire.gen";
import { fitsDonut } from "../charts/model/chart";
import { leftMs, stageOf } from "./life";
import { sayStage, secondsLeft, signOf } from "./saying";
import { textIn } from "./texts";
import { t } from "./words";

/** How a chart is drawn where there is a choice. */
export type Drawing = "bars" | "donut";
const DRAWINGS: readonly Drawing[] = ["bars", "donut"];

export interface PaneContext {
  readonly tally: Tally | undefined;
  readonly nowMs: number;
  /** People on the page now, or null where it is not known, or not they who are asked. */
  readonly present: number | null;
  readonly languages: readonly string[];
  readonly language: string;
  readonly drawing: Drawing;
  speak(language: string): void;
  draw(drawing: Drawing): void;
}

/** What it is and says. */
export function head(desk: DeskPoll, context: PaneContext): TemplateResult {
  const { poll } = desk;
  const stage = stageOf(desk, context.nowMs);
  const left = leftMs(desk, context.nowMs);
  return html`<header class="v-head" data-stage=${stage}>
    <p class="v-badge v-stage" data-stage=${stage}>${icon(signOf(stage))}<span>${sayStage(stage)}</span></p>
    <p class="v-clock c-num" role="timer">${left === null ? nothing : formatDuration(secondsLeft(left) * 1000)}</p>
    <p class="v-facts">${factsOf(desk).map((fact) => html`<span>${fact}</span>`)}</p>
    ${context.languages.length > 1 ? languages(context) : nothing} ${asked(poll, context)}
  </header>`;
}

function factsOf({ poll, room }: DeskPoll): string[] {
  const facts: string[] = [t(poll.kind)];
  if (room !== "stage") facts.push(room);
  if (poll.is_anonymous) facts.push(t("anonymous"));
  if (poll.audience === "continent") facts.push(t("forContinent", { value: poll.audience_value }));
  if (poll.audience === "company") facts.push(t("forCompany", { value: poll.audience_value }));
  facts.push(t(poll.results === "live" ? "resultsLive" : poll.results === "close" ? "resultsClose" : "resultsCrew"));
  return facts;
}

function languages(context: PaneContext): TemplateResult {
  return html`<div class="v-switch v-languages" role="group" aria-label=${t("language")}>
    ${context.languages.map(
      (language) => html`<button
        type="button"
        aria-pressed=${language === context.language}
        lang=${language}
        @click=${() => {
          context.speak(language);
        }}
      >
        ${language.toUpperCase()}
      </button>`,
    )}<kbd class="c-key" aria-hidden="true">L</kbd>
  </div>`;
}

function asked(poll: PollRecord, context: PaneContext): TemplateResult {
  const question = textIn(poll.question, context.language);
  return html`<h2 class="v-question" lang=${question.language}>${question.text}</h2>
    ${question.isMissing ? html`<p class="v-missing">${t("missingIn", { language: context.language.toUpperCase() })}</p>` : nothing}`;
}

/** How many voted, and what for. */
export function standing(desk: DeskPoll, context: PaneContext): TemplateResult {
  const ballots = context.tally?.ballots ?? 0;
  const { present } = context;
  const asksAll = desk.poll.audience === "all" && desk.room === "stage" && stageOf(desk, context.nowMs) === "open";
  return html`<section class="v-standing" aria-label=${t("results")}>
    <p class="v-turnout c-num" data-turnout=${ballots}>
      <b>${formatNumber(ballots)}</b> <span>${t("votes", { n: ballots })}</span>
      ${asksAll && present !== null && present > 0
        ? html`<small>${t("ofPresent", { share: Math.min(100, Math.round((100 * ballots) / present)), present: formatNumber(present) })}</small>`
        : nothing}
    </p>
    ${chart(desk, context)}
  </section>`;
}

/** The chart once somebody voted; before, what there is to choose. */
function chart({ poll }: DeskPoll, context: PaneContext): TemplateResult | typeof nothing {
  if (poll.kind === "text") return nothing;
  if (!context.tally && poll.options.length > 0) return options(poll, context);
  const { tally, language, drawing } = context;
  return html`${fitsDonut(poll) ? drawings(context) : nothing}
    <live-poll-chart .poll=${poll} .tally=${tally} language=${language} view=${drawing}></live-poll-chart>`;
}

function drawings(context: PaneContext): TemplateResult {
  return html`<div class="v-switch v-drawings" role="group" aria-label=${t("chart")}>
    ${DRAWINGS.map(
      (drawing) => html`<button
        type="button"
        data-drawing=${drawing}
        aria-pressed=${drawing === context.drawing}
        @click=${() => {
          context.draw(drawing);
        }}
      >
        ${t(drawing)}
      </button>`,
    )}<kbd class="c-key" aria-hidden="true">G</kbd>
  </div>`;
}

function options(poll: PollRecord, context: PaneContext): TemplateResult {
  return html`<ol class="v-options">
    ${poll.options.map(({ id, text, image, alt }) => {
      const said = textIn(text, context.language);
      const isRight = poll.right_options.includes(id);
      return html`<li data-option=${id}>
        ${image
          ? html`<img src=${image.url} width=${image.width} height=${image.height} alt=${textIn(alt, context.language).text} loading="lazy" />`
          : nothing}
        <span lang=${said.language}>${said.text}</span>
        ${isRight ? html`<span class="v-mark" data-mark="right">${t("right")}</span>` : nothing}
      </li>`;
    })}
  </ol>`;
}

/** A bar without a style of its own: the content security policy allows none. */
export function bar(share: number): TemplateResult {
  const width = `${Math.round(share * 1000) / 10}%`;
  return html`<svg class="v-bar" aria-hidden="true" focusable="false"><rect width=${width} height="100%"></rect></svg>`;
}
