import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LiveElement } from "../../../live/frontend/element";
import type { DeskQuestion, DeskState } from "../../../live/frontend/wire.gen";
import "../topics/desk";
import { DeckDrag } from "./drag";
import { readKey, sheet, type KeyOrder } from "./keys";
import { finished, idsOf, laneOf, LaneView, matches, onAir, type LaneName } from "./lanes";
import { Moves } from "./moves";
import { air, bar, done, empty } from "./parts";
import { ACTIONS, row, type Action } from "./row";
import { sayAge, t } from "./words";

const LANES: readonly LaneName[] = ["inbox", "approved", "deck"];
const FINISHED_SHOWN = 30;
const TICK_MS = 1_000;

/** `<live-desk></live-desk>`: three lanes from left to right, as a question travels; every action by one key or click. */
export class Desk extends LiveElement {
  private readonly desk = this.follow(`desk/${this.config.event_id}`);
  private readonly lanes: Readonly<Record<LaneName, LaneView>> = {
    inbox: new LaneView(),
    approved: new LaneView(),
    deck: new LaneView(),
  };
  private readonly moves = new Moves(this.live, () => {
    this.taken = null; // what is one's own has changed, and with it what leaves at once
    this.requestUpdate();
  });
  private readonly drag = new DeckDrag((id, ids) => {
    const version = this.desk.state?.deck.version;
    if (version !== undefined) void this.moves.order(id, ids, version, "down");
  });
  private cursor: number | null = null;
  private lane: LaneName = "inbox";
  private rejecting: number | null = null;
  private sought = "";
  private said = "";
  private taken: DeskState | null = null;
  private tick: ReturnType<typeof setInterval> | undefined;
  private focusNext = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.onKey);
    this.tick = setInterval(() => {
      this.requestUpdate();
    }, TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onKey);
    clearInterval(this.tick);
  }

  protected override willUpdate(): void {
    const state = this.desk.state;
    if (!state) return;
    for (const name of LANES) {
      // Ghosts of what others moved go when nobody looks at their lane any more.
      if (state === this.taken && !this.lanes[name].shown.some((id) => this.isGone(state, id, name))) continue;
      this.lanes[name].take(idsOf(state, name), {
        isRead: this.isRead(name),
        own: this.moves.own,
        keepOrder: name === "deck",
      });
    }
    this.taken = state;
    if (this.cursor === null || !this.visible(state).includes(this.cursor)) this.cursor = this.visible(state)[0] ?? null;
  }

  protected override updated(): void {
    if (!this.focusNext) return;
    this.focusNext = false;
    const target = this.querySelector<HTMLElement>(`[data-cursor]`);
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  }

  protected override render(): TemplateResult {
    const state = this.desk.state;
    return html`
      <div class="d-tabs" role="tablist">${LANES.map((name) => this.tab(state, name))}</div>
      <div class="d-lanes" aria-busy=${state ? "false" : "true"}>${LANES.map((name) => this.laneSection(state, name))}</div>
      ${bar({ sought: this.sought, said: this.said, search: this.search, showKeys: this.showKeys })}
      ${sheet()}
    `;
  }

  // --- lanes

  private tab(state: DeskState | undefined, name: LaneName): TemplateResult {
    return html`<button
      type="button"
      role="tab"
      aria-selected=${this.lane === name}
      @click=${() => {
        this.enter(name);
      }}
    >
      <b>${state ? idsOf(state, name).length : "–"}</b>${t(name)}
    </button>`;
  }

  private laneSection(state: DeskState | undefined, name: LaneName): TemplateResult {
    const ids = state ? idsOf(state, name) : [];
    return html`<section class="d-lane" data-lane=${name} ?data-shown=${this.lane === name} aria-label=${t(name)}>
      <header class="d-lane__head">
        <span class="d-lane__count" ?data-zero=${ids.length === 0}>${state ? ids.length : "–"}</span>
        <h2>${t(name)}</h2>
        ${name === "inbox" && state ? this.oldest(state, ids) : nothing}
      </header>
      ${this.notice(name)}
      <div class="d-lane__scroll" tabindex="-1">
        ${state ? this.list(state, name) : html`<p class="c-visually-hidden">${t("loading")}</p>${[0, 1, 2].map(() => html`<div class="d-skeleton"></div>`)}`}
      </div>
    </section>`;
  }

  private oldest(state: DeskState, ids: readonly number[]): TemplateResult | typeof nothing {
    const first = state.questions[String(ids[0])];
    if (!first) return nothing;
    const age = sayAge(this.live.serverNowMs - first.asked_at_ms);
    return html`<span class="d-lane__aside">${t("oldest", { age })}</span>`;
  }

  private notice(name: LaneName): TemplateResult {
    const { waiting } = this.lanes[name];
    if (waiting.length > 0) {
      return html`<button type="button" class="d-new" data-fresh @click=${() => {
        this.showFresh();
      }}>${t("fresh", { n: waiting.length })}<kbd class="c-key">N</kbd></button>`;
    }
    return html`<div class="d-new">${t(name === "inbox" ? "inOrder" : name === "approved" ? "wanted" : "order")}</div>`;
  }

  private list(state: DeskState, name: LaneName): TemplateResult {
    const rows = this.shown(state, name);
    const place = (question: DeskQuestion): number | undefined =>
      name === "deck" && laneOf(question) === "deck" ? state.deck.question_ids.indexOf(question.id) + 1 : undefined;
    return html`
      ${name === "deck" ? air(onAir(state), this.live.serverNowMs) : nothing}
      ${rows.length > 0
        ? html`<ol class="d-list" @pointerdown=${name === "deck" ? this.drag.begin : nothing}>
            ${repeat(
              rows,
              ({ id }) => id,
              (question) =>
                row(question, {
                  lane: name,
                  votes: state.upvotes[String(question.id)] ?? 0,
                  nowMs: this.live.serverNowMs,
                  hasCursor: question.id === this.cursor,
                  isRejecting: question.id === this.rejecting,
                  pending: this.pendingOf(question.id),
                  complaint: this.moves.complaints.get(question.id),
                  place: place(question),
                  act: this.act,
                  reject: this.reject,
                  cancel: this.cancel,
                  point: this.point,
                }),
            )}
          </ol>`
        : empty(name, this.sought)}
      ${name === "deck" ? done(finished(state, FINISHED_SHOWN)) : nothing}
    `;
  }

  // --- what is seen

  private shown(state: DeskState, name: LaneName): DeskQuestion[] {
    return this.lanes[name].shown.flatMap((id) => {
      const question = state.questions[String(id)];
      return question && matches(question, this.sought) ? [question] : [];
    });
  }

  private visible(state: DeskState): number[] {
    return this.shown(state, this.lane).map(({ id }) => id);
  }

  private isGone(state: DeskState, id: number, name: LaneName): boolean {
    const question = state.questions[String(id)];
    return !question || laneOf(question) !== name;
  }

  private isRead(name: LaneName): boolean {
    const lane = this.querySelector(`[data-lane="${name}"]`);
    if (!lane || this.lanes[name].shown.length === 0) return false;
    return lane.matches(":hover, :focus-within") || (lane.querySelector(".d-lane__scroll")?.scrollTop ?? 0) > 8;
  }

  private pendingOf(id: number): { action: Action; queued: boolean } | undefined {
    const action = this.moves.pending.get(id);
    return action && { action, queued: this.live.status === "reconnecting" };
  }

  // --- what one does

  private readonly act = (action: Action, question: DeskQuestion): void => {
    this.cursor = question.id;
    if (action === "reject") {
      this.rejecting = this.rejecting === question.id ? null : question.id;
      this.requestUpdate();
      void this.updateComplete.then(() => {
        this.querySelector<HTMLElement>(".d-reject [data-reason]")?.focus();
      });
      return;
    }
    this.rejecting = null;
    const deck = this.desk.state?.deck;
    if (action === "up" || action === "down") {
      this.focusNext = true;
      if (deck) void this.moves.shift(question, deck, action === "up" ? -1 : 1);
      return;
    }
    this.leave(question);
    void this.moves.move(action, question).then((done) => {
      if (done) this.say(`${t(action)}: “${question.text}”`);
    });
  };

  private readonly reject = (question: DeskQuestion, reason: string): void => {
    this.rejecting = null;
    this.leave(question);
    void this.moves.reject(question, reason).then((done) => {
      if (done) this.say(`${t("reject")}: “${question.text}”`);
    });
  };

  private readonly cancel = (): void => {
    this.rejecting = null;
    this.focusNext = true;
    this.requestUpdate();
  };

  private readonly point = (question: DeskQuestion): void => {
    if (this.cursor === question.id) return;
    this.cursor = question.id;
    this.lane = laneOf(question) ?? this.lane;
    this.requestUpdate();
  };

  /** The next in the lane takes the cursor, so that a hand on the keys goes on. */
  private leave(question: DeskQuestion): void {
    const state = this.desk.state;
    if (!state) return;
    const ids = this.visible(state);
    const at = ids.indexOf(question.id);
    this.cursor = ids[at + 1] ?? ids[at - 1] ?? question.id;
    this.focusNext = true;
  }

  private step(by: number): void {
    const ids = this.desk.state ? this.visible(this.desk.state) : [];
    const at = ids.indexOf(this.cursor ?? -1);
    this.cursor = ids[Math.max(0, Math.min(ids.length - 1, at + by))] ?? null;
    this.rejecting = null;
    this.focusNext = true;
    this.requestUpdate();
  }

  private enter(name: LaneName): void {
    this.lane = name;
    this.cursor = this.desk.state ? (this.visible(this.desk.state)[0] ?? null) : null;
    this.focusNext = true;
    this.requestUpdate();
  }

  private showFresh(): void {
    const state = this.desk.state;
    if (!state) return;
    for (const name of LANES) this.lanes[name].showAll(idsOf(state, name));
    this.requestUpdate();
  }

  private readonly search = (event: Event): void => {
    this.sought = (event.target as HTMLInputElement).value;
    this.requestUpdate();
  };

  private readonly showKeys = (): void => {
    this.querySelector<HTMLDialogElement>(".d-sheet")?.showModal();
  };

  private say(text: string): void {
    this.said = text;
    this.requestUpdate();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const order = readKey(event, this.rejecting !== null);
    if (!order) return;
    event.preventDefault();
    this.obey(order);
  };

  private obey(order: KeyOrder): void {
    const question = this.desk.state?.questions[String(this.cursor)];
    switch (order.do) {
      case "step":
        this.step(order.by);
        break;
      case "lane":
        this.enter(LANES[Math.max(0, Math.min(2, LANES.indexOf(this.lane) + order.by))] ?? "inbox");
        break;
      case "act":
        if (question && laneOf(question) === this.lane && ACTIONS[this.lane].includes(order.action)) {
          this.act(order.action, question);
        }
        break;
      case "reason":
        this.querySelector<HTMLElement>(`.d-reject [data-reason="${order.number}"]`)?.click();
        break;
      case "cancel":
        this.cancel();
        break;
      case "fresh":
        this.showFresh();
        break;
      case "search":
        this.querySelector<HTMLInputElement>(".d-search input")?.focus();
        break;
      case "leave-search":
        this.sought = "";
        this.focusNext = true;
        this.requestUpdate();
        break;
      case "keys":
        this.showKeys();
        break;
    }
  }
}
