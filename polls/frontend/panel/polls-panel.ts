import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { formatDuration, formatNumber } from "../../../live/frontend/format";
import { currentLanguage } from "../../../live/frontend/i18n";
import { icon } from "../../../live/frontend/icons";
import type { DeskPoll, PollDeskState } from "../../../live/frontend/wire.gen";
import { choiceChart } from "../charts/model/rows";
import { good, perform, type Said } from "../desk/deeds";
import { graceMs, leftMs, mustWait, nextMove, stageOf, type Move } from "../desk/life";
import { bar } from "../desk/pane";
import { upNext } from "../desk/running";
import { sayStage, secondsLeft, signOf } from "../desk/saying";
import { Settling } from "../desk/settling";
import { textIn } from "../desk/texts";
import { t } from "../desk/words";
import "../topics/poll-desk";
import { Keyboard, type Order } from "./keyboard";

const TICK_MS = 500;
const NEXT_MOST = 2;
const BARS_MOST = 4;
const KINDS_WITH_BARS: ReadonlySet<string> = new Set(["single", "several", "quiz"]);
const ORDER_OF: Partial<Record<Move, Order>> = { open: "open", close: "close", show_results: "results" };
const KEY_OF: Readonly<Record<Order, string>> = { open: "P O", close: "P C", results: "P R" };

/**
 * `<live-polls-panel></live-polls-panel>`: under the control page, the poll that is asked now with its one next thing, and
 * the polls that come next. Nothing but that: the rest is on the polls' own console.
 */
export class PollsPanel extends LiveElement {
  private readonly desk = this.may("moderator", "director", "organiser")
    ? this.follow(`poll-desk/${this.config.event_id}`)
    : null;
  private readonly keyboard = new Keyboard((order) => {
    this.obey(order);
  });
  private readonly settling = new Map<number, Settling>();
  private readonly pending = new Map<number, number>();
  private said: Said = good("");
  private tick: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.keyboard.listen, { capture: true });
    this.tick = setInterval(() => {
      this.requestUpdate();
    }, TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.keyboard.listen, { capture: true });
    clearInterval(this.tick);
  }

  protected override willUpdate(): void {
    for (const desk of this.desk?.state?.polls ?? []) {
      const { id } = desk.poll;
      if (desk.version >= (this.pending.get(id) ?? Infinity)) this.pending.delete(id);
      this.settlingOf(id).note(id, nextMove(desk, this.live.serverNowMs), Date.now());
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.desk?.state;
    if (!state || state.polls.length === 0) return nothing;
    const { now, next } = upNext(state.polls, this.live.serverNowMs, NEXT_MOST);
    return html`<div class="vp-bar">
      <h2>${t("polls")}</h2>
      <div class="vp-polls">
        ${[...now, ...next].map((desk) => this.item(desk, state, desk === this.firstFor(desk, [...now, ...next])))}
        ${now.length + next.length === 0 ? html`<p class="vp-quiet">${t("noneReady")}</p>` : nothing}
      </div>
      <a class="vp-all" href=${`/crew/${this.config.slug}/polls/`}>${t("allPolls")}</a>
      <p class="vp-said" role="status" ?data-bad=${this.said.isBad}>${this.said.text}</p>
    </div>`;
  }

  /** One poll; the first of those that the same key means has it. */
  private item(desk: DeskPoll, state: PollDeskState, isFirst: boolean): TemplateResult {
    const nowMs = this.live.serverNowMs;
    const stage = stageOf(desk, nowMs);
    const runs = leftMs(desk, nowMs) ?? graceMs(desk, nowMs);
    const question = textIn(desk.poll.question, currentLanguage());
    const ballots = state.tallies[desk.poll.id]?.ballots ?? 0;
    return html`<article class="vp-poll" data-poll=${desk.poll.id} data-stage=${stage}>
      <p class="vp-poll__head">
        <span class="v-stage" data-stage=${stage}>${icon(signOf(stage))}${sayStage(stage)}</span>
        <span class="c-num">${runs === null ? nothing : formatDuration(secondsLeft(runs) * 1000)}</span>
        ${stage === "armed" ? nothing : html`<span class="c-num"><b>${formatNumber(ballots)}</b> ${t("votes", { n: ballots })}</span>`}
      </p>
      <p class="vp-poll__question" lang=${question.language}>${question.text}</p>
      ${stage === "armed" ? nothing : this.bars(desk, state)} ${this.button(desk, isFirst)}
    </article>`;
  }

  private bars(desk: DeskPoll, state: PollDeskState): TemplateResult | typeof nothing {
    const tally = state.tallies[desk.poll.id];
    if (!tally || !KINDS_WITH_BARS.has(desk.poll.kind)) return nothing;
    const { rows } = choiceChart(desk.poll, tally, null, currentLanguage());
    return html`<ul class="vp-bars">
      ${rows.slice(0, BARS_MOST).map(
        ({ label, share, percent }) => html`<li><span lang=${label.language}>${label.text}</span>${bar(share)}<span class="c-num">${percent} %</span></li>`,
      )}
    </ul>`;
  }

  private button(desk: DeskPoll, isFirst: boolean): TemplateResult | typeof nothing {
    const move = nextMove(desk, this.live.serverNowMs);
    const order = move && ORDER_OF[move];
    if (!move || !order) return nothing;
    const isSettling = this.settlingOf(desk.poll.id).leftMs(Date.now()) > 0;
    return html`<button
      type="button"
      class="c-button vp-go"
      data-next=${move}
      ?data-settling=${isSettling}
      aria-disabled=${this.isLocked(desk) || mustWait(desk, move, this.live.serverNowMs)}
      aria-label=${`${t(move)}: ${textIn(desk.poll.question, currentLanguage()).text}`}
      aria-keyshortcuts=${isFirst ? KEY_OF[order] : nothing}
      @click=${(event: MouseEvent) => {
        if (event.detail < 2) void this.move(desk, move);
      }}
    >
      ${t(move)} ${isFirst ? html`<kbd class="c-key" aria-hidden="true">${KEY_OF[order]}</kbd>` : nothing}
    </button>`;
  }

  /** The poll that the key of `desk`'s next move means. */
  private firstFor(desk: DeskPoll, shown: readonly DeskPoll[]): DeskPoll | undefined {
    const move = nextMove(desk, this.live.serverNowMs);
    return shown.find((each) => nextMove(each, this.live.serverNowMs) === move);
  }

  // --- what one does

  private obey(order: Order): void {
    const state = this.desk?.state;
    if (!state) return;
    const { now, next } = upNext(state.polls, this.live.serverNowMs, NEXT_MOST);
    const desk = [...now, ...next].find((each) => ORDER_OF[nextMove(each, this.live.serverNowMs) ?? "arm"] === order);
    const move = desk && nextMove(desk, this.live.serverNowMs);
    if (desk && move) void this.move(desk, move);
  }

  private async move(desk: DeskPoll, move: Move): Promise<void> {
    const { id } = desk.poll;
    if (this.isLocked(desk) || mustWait(desk, move, this.live.serverNowMs)) return;
    if (this.settlingOf(id).leftMs(Date.now()) > 0) return;
    this.pending.set(id, Infinity);
    this.requestUpdate();
    const ballots = this.desk?.state?.tallies[desk.poll.id]?.ballots ?? 0;
    const { said, poll } = await perform(this.live, { move, desk, seconds: null, ballots });
    if (poll) this.pending.set(id, poll.version);
    else this.pending.delete(id);
    this.said = said;
    this.requestUpdate();
  }

  // --- who and how

  private settlingOf(id: number): Settling {
    let settling = this.settling.get(id);
    if (!settling) this.settling.set(id, (settling = new Settling()));
    return settling;
  }

  /** What opens minutes after the press would surprise everybody: nothing is queued here. */
  private isLocked({ poll }: DeskPoll): boolean {
    return this.pending.has(poll.id) || this.live.status === "reconnecting" || this.live.status === "closed";
  }

  private may(...roles: readonly string[]): boolean {
    return (this.config.roles ?? []).some((role) => roles.includes(role));
  }
}
