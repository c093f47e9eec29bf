import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { CueTime } from "../../../live/frontend/cues";
import { LiveElement } from "../../../live/frontend/element";
import { formatNumber } from "../../../live/frontend/format";
import { closeIcon, icon } from "../../../live/frontend/icons";
import type { PollRecord, PollsState } from "../../../live/frontend/wire.gen";
import { Countdowns } from "./countdowns";
import { FollowedPolls } from "./following";
import { sayOutcome } from "./outcome";
import { Reach } from "./reach";
import { boundariesOf, inFront, onPage, type Shown } from "./phase";
import { Standings, type Standing } from "./standings";
import { textOf } from "./texts";
import { t } from "./words";

/** What the server's clock decides is looked at so often. */
const LOOK_MS = 1_000;
/** As long as it takes to leave (polls.css). */
const LEAVING_MS = 180;
/** A crowd asks for its points within this time. */
const POINTS_SPREAD_MS = 2_000;

/**
 * `<live-polls></live-polls>`: the poll that the viewer's own picture says is on, beside it or right under it.
 *
 * What opens, or shows its results, comes to the front, unless somebody is in the middle of answering; the others are a
 * press away. What is finished stays until the crew withdraws it or the viewer hides it. It takes no focus, and says
 * politely that it is there.
 */
export class Polls extends LiveElement {
  private readonly polls = new FollowedPolls(this, "show");
  private readonly time = new CueTime(this);
  private readonly reach = new Reach(this);
  /** The poll that waits until it moves nobody. */
  private held: number | null = null;
  private isCalled = false;
  private hadFocus = false;
  private readonly putAway = new Set<number>();
  /** Open ones that the viewer put aside for now. */
  private readonly aside = new Set<number>();
  private readonly scored = new Set<number>();
  private readonly countdowns = new Countdowns();
  private readonly standings = new Standings();
  private standing: Standing = { leaders: [], score: null };
  private shown: readonly Shown[] = [];
  private front: Shown | undefined;
  private chosen: number | null = null;
  private leaving: Shown | null = null;
  private said = "";
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => {
      if (this.shown.some(({ phase }) => phase === "open")) this.requestUpdate();
    }, LOOK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  protected override get ready(): boolean {
    return true;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const before = this.front;
    this.hadFocus = this.contains(document.activeElement);
    const phases = new Map(this.shown.map(({ poll, phase }) => [poll.id, phase]));
    this.shown = this.look();
    const news = this.shown.find(({ poll, phase }) => phase !== "closed" && phases.get(poll.id) !== phase);
    if (!before) this.chosen = null;
    else if (news && !this.isAsking(before)) this.chosen = news.poll.id;
    this.front = inFront(this.shown, this.chosen);
    this.chosen = this.front?.poll.id ?? null;
    this.hold(before);
    if (!this.front && before) this.leave(before);
    if (this.front) this.leaving = null;
    this.announce(before);
    this.askPoints();
    this.toggleAttribute("data-asks", this.front?.phase === "open" && !this.polls.mine.of(this.front.poll.id)?.vote);
  }

  /** Who was at what has just gone does not find themselves at the top of the document. */
  protected override updated(): void {
    if (!this.hadFocus || this.contains(document.activeElement)) return;
    if (document.activeElement === document.body) this.querySelector<HTMLElement>(".poll")?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const front = this.front ?? this.leaving;
    const { state } = this.polls;
    const isHeld = front !== null && front.poll.id === this.held;
    return html`<p class="visually-hidden" role="status">${this.said}</p>
      ${this.front && (isHeld || (this.reach.isOut && this.hasAttribute("data-asks"))) ? this.bar(this.front.poll) : nothing}
      ${front && state && !isHeld
        ? keyed(
            front.poll.id,
            html`<div class="polls__fold" ?data-leaving=${!this.front} ?inert=${!this.front}>
              <section class="poll" tabindex="-1" data-poll-id=${front.poll.id} data-kind=${front.poll.kind} data-phase=${front.phase} aria-label=${t(isQuiz(front.poll) ? "quiz" : "poll")}>
                ${this.aside.has(front.poll.id) && front.phase === "open" ? this.put(front.poll) : this.card(front, state)}
              </section>
            </div>`,
          )
        : nothing}`;
  }

  private card(front: Shown, state: PollsState): TemplateResult {
    const { poll, phase } = front;
    const ballots = state.ballots[poll.id] ?? 0;
    return html`<header class="poll__head">
        <p class="poll__kind">
          <b>${t(isQuiz(poll) ? "quiz" : "poll")}</b>
          ${phase === "open" ? nothing : html`<span>${t("isClosed")}</span>`}
          <span class="poll__turnout">${ballots > 0 ? t("voted", { n: ballots }) : phase === "open" ? t("nobodyYet") : ""}</span>
        </p>
        ${phase === "open" && poll.closes_at_ms !== null
          ? html`<live-poll-countdown .poll=${poll} .fromMs=${this.countdowns.fromMs(poll)}></live-poll-countdown>`
          : nothing}
        <button type="button" class="poll__hide" aria-label=${t(phase === "open" ? "later" : "hide")} title=${t(phase === "open" ? "later" : "hide")} @click=${this.hide}>
          ${icon(closeIcon)}
        </button>
      </header>
      <div class="poll__body">
        ${phase === "open" ? html`<live-poll-answer .poll=${poll}></live-poll-answer>` : html`<h2 class="poll__question" dir="auto">${textOf(poll.question)}</h2>`}
        ${sayOutcome({ poll, phase, state, mine: this.polls.mine, standing: this.standing })}
      </div>
      ${this.shown.length > 1 ? this.pager(poll) : nothing}`;
  }

  /** What is left of a poll that was put aside: a line to come back by. */
  private put(poll: PollRecord): TemplateResult {
    return html`<button type="button" class="poll__aside" @click=${this.takeUp}>
      <span class="poll__aside-mark">${t(isQuiz(poll) ? "quiz" : "poll")}</span>
      <span class="poll__aside-question" dir="auto">${textOf(poll.question)}</span>
      <span class="poll__aside-go">${t("answerNow")}</span>
    </button>`;
  }

  /** The line under the picture that brings one back to the poll. */
  private bar(poll: PollRecord): TemplateResult {
    return html`<button type="button" class="poll__aside poll__bar" @click=${this.goThere}>
      <span class="poll__aside-mark">${t(isQuiz(poll) ? "quiz" : "poll")}</span>
      <span class="poll__aside-question" dir="auto">${textOf(poll.question)}</span>
      <span class="poll__aside-go">${t("look")}</span>
    </button>`;
  }

  private pager(front: PollRecord): TemplateResult {
    const at = this.shown.findIndex(({ poll }) => poll.id === front.id);
    const n = this.shown.length;
    return html`<nav class="poll__pager" aria-label=${t("polls")}>
      <button type="button" class="text-button" ?disabled=${at === 0} @click=${() => {
        this.turn(at - 1);
      }}>${t("newer")}</button>
      <span>${t("place", { at: formatNumber(at + 1), n })}</span>
      <button type="button" class="text-button" ?disabled=${at === n - 1} @click=${() => {
        this.turn(at + 1);
      }}>${t("older")}</button>
    </nav>`;
  }

  /** What this viewer sees now. What one did is known before a poll comes, where it was there before the page was. */
  private look(): Shown[] {
    const { state, mine } = this.polls;
    if (!state) return [];
    const instant = { timeMs: this.time.at(boundariesOf(state.polls)), nowMs: this.live.serverNowMs };
    this.countdowns.note(state.polls, instant.timeMs);
    this.standings.note(state.polls, { leaders: state.leaders, score: mine.score });
    this.standing = this.standings.at(state.polls, instant.timeMs);
    const isFor = ({ id, audience }: PollRecord): boolean => {
      const known = mine.of(id);
      if (audience !== "all") return known?.is_invited === true;
      return known !== undefined || !mine.isAsked(id) || mine.failure(id) !== undefined;
    };
    return onPage(state.polls, instant, isFor).filter(({ poll, phase }) => phase === "open" || !this.putAway.has(poll.id));
  }

  /** Whether somebody is in the middle of answering. */
  private isAsking({ poll: { id } }: Shown): boolean {
    const { mine } = this.polls;
    if (!this.shown.some(({ poll, phase }) => poll.id === id && phase === "open")) return false;
    const isAtIt = this.contains(document.activeElement) && mine.sending(id) === undefined;
    return isAtIt && (mine.drafts.has(id) || !mine.of(id)?.vote);
  }

  /** What comes while it would move its viewer waits. */
  private hold(before: Shown | undefined): void {
    const { front, reach } = this;
    if (!front) {
      this.held = null;
      return;
    }
    if (this.isCalled) return;
    const isNew = !before;
    if (isNew || this.held !== null) reach.look();
    if (isNew && !reach.mayCome) this.held = front.poll.id;
    else if (this.held !== null) this.held = reach.mayCome ? null : front.poll.id;
  }

  private readonly goThere = async (): Promise<void> => {
    this.held = null;
    this.isCalled = true;
    this.requestUpdate();
    await this.updateComplete;
    this.isCalled = false;
    this.scrollIntoView({ block: "start", behavior: "instant" });
    this.querySelector<HTMLElement>(".poll")?.focus({ preventScroll: true });
  };

  private announce(before: Shown | undefined): void {
    const { front } = this;
    if (!front) {
      this.said = "";
      return;
    }
    const { poll, phase } = front;
    if (before?.poll.id === poll.id && before.phase === phase) return;
    const question = textOf(poll.question);
    if (phase === "open") this.said = t(isQuiz(poll) ? "announcedQuiz" : "announced", { question });
    else this.said = phase === "results" ? t("announcedResults", { question }) : "";
  }

  /** Points are told once the results are shown. */
  private askPoints(): void {
    const { mine } = this.polls;
    const due = this.shown.filter(({ poll: { id, kind }, phase }) => {
      const known = mine.of(id);
      return kind === "quiz" && phase === "results" && known?.vote && known.points === null && !this.scored.has(id);
    });
    if (due.length === 0) return;
    const ids = due.map(({ poll }) => poll.id);
    for (const id of ids) this.scored.add(id);
    // Not in the middle of an update.
    queueMicrotask(() => {
      mine.ask(ids, POINTS_SPREAD_MS);
    });
  }

  private leave(shown: Shown): void {
    this.leaving = shown;
    setTimeout(() => {
      this.leaving = null;
      this.requestUpdate();
    }, LEAVING_MS);
  }

  private readonly hide = (): void => {
    const { front } = this;
    if (!front) return;
    (front.phase === "open" ? this.aside : this.putAway).add(front.poll.id);
    if (front.phase !== "open") this.chosen = null;
    this.requestUpdate();
  };

  private readonly takeUp = async (): Promise<void> => {
    if (this.front) this.aside.delete(this.front.poll.id);
    this.requestUpdate();
    await this.updateComplete;
    await this.querySelector<LiveElement>("live-poll-answer")?.updateComplete;
    this.querySelector<HTMLElement>(".poll__body input, .poll__body textarea, .poll__body button")?.focus();
  };

  private turn(to: number): void {
    this.chosen = this.shown[to]?.poll.id ?? null;
    this.requestUpdate();
  }
}

function isQuiz({ kind }: PollRecord): boolean {
  return kind === "quiz";
}
