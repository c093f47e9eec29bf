import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LiveElement } from "../../../live/frontend/element";
import { formatNumber } from "../../../live/frontend/format";
import { messages } from "../../../live/frontend/i18n";
import { icon, downIcon, upIcon } from "../../../live/frontend/icons";
import type { PublicQuestion, QuestionsState } from "../../../live/frontend/wire.gen";
import "../topics/my-questions";
import "../topics/questions";
import { arrange, onAir, rearrange, type Arrangement, type Sorting } from "./arrangement";
import { sayRefusal } from "./refusals";

const t = messages({
  en: {
    sort: "Order",
    wanted: "Most wanted",
    newest: "Newest",
    onAir: "On air now",
    next: "Next on stage",
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
    next: "Bientôt sur scène",
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
  static override properties = { sorting: { state: true } };

  declare sorting: Sorting;

  private readonly questions = this.follow(`questions/${this.config.event_id}`);
  private readonly mine = this.follow(`my-questions/${this.config.event_id}/${this.live.subject}`);
  private arrangement: Arrangement | null = null;
  private arrangedFor: QuestionsState | null = null;
  /** Votes on their way: what the person wants, by question. */
  private readonly wishes = new Map<number, boolean>();
  private complaint = "";

  constructor() {
    super();
    this.sorting = "wanted";
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
    return html`
      ${live ? this.card(live) : nothing}
      ${shown.length + waiting.length > 0 ? this.order() : nothing}
      ${waiting.length > 0
        ? html`<button type="button" class="more" @click=${this.showAll}>
            ${icon(downIcon)}<span>${t("more", { n: waiting.length })}</span>
          </button>`
        : nothing}
      <p class="complaint" role="status">${this.complaint}</p>
      ${shown.length > 0
        ? html`<ol class="question-list">
            ${repeat(shown, (id) => id, (id) => this.item(state, id))}
          </ol>`
        : live || waiting.length > 0
          ? nothing
          : html`<div class="empty"><p class="empty__title">${t("empty")}</p><p>${t("emptyHint")}</p></div>`}
    `;
  }

  private card(question: PublicQuestion): TemplateResult {
    return html`<article class="on-air" aria-label=${t("onAir")}>
      <p class="on-air__mark">${t("onAir")}</p>
      <p class="on-air__text" lang=${question.language}>${question.text}</p>
      <p class="question__by">${this.byline(question)}</p>
    </article>`;
  }

  private order(): TemplateResult {
    const option = (sorting: Sorting): TemplateResult =>
      html`<button type="button" aria-pressed=${this.sorting === sorting} @click=${() => {
        this.sort(sorting);
      }}>${t(sorting)}</button>`;
    return html`<div class="order" role="group" aria-label=${t("sort")}>${option("wanted")}${option("newest")}</div>`;
  }

  private item(state: QuestionsState, id: number): TemplateResult | typeof nothing {
    const question = state.questions[String(id)];
    if (!question) return nothing;
    const upvoted = this.upvoted(id);
    const count = this.count(state, id);
    return html`<li class="question" data-state=${question.state} data-question=${id}>
      <div class="question__words">
        ${question.state === "on_deck" ? html`<p class="question__next">${t("next")}</p>` : nothing}
        <p class="question__text" lang=${question.language}>${question.text}</p>
        <p class="question__by">${this.byline(question)}</p>
      </div>
      <button
        type="button"
        class="upvote"
        aria-pressed=${upvoted}
        aria-label=${`${t("upvote", { text: question.text })} (${count})`}
        @click=${() => this.vote(id, !upvoted)}
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

  private upvoted(id: number): boolean {
    return this.wishes.get(id) ?? this.mine.state?.upvoted.includes(id) ?? false;
  }

  /** The known count with one's own wish already in it, so that a press is answered at once. */
  private count(state: QuestionsState, id: number): number {
    const known = state.upvotes[String(id)] ?? 0;
    const wish = this.wishes.get(id);
    const had = this.mine.state?.upvoted.includes(id) ?? false;
    return wish === undefined || wish === had ? known : Math.max(0, known + (wish ? 1 : -1));
  }

  private async vote(id: number, wish: boolean): Promise<void> {
    this.wishes.set(id, wish);
    this.complaint = "";
    this.requestUpdate();
    const outcome = await this.live.command(wish ? "qa.upvote" : "qa.take_back_upvote", { question_id: id });
    if (this.wishes.get(id) === wish) this.wishes.delete(id);
    if (!outcome.ok) this.complaint = sayRefusal(outcome);
    this.requestUpdate();
  }

  private sort(sorting: Sorting): void {
    const state = this.questions.state;
    this.sorting = sorting;
    if (state) this.arrangement = arrange(state, sorting); // the same order asked for again is made anew
    this.requestUpdate();
  }

  private showAll(): void {
    this.sort(this.sorting);
  }
}
