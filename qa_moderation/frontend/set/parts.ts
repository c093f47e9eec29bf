/** Pieces of the set desk that only show what they are given. */
import { html, nothing, type TemplateResult } from "lit";
import { checkIcon, closeIcon, downIcon, icon, upIcon } from "../../../live/frontend/icons";
import type { DeskQuestion, Feed, Prompt, Theme } from "../../../live/frontend/wire.gen";
import { countdownTo } from "./countdown";
import type { Reading } from "./reading";
import { scriptOf } from "./script";
import { countryName, feedName, t } from "./words";

/** What is read out: the wording for the set, where there is one. */
export function wording({ set_text, text }: DeskQuestion): string {
  return set_text || text;
}

/** The question in large type, or what is said while there is none. `.s-question` is fitted into `.s-fit`. */
export function large(question: DeskQuestion | undefined, isOnAir: boolean, reading: Reading, scrolled: () => void): TemplateResult {
  const text = question ? wording(question) : t("empty");
  return html`<div class="s-fit" data-reading=${reading} tabindex=${reading === "whole" ? nothing : 0} @scroll=${scrolled}>
    <p
      class="s-question"
      dir="auto"
      lang=${question?.language ?? nothing}
      data-script=${scriptOf(text)}
      ?data-quiet=${!isOnAir}
      ?data-empty=${!question}
    >${text}</p>
  </div>`;
}

/** The way to the rest of a question that is longer than the screen holds of it. */
export function readOn(reading: Reading, turn: () => void): TemplateResult | typeof nothing {
  if (reading === "whole") return nothing;
  return html`<button type="button" class="s-more" aria-keyshortcuts="ArrowDown" @click=${turn}>
    ${icon(reading === "more" ? downIcon : upIcon, "c-icon")}${t(reading === "more" ? "readOn" : "fromTop")}
  </button>`;
}

/** Who asks, as far as the event tells, from where, and how many with them. */
export function who(question: DeskQuestion, theme: Theme | undefined): TemplateResult {
  const from = [question.asker_company, question.asker_country && countryName(question.asker_country)].filter(Boolean);
  return html`<p class="s-who">
    <bdi class="s-who__name"><b>${question.asker_name ?? t("anonymous")}</b></bdi> <bdi class="s-who__from">${from.join(", ")}</bdi>
    ${question.merged_count > 0 ? html`<span class="s-also">${t("also", { n: question.merged_count })}</span>` : nothing}
    ${theme ? html`<span class="s-theme">${theme.name}</span>` : nothing}
  </p>`;
}

/** One of the two that follow. */
export function upcoming(question: DeskQuestion, place: number): TemplateResult {
  return html`<li>
    <span class="s-next__place">${place === 0 ? t("next") : t("then")}</span>
    <span class="s-next__text" dir="auto" lang=${question.language}>${wording(question)}</span>
    <span class="s-next__who"
      >${[question.asker_name ?? t("anonymous"), question.asker_country].filter(Boolean).join(", ")}</span
    >
  </li>`;
}

/** The director's note and countdown. The band has its place whether there is something in it or not. */
export function band(prompt: Prompt | undefined, nowMs: number, see: () => void): TemplateResult {
  const note = prompt?.note ?? "";
  const isSeen = note === "" || prompt?.seen_at_ms !== null;
  const untilMs = prompt?.countdown_until_ms ?? null;
  const countdown = untilMs === null ? null : countdownTo(untilMs, nowMs);
  return html`<div class="s-band" data-note=${note === "" ? nothing : isSeen ? "seen" : "new"} data-tone=${countdown?.tone ?? nothing}>
    <div class="s-note" aria-live="polite">
      <p class="s-note__text" dir="auto">${note || (countdown?.tone === "over" ? t("wrapUp") : "")}</p>
    </div>
    ${note === ""
      ? nothing
      : isSeen
        ? html`<span class="s-seen">${icon(checkIcon, "c-icon")}${t("seen")}</span>`
        : html`<button type="button" class="s-see" data-action="see" aria-keyshortcuts="V" @click=${see}>${t("see")}</button>`}
    ${countdown ? html`<span class="s-countdown" role="timer"><span class="c-visually-hidden">${t("countdown")} </span>${countdown.text}</span>` : nothing}
  </div>`;
}

/** The chooser of the set desk; none where there is but one. */
export function chooser(feeds: readonly Feed[], feed: string, choose: (slug: string) => void): TemplateResult | typeof nothing {
  if (feeds.length < 2) return nothing;
  return html`<label class="s-feed">
    <span class="c-visually-hidden">${t("feed")}</span>
    <select
      @change=${({ currentTarget }: Event) => {
        const select = currentTarget as HTMLSelectElement;
        select.blur(); // a clicker's keys must not choose another
        choose(select.value);
      }}
    >
      ${feeds.map((each) => html`<option value=${each.slug} .selected=${each.slug === feed}>${feedName(each)}</option>`)}
    </select>
  </label>`;
}

export interface DrawerActs {
  /** Absent while something is on air: one question at a time. */
  readonly take: ((question: DeskQuestion) => void) | undefined;
  readonly putBack: (question: DeskQuestion) => void;
  readonly close: () => void;
}

/** What is parked, each with its way back. */
export function drawer(questions: readonly DeskQuestion[], acts: DrawerActs): TemplateResult {
  return html`<section class="s-drawer" aria-label=${t("parked")}>
    <header class="s-drawer__head">
      <h2>${t("parked")}</h2>
      <button type="button" class="s-drawer__close" aria-label=${t("close")} @click=${acts.close}>${icon(closeIcon, "c-icon")}</button>
    </header>
    <ol class="s-drawer__list">
      ${questions.map(
        (question) => html`<li data-question=${question.id}>
          <p class="s-drawer__text" dir="auto" lang=${question.language}>${wording(question)}</p>
          <p class="s-drawer__who"><bdi>${question.asker_name ?? t("anonymous")}</bdi></p>
          <div class="s-drawer__acts">
            <button type="button" data-does="take" ?disabled=${!acts.take} @click=${() => acts.take?.(question)}>${t("takeThis")}</button>
            <button type="button" data-does="put_back" @click=${() => {
              acts.putBack(question);
            }}>${t("putBackThis")}</button>
          </div>
        </li>`,
      )}
      ${questions.length === 0 ? html`<li class="s-drawer__none">${t("noneParked")}</li>` : nothing}
    </ol>
  </section>`;
}
