import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { CommandOutcome } from "../../../live/frontend/client";
import { LiveElement } from "../../../live/frontend/element";
import type { ChatDeskState, ChatPolicy, ChatWord, DeskChatMessage } from "../../../live/frontend/wire.gen";
import "../topics/chat-desk";
import { ASKED, isWaiting, meant, type Action } from "./actions";
import { readKey, sheet, type KeyOrder } from "./keys";
import { row } from "./row";
import { side } from "./side";
import { t } from "./words";

type LaneName = "flow" | "waiting";
const TICK_MS = 1_000;
const COMPLAINT_MS = 10_000;

/**
 * `<live-chat-desk></live-chat-desk>`: the crew's page of the chat. What waits for a decision on one side, the flow on
 * the other, newest first; every action by one key or click. While one looks at the flow nothing moves: new messages wait
 * behind a count.
 */
export class ChatDesk extends LiveElement {
  private readonly desk = this.follow(`chat-desk/${this.config.event_id}`);
  private shown: readonly number[] = [];
  private fresh = 0;
  private lane: LaneName = "flow";
  private cursor: number | null = null;
  private asking: Action | null = null;
  private room = "stage";
  private replyTo: DeskChatMessage | null = null;
  private said = "";
  private readonly pending = new Set<number>();
  private readonly complaints = new Map<number, string>();
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
    const now = state.messages.map(({ id }) => id).reverse();
    if (this.isRead) {
      const there = new Set(now);
      const before = new Set(this.shown);
      this.shown = this.shown.filter((id) => there.has(id));
      this.fresh = now.filter((id) => !before.has(id)).length;
    } else {
      this.shown = now;
      this.fresh = 0;
    }
    const visible = this.listed(state, this.lane).map(({ id }) => id);
    if (this.cursor === null || !visible.includes(this.cursor)) {
      this.cursor = visible[0] ?? null;
      // What was asked was asked about somebody else.
      this.asking = null;
    }
  }

  protected override updated(): void {
    if (!this.focusNext) return;
    this.focusNext = false;
    const target = this.querySelector<HTMLElement>(`[data-lane="${this.lane}"] [data-cursor]`);
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  }

  protected override render(): TemplateResult {
    const state = this.desk.state;
    if (!state) {
      return html`<p class="m-quiet" role="status">${t(this.desk.unavailable === null ? "loading" : "forbidden")}</p>`;
    }
    return html`<div class="m-desk">
        ${this.laneOf(state, "waiting")} ${this.laneOf(state, "flow")}
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
      ${this.bar()} ${sheet()}`;
  }

  private laneOf(state: ChatDeskState, name: LaneName): TemplateResult {
    const messages = this.listed(state, name);
    const posted = Object.values(state.posted).reduce((sum, count) => sum + count, 0);
    return html`<section class="m-lane" data-lane=${name} aria-label=${t(name)}>
      <header class="m-lane__head">
        <h2>${t(name)}</h2>
        <span class="m-lane__count c-num" ?data-some=${name === "waiting" && messages.length > 0}
          >${name === "waiting" ? messages.length : t("posted", { n: posted })}</span
        >
      </header>
      ${name === "flow" && this.fresh > 0
        ? html`<button type="button" class="m-fresh" @click=${this.showFresh}>${t("fresh", { n: this.fresh })}<kbd class="c-key">N</kbd></button>`
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
                    hasCursor: this.lane === name && message.id === this.cursor,
                    sanction: state.sanctions[String(message.author_id)],
                    asking: this.lane === name && message.id === this.cursor ? this.asking : null,
                    isPending: this.pending.has(message.id),
                    complaint: this.complaints.get(message.id),
                    nowMs: this.live.serverNowMs,
                    act: (action, of) => {
                      this.lane = name;
                      this.act(action, of);
                    },
                    confirm: (of) => {
                      this.confirm(of);
                    },
                    cancel: this.cancel,
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

  private bar(): TemplateResult {
    const label = this.replyTo ? t("sayReply", { name: this.replyTo.author_name }) : t("say");
    return html`<form class="m-bar" @submit=${this.say}>
      <input name="say" maxlength="1000" autocomplete="off" aria-label=${label} placeholder=${label} />
      <button class="c-button">${t("send")} <kbd class="c-key">↵</kbd></button>
      <span class="m-bar__said" role="status">${this.said}</span>
      <button type="button" class="c-top__text" @click=${this.showKeys}><kbd class="c-key">?</kbd> ${t("keys")}</button>
    </form>`;
  }

  // --- what is seen

  private listed(state: ChatDeskState, name: LaneName): DeskChatMessage[] {
    const byId = new Map(state.messages.map((message) => [message.id, message]));
    // What waits comes at once, the oldest first: it is what the page is for.
    if (name === "waiting") return state.messages.filter(isWaiting);
    return this.shown.flatMap((id) => byId.get(id) ?? []);
  }

  private get isRead(): boolean {
    const lane = this.querySelector('[data-lane="flow"]');
    if (!lane || this.shown.length === 0) return false;
    return lane.matches(":hover, :focus-within") || (lane.querySelector(".m-lane__scroll")?.scrollTop ?? 0) > 8;
  }

  private current(): DeskChatMessage | undefined {
    return this.desk.state?.messages.find(({ id }) => id === this.cursor);
  }

  // --- what one does

  private act(action: Action, message: DeskChatMessage): void {
    this.cursor = message.id;
    this.asking = null;
    if (action === "reply") {
      this.replyTo = message;
      this.requestUpdate();
      this.querySelector<HTMLInputElement>(".m-bar input")?.focus();
      return;
    }
    this.focusNext = true;
    if (ASKED.has(action)) {
      this.asking = action;
      this.requestUpdate();
      return;
    }
    void this.decide(action, message);
  }

  private confirm(message: DeskChatMessage): void {
    const action = this.asking;
    this.asking = null;
    if (action) void this.decide(action, message);
  }

  private async decide(action: Action, message: DeskChatMessage): Promise<void> {
    if (this.pending.has(message.id)) return;
    this.pending.add(message.id);
    this.complaints.delete(message.id);
    this.requestUpdate();
    const outcome = await this.send(action, message);
    this.pending.delete(message.id);
    if (outcome.ok) this.said = t("done", { what: t(action), text: message.text });
    else this.complain(message.id, outcome);
    this.requestUpdate();
  }

  private send(action: Action, message: DeskChatMessage): Promise<CommandOutcome> {
    const one = { message_id: message.id };
    const person = { attendee_id: message.author_id ?? 0 };
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
        return this.live.command("chat.mute", person);
      case "shadow":
        return this.live.command("chat.shadow_mute", person);
      case "ban":
        return this.live.command("chat.ban", person);
      case "lift":
      case "reply":
        return this.live.command("chat.lift", person);
    }
  }

  private complain(id: number, outcome: Extract<CommandOutcome, { ok: false }>): void {
    const text = sayRefusal(outcome);
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

  private readonly say = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).querySelector("input");
    const text = field?.value.trim() ?? "";
    if (!field || text === "") return;
    const room = this.replyTo?.room ?? this.room;
    field.value = "";
    const outcome = await this.live.command("chat.say", { text, room, reply_to: this.replyTo?.id ?? null }, { keep: true });
    if (outcome.ok) this.replyTo = null;
    else if (field.value === "") field.value = text;
    this.said = outcome.ok ? "" : sayRefusal(outcome);
    this.requestUpdate();
  };

  // --- where one is

  private point(lane: LaneName, message: DeskChatMessage): void {
    if (this.lane === lane && this.cursor === message.id) return;
    this.lane = lane;
    this.cursor = message.id;
    this.asking = null;
    this.requestUpdate();
  }

  private step(by: number): void {
    const ids = this.desk.state ? this.listed(this.desk.state, this.lane).map(({ id }) => id) : [];
    const at = ids.indexOf(this.cursor ?? -1);
    this.cursor = ids[Math.max(0, Math.min(ids.length - 1, at + by))] ?? null;
    this.focusNext = true;
    this.requestUpdate();
  }

  private readonly cancel = (): void => {
    this.asking = null;
    this.replyTo = null;
    this.focusNext = true;
    this.requestUpdate();
  };

  private readonly showFresh = (): void => {
    this.shown = (this.desk.state?.messages ?? []).map(({ id }) => id).reverse();
    this.fresh = 0;
    this.requestUpdate();
  };

  private readonly showKeys = (): void => {
    this.querySelector<HTMLDialogElement>(".m-sheet")?.showModal();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const order = readKey(event, this.asking !== null);
    if (!order) return;
    event.preventDefault();
    this.obey(order);
  };

  private obey(order: KeyOrder): void {
    const message = this.current();
    switch (order.do) {
      case "step":
        this.step(order.by);
        break;
      case "lane":
        this.lane = this.lane === "flow" ? "waiting" : "flow";
        this.cursor = null;
        this.focusNext = true;
        this.requestUpdate();
        break;
      case "act": {
        const action = message && meant(order.action, message, this.desk.state?.sanctions[String(message.author_id)]);
        if (message && action) this.act(action, message);
        break;
      }
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

function sayRefusal({ code, details }: Extract<CommandOutcome, { ok: false }>): string {
  switch (code) {
    case "chat.illegal_move": {
      const { state } = details["message"] as DeskChatMessage;
      const word = { visible: t("visible"), hidden: t("hidden"), held: t("held"), shadowed: t("shadowed"), sampled: t("isSampled"), taken_back: t("takenBack") };
      return t("illegal", { state: word[state] });
    }
    case "chat.list_stale":
      return t("listStale");
    case "chat.too_many_pins":
      return t("tooManyPins", { n: Number(details["limit"] ?? 0) });
    default:
      return t("failed", { code });
  }
}
