import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { CommandOutcome } from "../../../live/frontend/client";
import { LiveElement } from "../../../live/frontend/element";
import type { ChatDeskState, ChatPolicy, ChatWord, DeskChatMessage } from "../../../live/frontend/wire.gen";
import "../topics/chat-desk";
import { ASKED, DECIDING, isWaiting, meant, type Action } from "./actions";
import { bar, sayIt } from "./bar";
import { readKey, sheet, type KeyOrder } from "./keys";
import { Lanes, LANES, type LaneName } from "./lanes";
import { sayFaster, sayRefusal } from "./refusals";
import { row } from "./row";
import { LASTS_S, type Asking } from "./sanctioning";
import { side } from "./side";
import { t } from "./words";

const TICK_MS = 1_000;
const COMPLAINT_MS = 10_000;

/**
 * `<live-chat-desk></live-chat-desk>`: the crew's page of the chat. What waits for a decision on one side, the flow on
 * the other, newest first; every action by one key or click. While one looks at a lane nothing moves in it: new messages
 * wait behind a count, and what another decided keeps its place.
 */
export class ChatDesk extends LiveElement {
  private readonly desk = this.follow(`chat-desk/${this.config.event_id}`);
  private readonly lanes = new Lanes();
  private asking: Asking | null = null;
  private room = "stage";
  private replyTo: DeskChatMessage | null = null;
  private said = "";
  private readonly pending = new Set<number>();
  private readonly complaints = new Map<number, string>();
  private tick: ReturnType<typeof setInterval> | undefined;
  private focusNext = false;
  private isFocusing = false;

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
    const before = this.lanes.cursor;
    this.lanes.take(state, {
      nowMs: this.live.serverNowMs,
      me: typeof this.config["person"] === "string" ? this.config["person"] : "",
      isRead: (name) => this.isRead(name),
    });
    // What was asked was asked about somebody else.
    if (this.lanes.cursor !== before) this.asking = null;
  }

  protected override updated(): void {
    if (!this.focusNext) return;
    this.focusNext = false;
    const target = this.querySelector<HTMLElement>(`[data-lane="${this.lanes.lane}"] [data-cursor]`);
    this.isFocusing = true;
    target?.focus();
    this.isFocusing = false;
    target?.scrollIntoView({ block: "nearest" });
  }

  protected override render(): TemplateResult {
    const state = this.desk.state;
    if (!state) {
      return html`<p class="m-quiet" role="status">${t(this.desk.unavailable === null ? "loading" : "forbidden")}</p>`;
    }
    return html`<div class="m-desk">
        ${LANES.map((name) => this.laneOf(state, name))}
        ${side(state, {
          room: this.room,
          nowMs: this.live.serverNowMs,
          mayEditWords: ["director", "organiser"].some((role) => this.config.roles?.includes(role)),
          choose: (room) => {
            this.room = room;
            this.requestUpdate();
          },
          change: (change) => void this.change(change),
          lift: (sanction) => void this.tell(this.live.command("chat.lift", { attendee_id: sanction.attendee_id }), t("lift"), sanction.name),
          replaceWords: (words) => this.replaceWords(words, state.words_version),
        })}
      </div>
      ${bar({
        replyTo: this.replyTo?.author_name ?? null,
        said: this.said,
        say: (event) => void this.say(event),
        showKeys: this.showKeys,
      })}
      ${sheet()}`;
  }

  private laneOf(state: ChatDeskState, name: LaneName): TemplateResult {
    const messages = this.lanes.shown(name);
    const fresh = this.lanes.fresh(name);
    const posted = Object.values(state.posted).reduce((sum, count) => sum + count, 0);
    return html`<section class="m-lane" data-lane=${name} aria-label=${t(name)}>
      <header class="m-lane__head">
        <h2>${t(name)}</h2>
        <span class="m-lane__count c-num" ?data-some=${name === "waiting" && this.lanes.waiting > 0}
          >${name === "waiting" ? this.lanes.waiting : t("posted", { n: posted })}</span
        >
      </header>
      ${fresh > 0
        ? html`<button type="button" class="m-fresh" @click=${this.showFresh}>${t("fresh", { n: fresh })}<kbd class="c-key">N</kbd></button>`
        : nothing}
      <div class="m-lane__scroll" tabindex="-1">
        ${messages.length === 0
          ? html`<p class="m-quiet">${t(name === "flow" ? "emptyFlow" : "emptyWaiting")}</p>`
          : html`<ol class="m-list">
              ${repeat(
                messages,
                ({ id }) => id,
                (message) =>
                  row(message, {
                    hasCursor: this.isAt(name, message),
                    isDecided: name === "waiting" && !isWaiting(message),
                    sanction: state.sanctions[String(message.author_id)],
                    asking: this.isAt(name, message) ? this.asking : null,
                    isPending: this.pending.has(message.id),
                    complaint: this.complaints.get(message.id),
                    nowMs: this.live.serverNowMs,
                    act: (action, of) => {
                      this.lanes.point(name, of.id);
                      this.act(action, of);
                    },
                    confirm: (of) => {
                      this.confirm(of);
                    },
                    cancel: this.cancel,
                    change: (change) => {
                      this.answer(change);
                    },
                    point: (of) => {
                      this.point(name, of);
                    },
                  }),
              )}
            </ol>`}
        ${name === "flow" ? html`<p class="m-quiet">${t("sampled")}</p>` : nothing}
      </div>
    </section>`;
  }

  // --- what is seen

  private isAt(name: LaneName, message: DeskChatMessage): boolean {
    return this.lanes.lane === name && message.id === this.lanes.cursor;
  }

  private isRead(name: LaneName): boolean {
    const lane = this.querySelector(`[data-lane="${name}"]`);
    if (!lane) return false;
    return lane.matches(":hover, :focus-within") || (lane.querySelector(".m-lane__scroll")?.scrollTop ?? 0) > 8;
  }

  // --- what one does

  private act(action: Action, message: DeskChatMessage): void {
    this.asking = null;
    if (action === "reply") {
      this.replyTo = message;
      this.requestUpdate();
      this.querySelector<HTMLInputElement>(".m-bar input")?.focus();
      return;
    }
    this.focusNext = true;
    if (ASKED.has(action)) {
      this.asking = { action, lasts: 0, reason: "" };
      this.requestUpdate();
      return;
    }
    void this.decide(action, message);
  }

  private confirm(message: DeskChatMessage): void {
    const { asking } = this;
    this.asking = null;
    this.focusNext = true;
    if (asking) void this.decide(asking.action, message, asking);
  }

  private async decide(action: Action, message: DeskChatMessage, asked: Asking | null = null): Promise<void> {
    if (this.pending.has(message.id)) return;
    this.pending.add(message.id);
    this.complaints.delete(message.id);
    if (isWaiting(message) && DECIDING.has(action)) this.lanes.leave(message.id);
    this.requestUpdate();
    const outcome = await this.send(action, message, asked);
    this.pending.delete(message.id);
    if (outcome.ok) this.said = t("done", { what: t(action), text: message.text });
    else {
      this.lanes.stay(message.id);
      this.complain(message.id, sayRefusal(outcome));
    }
    this.requestUpdate();
  }

  private send(action: Action, message: DeskChatMessage, asked: Asking | null): Promise<CommandOutcome> {
    const one = { message_id: message.id };
    const person = { attendee_id: message.author_id ?? 0 };
    const reason = asked?.reason.trim() ?? "";
    switch (action) {
      case "hide":
        return this.live.command("chat.hide", one);
      case "restore":
        return this.live.command("chat.restore", one);
      case "release":
        return this.live.command("chat.release", one);
      case "clear":
        return this.live.command("chat.clear_reports", one);
      case "pin":
        return this.live.command("chat.pin", one);
      case "unpin":
        return this.live.command("chat.unpin", one);
      case "mute":
        return this.live.command("chat.mute", { ...person, lasts_s: LASTS_S[asked?.lasts ?? 0] ?? null, reason });
      case "shadow":
        return this.live.command("chat.shadow_mute", person);
      case "ban":
        return this.live.command("chat.ban", { ...person, reason });
      case "lift":
      case "reply":
        return this.live.command("chat.lift", person);
    }
  }

  private complain(id: number, text: string): void {
    this.complaints.set(id, text);
    setTimeout(() => {
      if (this.complaints.get(id) !== text) return;
      this.complaints.delete(id);
      this.requestUpdate();
    }, COMPLAINT_MS);
  }

  private async change(change: Partial<ChatPolicy>): Promise<void> {
    await this.tell(this.live.command("chat.change_policy", { room: this.room, ...change }), t("policy"), this.room);
  }

  private replaceWords(words: ChatWord[], seen: number): Promise<boolean> {
    return this.tell(this.live.command("chat.change_words", { words, seen }), t("words"), String(words.length));
  }

  private async tell(sent: Promise<CommandOutcome>, what: string, text: string): Promise<boolean> {
    const outcome = await sent;
    this.said = outcome.ok ? t("done", { what, text }) : sayRefusal(outcome);
    this.requestUpdate();
    return outcome.ok;
  }

  private async say(event: SubmitEvent): Promise<void> {
    const to = { room: this.replyTo?.room ?? this.room, reply_to: this.replyTo?.id ?? null };
    const outcome = await sayIt(this.live, event, to);
    if (!outcome) return;
    if (outcome.ok) this.replyTo = null;
    this.said = outcome.ok ? "" : sayRefusal(outcome);
    this.requestUpdate();
  }

  // --- where one is

  private point(lane: LaneName, message: DeskChatMessage): void {
    if (this.isFocusing) return;
    const isThere = this.isAt(lane, message);
    this.lanes.point(lane, message.id);
    if (isThere) return;
    this.asking = null;
    this.requestUpdate();
  }

  private answer(change: Partial<Pick<Asking, "lasts" | "reason">>): void {
    if (this.asking) this.asking = { ...this.asking, ...change };
    this.requestUpdate();
  }

  private readonly cancel = (): void => {
    this.asking = null;
    this.replyTo = null;
    this.focusNext = true;
    this.requestUpdate();
  };

  private readonly showFresh = (): void => {
    this.lanes.showAll(this.live.serverNowMs);
    this.requestUpdate();
  };

  private readonly showKeys = (): void => {
    this.querySelector<HTMLDialogElement>(".m-sheet")?.showModal();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const order = readKey(event, this.asking !== null);
    if (!order) return;
    event.preventDefault();
    // A key that is held down would decide about all that comes after.
    if (event.repeat && (order.do === "act" || order.do === "confirm")) return;
    this.obey(order);
  };

  /** A key is for what one has read: where something else has come under the cursor, it does nothing and says so. */
  private press(key: Action, message: DeskChatMessage): void {
    const nowMs = this.live.serverNowMs;
    const action = meant(key, message, this.desk.state?.sanctions[String(message.author_id)], nowMs);
    const isDecided = this.lanes.lane === "waiting" && !isWaiting(message);
    if (this.lanes.hasSlipped(nowMs)) this.complain(message.id, t("slipped"));
    else if (this.lanes.isOvertaken(nowMs)) this.complain(message.id, t("overtaken", { name: message.moved_by }));
    // What hides a message brings back what another has hidden: that is a decision for the flow, or for a click.
    else if (isDecided && (action === null || action === "restore")) this.complain(message.id, sayFaster(message));
    else if (action) this.act(action, message);
    this.requestUpdate();
  }

  private obey(order: KeyOrder): void {
    const { message } = this.lanes;
    switch (order.do) {
      case "step":
        this.lanes.step(order.by);
        this.focusNext = true;
        this.requestUpdate();
        break;
      case "lane":
        this.lanes.cross();
        this.focusNext = true;
        this.requestUpdate();
        break;
      case "act":
        if (message) this.press(order.action, message);
        break;
      case "lasts":
        this.answer({ lasts: order.place });
        break;
      case "reason":
        this.querySelector<HTMLInputElement>(".m-row__reason input")?.focus();
        break;
      case "confirm":
        if (message) this.confirm(message);
        break;
      case "cancel":
        this.cancel();
        break;
      case "fresh":
        this.showFresh();
        break;
      case "say":
        this.querySelector<HTMLInputElement>(".m-bar input")?.focus();
        break;
      case "keys":
        this.showKeys();
        break;
    }
  }
}
