import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LiveElement } from "../../../live/frontend/element";
import { formatNumber } from "../../../live/frontend/format";
import { messages } from "../../../live/frontend/i18n";
import { icon, downIcon, searchIcon, upIcon } from "../../../live/frontend/icons";
import type { PublicQuestion, QuestionsState } from "../../../live/frontend/wire.gen";
import "../topics/my-questions";
import "../topics/questions";
import { arrange, lately, onAir, rearrange, type Arrangement, type Sorting } from "./arrangement";
import { wordsOf } from "./folding";
import { momentOf } from "./moment";
import { matches } from "./similar";
import { sayRefusal } from "./refusals";
import { Votes } from "./votes";

const t = messages({
  en: {
    sort: "Order",
    wanted: "Most wanted",
    newest: "Newest",
    onAir: "On air now",
    next: "On its way to the set",
    answered: "Answered ({n})",
    inWriting: "Answered in writing",
    search: "Search the questions",
    find: "Search",
    found: { one: "{n} question with these words", other: "{n} questions with these words" },
    nothingFound: "No question with these words.",
    more: { one: "{n} new question", other: "{n} new questions" },
    empty: "No questions yet.",
    emptyHint: "Yours could be the first.",
    anonymous: "Anonymous",
    yours: "Yours",
    upvote: "I want to hear this too: {text}",
    unavailable: "The questions cannot be shown just now.",
  },
  fr: {
    sort: "Ordre",
    wanted: "Les plus attendues",
    newest: "Les plus récentes",
    onAir: "À l’antenne",
    next: "En route vers le plateau",
    answered: "Répondues ({n})",
    inWriting: "Réponse écrite",
    search: "Chercher dans les questions",
    find: "Chercher",
    found: { one: "{n} question avec ces mots", other: "{n} questions avec ces mots" },
    nothingFound: "Aucune question avec ces mots.",
    more: { one: "{n} nouvelle question", other: "{n} nouvelles questions" },
    empty: "Pas encore de question.",
    emptyHint: "La vôtre pourrait être la première.",
    anonymous: "Anonyme",
    yours: "La vôtre",
    upvote: "Je veux l’entendre aussi : {text}",
    unavailable: "Les questions ne peuvent être affichées pour l’instant.",
  },
});

/**
 * `<live-questions></live-questions>`: what the audience asks, and how much each is wanted.
 *
 * What is on air stands above the list. Nothing moves under a reader's eyes: counts change in place, an order once made
 * stays until somebody asks for another, and new questions wait behind a count while the list is being read.
 */
export class Questions extends LiveElement {
  static override properties = { sorting: { state: true }, view: { state: true }, sought: { state: true } };

  declare sorting: Sorting;
  declare view: "open" | "answered";
  declare sought: string;

  private readonly questions = this.follow(`questions/${this.config.event_id}`);
  private readonly mine = this.follow(`my-questions/${this.config.event_id}/${this.live.subject}`);
  private arrangement: Arrangement | null = null;
  private arrangedFor: QuestionsState | null = null;
  private readonly votes = new Votes(this.mine, this.questions, (id, upvoted) =>
    this.live.command(upvoted ? "qa.upvote" : "qa.take_back_upvote", { question_id: id }),
  );
  private complaint = "";

  constructor() {
    super();
    this.sorting = "wanted";
    this.view = "open";
    this.sought = "";
  }

  protected override willUpdate(changed: PropertyValues): void {
    const state = this.questions.state;
    if (!state || (state === this.arrangedFor && !changed.has("sorting"))) return;
    const own = (id: number): boolean => this.mine.state?.questions[String(id)] !== undefined;
    this.arrangement =
      this.arrangement === null || changed.has("sorting")
        ? arrange(state, this.sorting)
        : rearrange(this.arrangement, state, this.sorting, this.isRead, own);
    this.arrangedFor = state;
  }

  /** Whether somebody is in the middle of the list, so that nothing may be put under their eyes. */
  private get isRead(): boolean {
    const list = this.querySelector(".question-list");
    if (!list?.firstElementChild) return false;
    const scroller = this.closest<HTMLElement>(".questions__list");
    const scrolled = (scroller?.scrollTop ?? 0) > 8 || list.getBoundingClientRect().top < 0;
    return scrolled || list.matches(":hover, :focus-within");
  }

  protected override render(): TemplateResult {
    const state = this.questions.state;
    if (!state || !this.arrangement) return html`<p class="quiet-note" role="status">${t("unavailable")}</p>`;
    const live = onAir(state);
    const { shown, waiting } = this.arrangement;
    const done = lately(state);
    const any = shown.length + waiting.length + done.length > 0;
    return html`
      ${live.map((question) => this.card(question))} ${any ? this.tools(done.length) : nothing}
      ${waiting.length > 0 && this.sought === "" && this.view === "open"
        ? html`<button type="button" class="more" @click=${this.showAll}>
            ${icon(downIcon)}<span>${t("more", { n: waiting.length })}</span>
          </button>`
        : nothing}
      <p class="complaint" role="status">${this.complaint}</p>
      ${this.view === "answered" ? this.answers(done) : this.open(state, [...shown], waiting)}
      ${any || live.length > 0 ? nothing : html`<div class="empty"><p class="empty__title">${t("empty")}</p><p>${t("emptyHint")}</p></div>`}
    `;
  }

  private open(state: QuestionsState, shown: number[], waiting: readonly number[]): TemplateResult {
    // Who searches wants what there is, also what waits behind the count.
    const ids = this.sought === "" ? shown : [...shown, ...waiting].filter((id) => this.isSought(state.questions[String(id)]));
    return html`${this.sum(ids.length)}
      ${ids.length > 0
        ? html`<ol class="question-list">
            ${repeat(ids, (id) => id, (id) => this.item(state, id))}
          </ol>`
        : nothing}`;
  }

  private answers(done: readonly PublicQuestion[]): TemplateResult {
    const found = this.sought === "" ? done : done.filter((question) => this.isSought(question));
    return html`${this.sum(found.length)}
      <ol class="question-list">
        ${repeat(found, ({ id }) => id, (question) => this.answer(question))}
      </ol>`;
  }

  private answer(question: PublicQuestion): TemplateResult {
    const air = question.on_air_at_ms;
    return html`<li class="question question--answered" data-state="answered" data-question=${question.id}>
      <div class="question__words">
        <p class="question__text" dir="auto" lang=${question.language}>${question.text}</p>
        <p class="question__by">${this.byline(question)}</p>
        ${air === null ? nothing : html`<p class="question__by">${momentOf(air, this.renderAgain)}</p>`}
        ${question.answer
          ? html`<div class="said"><p class="said__by">${t("inWriting")}</p><p class="said__text" dir="auto">${question.answer}</p></div>`
          : nothing}
      </div>
    </li>`;
  }

  private sum(count: number): TemplateResult | typeof nothing {
    if (this.sought === "") return nothing;
    return html`<p class="quiet-note" role="status">${count > 0 ? t("found", { n: count }) : t("nothingFound")}</p>`;
  }

  private isSought(question: PublicQuestion | undefined): boolean {
    if (!question) return false;
    return matches(this.sought, `${question.text} ${question.asker_name ?? ""} ${question.asker_company} ${question.answer}`);
  }

  private card(question: PublicQuestion): TemplateResult {
    return html`<article class="on-air" aria-label=${t("onAir")}>
      <p class="on-air__mark">${t("onAir")}</p>
      <p class="on-air__text" dir="auto" lang=${question.language}>${question.text}</p>
      <p class="question__by">${this.byline(question)}</p>
    </article>`;
  }

  private tools(done: number): TemplateResult {
    const option = (sorting: Sorting): TemplateResult =>
      html`<button type="button" aria-pressed=${this.view === "open" && this.sorting === sorting} @click=${() => {
        this.sort(sorting);
      }}>${t(sorting)}</button>`;
    // Each row keeps to one line, whatever the typeface that comes: nothing below it moves.
    return html`<div class="order" role="group" aria-label=${t("sort")}>${option("wanted")}${option("newest")}</div>
      <div class="find">
        <label class="search">
          <span class="visually-hidden">${t("search")}</span>${icon(searchIcon)}
          <input type="search" autocomplete="off" placeholder=${t("find")} @input=${this.seek} />
        </label>
        ${done > 0
          ? html`<button type="button" class="order__done" aria-pressed=${this.view === "answered"} @click=${() => {
              this.view = this.view === "answered" ? "open" : "answered";
            }}>${t("answered", { n: done })}</button>`
          : nothing}
      </div>`;
  }

  private item(state: QuestionsState, id: number): TemplateResult | typeof nothing {
    const question = state.questions[String(id)];
    if (!question) return nothing;
    const { upvoted, count } = this.votes.of(id);
    return html`<li class="question" data-state=${question.state} data-question=${id}>
      <div class="question__words">
        ${question.state === "on_deck" ? html`<p class="question__next">${t("next")}</p>` : nothing}
        <p class="question__text" dir="auto" lang=${question.language}>${question.text}</p>
        <p class="question__by">${this.byline(question)}</p>
      </div>
      <button
        type="button"
        class="upvote"
        aria-pressed=${upvoted}
        aria-label=${`${t("upvote", { text: question.text })} (${count})`}
        @click=${() => this.vote(id)}
      >
        ${icon(upIcon)}<span class="upvote__count">${formatNumber(count)}</span>
      </button>
    </li>`;
  }

  private byline(question: PublicQuestion): string {
    const own = this.mine.state?.questions[String(question.id)] !== undefined;
    const name = question.asker_name ?? t("anonymous");
    return [own ? t("yours") : name, own ? "" : question.asker_company].filter(Boolean).join(" · ");
  }

  private async vote(id: number): Promise<void> {
    const pressed = this.votes.press(id);
    this.complaint = "";
    this.requestUpdate();
    const outcome = await pressed;
    if (outcome?.ok === false) this.complaint = sayRefusal(outcome);
    this.requestUpdate();
  }

  private sort(sorting: Sorting): void {
    const state = this.questions.state;
    this.sorting = sorting;
    this.view = "open";
    if (state) this.arrangement = arrange(state, sorting); // the same order asked for again is made anew
    this.requestUpdate();
  }

  private readonly seek = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    // Nothing but signs is no search.
    this.sought = wordsOf(value).length > 0 ? value : "";
  };

  private readonly renderAgain = (): void => {
    this.requestUpdate();
  };

  private showAll(): void {
    this.sort(this.sorting);
  }
}
