import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LiveElement } from "../../../live/frontend/element";
import { formatTime } from "../../../live/frontend/format";
import type { ChatMessageRecord } from "../../../live/frontend/wire.gen";
import "../topics/chat";
import { bar, sayIt } from "./bar";
import { Lane } from "./lanes";
import { sayRefusal } from "./refusals";
import { t } from "./words";

const ROOM = "stage";

/**
 * `<live-chat-crew></live-chat-crew>`: the chat for those of the crew who do not moderate it: they read along, newest
 * first, and write as the crew. While one looks at the list nothing moves in it.
 */
export class ChatCrew extends LiveElement {
  private readonly chat = this.follow(`chat/${this.config.event_id}/${ROOM}`);
  private readonly lane = new Lane();
  private replyTo: ChatMessageRecord | null = null;
  private said = "";

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onKey);
  }

  protected override willUpdate(): void {
    const ids = this.ids;
    const there = new Set(ids);
    this.lane.take(ids, { isRead: this.isRead, grows: false, stays: (id) => there.has(id) });
  }

  protected override render(): TemplateResult {
    const state = this.chat.state;
    if (!state) return html`<p class="m-quiet" role="status">${t(this.chat.unavailable === null ? "loading" : "forbidden")}</p>`;
    const byId = new Map(state.messages.map((message) => [message.id, message]));
    const shown = this.lane.shown.flatMap((id) => byId.get(id) ?? []);
    return html`<section class="m-lane" data-lane="flow" aria-label=${t("flow")}>
        <header class="m-lane__head">
          <h2>${t("flow")}</h2>
          <span class="m-lane__count c-num">${t("posted", { n: state.posted })}</span>
        </header>
        ${this.lane.fresh > 0
          ? html`<button type="button" class="m-fresh" @click=${this.showFresh}>${t("fresh", { n: this.lane.fresh })}<kbd class="c-key">N</kbd></button>`
          : nothing}
        <div class="m-lane__scroll" tabindex="0" role="log" aria-live="off" aria-label=${t("flow")}>
          ${state.pinned.length > 0 ? html`<ol class="m-list">${state.pinned.map((message) => this.line(message, true))}</ol>` : nothing}
          ${shown.length === 0
            ? html`<p class="m-quiet">${t("emptyFlow")}</p>`
            : html`<ol class="m-list">${repeat(shown, ({ id }) => id, (message) => this.line(message, false))}</ol>`}
        </div>
      </section>
      ${bar({ replyTo: this.replyTo?.author_name ?? null, said: this.said, say: (event) => void this.say(event) })}`;
  }

  private line(message: ChatMessageRecord, isPinned: boolean): TemplateResult {
    return html`<li class="m-row" data-message=${message.id}>
      <div class="m-row__meta">
        <span class="m-row__who"><bdi>${message.author_name}</bdi></span>
        ${message.is_crew ? html`<span class="m-mark">${t("crew")}</span>` : nothing}
        ${message.author_company ? html`<span class="m-row__company"><bdi>${message.author_company}</bdi></span>` : nothing}
        <span class="c-num">${formatTime(message.posted_at_ms)}</span>
        ${isPinned ? html`<span class="m-mark">${t("pinnedMark")}</span>` : nothing}
        ${message.mentions_crew ? html`<span class="m-mark" data-mark="mention">${t("mention")}</span>` : nothing}
      </div>
      <p class="m-row__text" dir="auto">${message.text}</p>
      <div class="m-row__acts">
        <button type="button" class="m-act" aria-label=${`${t("reply")}: ${message.text.slice(0, 60)}`} @click=${() => {
          this.reply(message);
        }}>${t("reply")}</button>
      </div>
    </li>`;
  }

  private get ids(): number[] {
    return (this.chat.state?.messages ?? []).map(({ id }) => id).reverse();
  }

  private get isRead(): boolean {
    const list = this.querySelector(".m-lane__scroll");
    return list !== null && (list.matches(":hover, :focus-within") || list.scrollTop > 8);
  }

  private reply(message: ChatMessageRecord | null): void {
    this.replyTo = message;
    this.requestUpdate();
    if (message) this.querySelector<HTMLInputElement>(".m-bar input")?.focus();
  }

  private async say(event: SubmitEvent): Promise<void> {
    const outcome = await sayIt(this.live, event, { room: ROOM, reply_to: this.replyTo?.id ?? null });
    if (!outcome) return;
    if (outcome.ok) this.replyTo = null;
    this.said = outcome.ok ? "" : sayRefusal(outcome);
    this.requestUpdate();
  }

  private readonly showFresh = (): void => {
    this.lane.showAll(this.ids);
    this.requestUpdate();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") this.reply(null);
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === "n") this.showFresh();
    if (event.key !== "/") return;
    event.preventDefault();
    this.querySelector<HTMLInputElement>(".m-bar input")?.focus();
  };
}
