/** The running list of polls. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { formatDuration, formatNumber } from "../../../live/frontend/format";
import { currentLanguage } from "../../../live/frontend/i18n";
import { icon } from "../../../live/frontend/icons";
import type { DeskPoll, PollDeskState } from "../../../live/frontend/wire.gen";
import { graceMs, leftMs, stageOf } from "./life";
import type { Running } from "./running";
import { sayStage, secondsLeft, signOf } from "./saying";
import { textIn } from "./texts";
import { t } from "./words";

export interface ListContext {
  readonly selected: number | null;
  readonly showsArchived: boolean;
  readonly nowMs: number;
  select(desk: DeskPoll): void;
  toggleArchived(): void;
}

/** The whole list. What is archived is folded away. */
export function list(state: PollDeskState, parts: Running, context: ListContext): TemplateResult {
  return html`<nav class="v-list" aria-label=${t("polls")}>
    ${part(t("polls"), parts.show, state, context)}
    ${parts.survey.length > 0 ? part(t("survey"), parts.survey, state, context) : nothing}
    ${parts.archived.length > 0
      ? html`<button type="button" class="v-list__fold" aria-expanded=${context.showsArchived} @click=${context.toggleArchived}>
            ${t("archivedPart")} <span class="c-num">${parts.archived.length}</span>
          </button>
          ${context.showsArchived ? rows(t("archivedPart"), parts.archived, state, context) : nothing}`
      : nothing}
  </nav>`;
}

function part(name: string, polls: readonly DeskPoll[], state: PollDeskState, context: ListContext): TemplateResult {
  return html`<h2 class="v-list__head">${name} <span class="c-num">${polls.length}</span></h2>
    ${rows(name, polls, state, context)}`;
}

function rows(name: string, polls: readonly DeskPoll[], state: PollDeskState, context: ListContext): TemplateResult {
  return html`<ol class="v-rows" aria-label=${name}>
    ${repeat(
      polls,
      ({ poll }) => poll.id,
      (desk) => html`<li>${row(desk, state, context)}</li>`,
    )}
  </ol>`;
}

function row(desk: DeskPoll, state: PollDeskState, context: ListContext): TemplateResult {
  const { poll } = desk;
  const stage = stageOf(desk, context.nowMs);
  const isSelected = poll.id === context.selected;
  const question = textIn(poll.question, currentLanguage());
  const waiting = state.waiting[poll.id] ?? 0;
  return html`<button
    type="button"
    class="v-row"
    data-poll=${poll.id}
    data-stage=${stage}
    tabindex=${isSelected ? 0 : -1}
    aria-current=${isSelected ? "true" : nothing}
    @click=${() => {
      context.select(desk);
    }}
  >
    <span class="v-row__question" lang=${question.language}>${question.text}</span>
    <span class="v-row__meta">
      <span class="v-stage" data-stage=${stage}>${icon(signOf(stage))}${sayStage(stage)}</span>
      <span>${t(poll.kind)}</span>
      ${waiting > 0 ? html`<span class="v-mark" data-mark="waiting">${t("waits", { n: waiting })}</span>` : nothing}
      ${desk.graphic ? html`<span class="v-mark" data-mark="air">${t("onAir")}</span>` : nothing}
    </span>
    <span class="v-row__figures c-num">
      ${turnout(state.tallies[poll.id]?.ballots ?? 0)}
      <span class="v-row__clock">${clock(desk, context.nowMs)}</span>
    </span>
  </button>`;
}

function turnout(ballots: number): TemplateResult | typeof nothing {
  if (ballots === 0) return nothing;
  return html`<b>${formatNumber(ballots)}</b> <span class="c-visually-hidden">${t("votes", { n: ballots })}</span>`;
}

function clock(desk: DeskPoll, nowMs: number): string | typeof nothing {
  const runs = leftMs(desk, nowMs) ?? graceMs(desk, nowMs);
  return runs === null ? nothing : formatDuration(secondsLeft(runs) * 1000);
}
