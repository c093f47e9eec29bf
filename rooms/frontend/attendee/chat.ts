import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LiveElement } from "../../../live/frontend/element";
import { downIcon, icon, pinIcon, windowIcon } from "../../../live/frontend/icons";
import type { ChatMessageRecord, ChatState } from "../../../live/frontend/wire.gen";
import "../topics/chat";
import "../topics/my-chat";
import type { ChatWrite } from "./chat-write";
import { drawLine, words, type LineContext } from "./line";
import { Rate } from "./rate";
import { sayRefusal } from "./refusals";
import { fresh, timeline, type Line } from "./timeline";
import { t } from "./words";

/** So near to its end the list follows what comes. */
const AT_END_PX = 32;
/** So many more than one could see in a minute make a sample of it. */
const SAMPLE_FROM = 10;
const MINUTE_MS = 60_000;

/**
 * `<live-chat room="stage"></live-chat>`: the chat of a room. `alone`: in a window of its own.
 *
 * The list follows what comes while one is at its end. Who has gone up reads on undisturbed: nothing moves, what is new
 * waits behind a count; only what a moderator takes away goes.
 */
export class Chat extends LiveElement {
  static override properties = { room: { type: String }, alone: { type: Boolean } };

  declare room: string;
  declare alone: boolean;

  private readonly mine = this.follow(`my-chat/${this.config.event_id}/${this.live.subject}`);
  private lines: readonly Line[] = [];
  private waiting = 0;
  private said = "";
  private deleting: number | null = null;
  private readonly rate = new Rate();
  private ends = true;
  /** Where the list was when it last followed, in px. */
  private endTop = 0;
  /** What is drawn out of sight has no end to go to: it does when it comes to be seen, and when its room changes. */
  private readonly resizes = new ResizeObserver(() => {
    if (this.ends) this.goToEnd();
  });
  private observed: Element | null = null;

  constructor() {
    super();
    this.room = "stage";
    this.alone = false;
  }

  private get chat() {
    return this.follow(`chat/${this.config.event_id}/${this.room}`);
  }

  protected override get ready(): boolean {
    const { state, unavailable } = this.chat;
    return (state !== undefined || unavailable !== null) && super.ready;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const state = this.chat.state;
    if (!state) return;
    this.rate.note(state.posted, this.live.serverNowMs);
    const now = timeline(state, this.mine.state, this.room);
    const before = new Set(this.lines.map(({ id }) => id));
    const said = now.some(({ id, own }) => own !== null && !before.has(id));
    if (this.hasLeftEnd()) this.ends = false;
    if (this.lines.length === 0 || said) this.ends = true;
    if (this.ends) {
      this.lines = now;
      this.waiting = 0;
      return;
    }
    const there = new Map(now.map((line) => [line.id, line]));
    const oldest = state.messages[0]?.number ?? 0;
    // What has only left the list of the latest stays before the eyes of who reads it.
    const isGone = (id: number): boolean => this.mine.state?.messages.some((own) => own.id === id && own.reach === "taken_back") ?? false;
    this.lines = this.lines.flatMap((line) => there.get(line.id) ?? (!isGone(line.id) && (line.message?.number ?? 0) < oldest ? [line] : []));
    this.waiting = fresh(now, before);
  }

  protected override updated(): void {
    this.observe(this.querySelector(".chat__lines"));
    if (this.ends) this.goToEnd();
    this.showTab();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observe(null);
  }

  private observe(lines: Element | null): void {
    if (lines === this.observed) return;
    this.observed = lines;
    this.resizes.disconnect();
    if (!lines?.parentElement) return;
    this.resizes.observe(lines);
    this.resizes.observe(lines.parentElement);
  }

  private goToEnd(): void {
    const list = this.querySelector(".chat__list");
    if (!list) return;
    list.scrollTop = list.scrollHeight;
    this.endTop = list.scrollTop;
  }

  /** Whether one has scrolled up since: a browser tells it a frame later, and what comes in between must not undo it. */
  private hasLeftEnd(): boolean {
    const list = this.querySelector<HTMLElement>(".chat__list");
    return list !== null && list.scrollTop < this.endTop - 1 && !isAtEnd(list);
  }

  protected override render(): TemplateResult {
    const state = this.chat.state;
    if (!state) return html`<p class="quiet-note" role="status">${t("unavailable")}</p>`;
    return html`
      ${this.alone ? nothing : this.popOut()} ${this.sample(state)}
      ${state.pinned.length > 0
        ? html`<ul class="chat__pins" aria-label=${t("pinned")}>
            ${state.pinned.map(
              (message) =>
                html`<li class="chat__pin" ?data-crew=${message.is_crew}>
                  ${icon(pinIcon)}
                  <p><b><bdi>${message.author_name}</bdi></b> <span dir="auto">${words(message.text, message.is_crew)}</span></p>
                </li>`,
            )}
          </ul>`
        : nothing}
      <div class="chat__room">
        <div class="chat__list" tabindex="0" role="log" aria-live="off" aria-label=${t("log")} @scroll=${this.scrolled}>
          ${this.lines.length > 0
            ? html`<ol class="chat__lines">
                ${repeat(this.lines, ({ id }) => id, (line) => drawLine(line, this.context(state)))}
              </ol>`
            : html`<div class="empty"><p class="empty__title">${t("empty")}</p><p>${t("emptyHint")}</p></div>`}
        </div>
        ${this.waiting > 0
          ? html`<button type="button" class="chat__more" @click=${this.toEnd}>
              ${icon(downIcon)}<span>${t("fresh", { n: this.waiting })}</span>
            </button>`
          : nothing}
      </div>
      <p class="chat__said" role="status">${this.said}</p>
      <live-chat-write .room=${this.room} @live-chat-said=${this.toEnd}></live-chat-write>
    `;
  }

  private sample(state: ChatState): TemplateResult | typeof nothing {
    const now = this.live.serverNowMs;
    const perMinute = this.rate.perMinute(now) ?? 0;
    const seen = state.messages.filter(({ posted_at_ms }) => posted_at_ms > now - MINUTE_MS).length;
    return perMinute >= seen + SAMPLE_FROM ? html`<p class="chat__sample">${t("sample", { n: perMinute })}</p>` : nothing;
  }

  private popOut(): TemplateResult {
    const address = `/${this.config.language}/e/${this.config.slug}/chat/`;
    return html`<a
      class="chat__pop"
      href=${address}
      target=${`live-chat-${this.config.event_id}`}
      title=${t("popOut")}
      aria-label=${t("popOut")}
      @click=${(event: Event) => {
        const { href, target } = event.currentTarget as HTMLAnchorElement;
        if (window.open(href, target, "popup,width=420,height=760")) event.preventDefault();
      }}
      >${icon(windowIcon)}</a
    >`;
  }

  private context(state: ChatState): LineContext {
    const byId = new Map([...state.pinned, ...state.messages].map((message) => [message.id, message]));
    return {
      quoted: (id) => byId.get(id),
      canReply: state.policy.mode === "open" || state.policy.mode === "rules_accepted",
      reply: (message) => {
        const write = this.querySelector<ChatWrite>("live-chat-write");
        write?.answer(message);
      },
      report: (message) => void this.report(message),
      deleting: this.deleting,
      askDelete: (id) => {
        void this.askDelete(id);
      },
      deleteOwn: (id) => void this.deleteOwn(id),
    };
  }

  private async askDelete(id: number | null): Promise<void> {
    const asked = id ?? this.deleting;
    this.deleting = id;
    this.requestUpdate();
    await this.updateComplete;
    // The safe answer has the focus; and whoever keeps it is back where they were.
    this.querySelector<HTMLElement>(`[data-message="${asked}"] [data-act="${id === null ? "delete" : "delete-no"}"]`)?.focus();
  }

  private async deleteOwn(id: number): Promise<void> {
    this.deleting = null;
    this.querySelector<HTMLElement>(".chat__list")?.focus();
    const outcome = await this.live.command("chat.delete_own", { message_id: id });
    this.said = outcome.ok ? t("deleted") : sayRefusal(outcome);
    this.requestUpdate();
  }

  private async report(message: ChatMessageRecord): Promise<void> {
    const outcome = await this.live.command("chat.report", { message_id: message.id });
    this.said = outcome.ok ? t("reported") : sayRefusal(outcome);
    this.requestUpdate();
  }

  private readonly scrolled = (event: Event): void => {
    // That its room grew smaller under it is nobody's scrolling.
    const ends = isAtEnd(event.currentTarget as HTMLElement) || (this.ends && !this.hasLeftEnd());
    if (ends === this.ends) return;
    this.ends = ends;
    if (ends) this.requestUpdate();
  };

  private readonly toEnd = (): void => {
    this.ends = true;
    this.endTop = 0;
    this.said = "";
    this.requestUpdate();
  };

  /** The tab that leads here is only there where there is something behind it. */
  private showTab(): void {
    const tab = document.getElementById(this.closest("[role=tabpanel]")?.getAttribute("aria-labelledby") ?? "");
    const state = this.chat.state;
    if (tab && state) tab.hidden = state.policy.mode === "off" && state.messages.length === 0 && tab.ariaSelected !== "true";
  }
}

function isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight <= AT_END_PX;
}
