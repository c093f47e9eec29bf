import { html, nothing, type TemplateResult } from "lit";
import { live as asTyped } from "lit/directives/live.js";
import { LiveElement } from "../../../live/frontend/element";
import { currentLanguage } from "../../../live/frontend/i18n";
import { closeIcon, crewIcon, emojiIcon, icon, sendIcon } from "../../../live/frontend/icons";
import type { ChatMessageRecord, ChatPolicy, MyChatState } from "../../../live/frontend/wire.gen";
import "../topics/chat";
import "../topics/my-chat";
import { EMOJI } from "./emoji";
import { sayBanned, sayMuted, sayPaused, sayRefusal } from "./refusals";
import { t } from "./words";

/** From here on the counter is shown: before, it would only make people nervous. */
const COUNTER_SHARE = 0.75;
/** The field takes a little more than the policy: what one pastes is to be shortened, not cut unseen. */
const OVERFLOW_CHARS = 200;
const TICK_MS = 1_000;

/**
 * `<live-chat-write .room=${"stage"}></live-chat-write>`: writes in a room's chat. Sends "live-chat-said" when it was
 * taken. Whatever keeps one from writing stands in the place of the field, or under it, in words.
 */
export class ChatWrite extends LiveElement {
  static override properties = { room: { type: String } };

  declare room: string;

  private readonly mine = this.follow(`my-chat/${this.config.event_id}/${this.live.subject}`);
  private text = "";
  private replyTo: ChatMessageRecord | null = null;
  private sending = false;
  private said = "";
  private failed = false;
  private picks = false;
  private tick: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.room = "stage";
  }

  /** Write a reply to `message`. */
  answer(message: ChatMessageRecord): void {
    this.replyTo = message;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.field?.focus();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick = setInterval(() => {
      if (this.pauseMs > 0 || this.mine.state?.sanction) this.requestUpdate();
    }, TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.tick);
  }

  protected override render(): TemplateResult {
    const policy = this.policy;
    const mine = this.mine.state;
    if (!policy || !mine) return html``;
    const closed = this.closed(policy, mine);
    if (closed) return html`<p class="chat__closed" role="status">${closed}</p>`;
    if (policy.mode === "rules_accepted" && !mine.rules_accepted) {
      return html`<div class="chat__rules">
        <p class="chat__rules-text" dir="auto"><b>${t("rulesTitle")}</b> ${this.rules}</p>
        <button type="button" class="button button--quiet" ?disabled=${this.sending} @click=${this.accept}>${t("accept")}</button>
        <p class="ask__note" role="status" data-failed=${this.failed}>${this.said}</p>
      </div>`;
    }
    return this.form(policy);
  }

  private form(policy: ChatPolicy): TemplateResult {
    const left = policy.max_chars - length(this.text);
    const paused = this.pauseMs;
    return html`<form class="chat__form" @submit=${this.submit} novalidate>
      ${this.replyTo
        ? html`<p class="chat__answering">
            <span><bdi>${t("replyingTo", { name: this.replyTo.author_name, text: this.replyTo.text })}</bdi></span>
            <button type="button" aria-label=${t("cancelReply")} @click=${this.cancelReply}>${icon(closeIcon)}</button>
          </p>`
        : nothing}
      <label class="visually-hidden" for="chat-text">${t("label")}</label>
      <div class="ask__box chat__box">
        <textarea
          id="chat-text"
          name="text"
          rows="1"
          placeholder=${t(this.replyTo ? "placeholderReply" : "placeholder")}
          maxlength=${policy.max_chars + OVERFLOW_CHARS}
          aria-describedby="chat-note"
          aria-invalid=${this.failed ? "true" : nothing}
          .value=${asTyped(this.text)}
          ?readonly=${this.sending}
          @input=${this.type}
          @keydown=${this.key}
        ></textarea>
        <button type="button" class="chat__tool" aria-label=${t("emoji")} title=${t("emoji")} aria-expanded=${this.picks} aria-controls="chat-emoji" @click=${this.pick}>
          ${icon(emojiIcon)}
        </button>
        <button type="button" class="chat__tool" aria-label=${t("callCrew")} title=${t("callCrew")} @click=${this.callCrew}>
          ${icon(crewIcon)}
        </button>
        <button class="ask__send" type="submit" ?disabled=${this.sending || left < 0 || paused > 0} aria-label=${t("send")}>
          ${icon(sendIcon)}
        </button>
      </div>
      <div class="chat__emoji" id="chat-emoji" role="group" aria-label=${t("emoji")} ?hidden=${!this.picks}>
        ${EMOJI.map(
          (emoji) => html`<button type="button" @click=${() => {
            this.insert(emoji);
          }}>${emoji}</button>`,
        )}
      </div>
      <p id="chat-note" class="ask__note" data-failed=${this.failed || left < 0} role="status">${this.note(policy, left, paused)}</p>
    </form>`;
  }

  private note(policy: ChatPolicy, left: number, paused: number): string {
    if (this.sending) return this.live.status === "reconnecting" ? t("kept") : t("sending");
    if (this.said) return this.said;
    if (paused > 0 && policy.slow_mode_s > 0) return sayPaused(paused);
    if (left < 0) return t("over", { n: -left });
    return left < policy.max_chars * (1 - COUNTER_SHARE) ? t("left", { n: left }) : "";
  }

  /** What stands in the place of the field, "" where one may write. */
  private closed(policy: ChatPolicy, mine: MyChatState): string {
    const { sanction } = mine;
    if (sanction?.kind === "ban") return sayBanned(sanction.reason);
    if (sanction && (sanction.until_ms === null || sanction.until_ms > this.live.serverNowMs)) return sayMuted(sanction.until_ms, sanction.reason);
    if (policy.mode === "off") return t("off");
    return policy.mode === "crew_only" ? t("crewOnly") : "";
  }

  private get policy(): ChatPolicy | undefined {
    return this.chat.state?.policy;
  }

  /** The event's own rules in the page's language, else ours. */
  private get rules(): string {
    return this.chat.state?.rules[currentLanguage()] ?? t("rules");
  }

  private get chat() {
    return this.follow(`chat/${this.config.event_id}/${this.room}`);
  }

  /** How long slow mode still has one wait. */
  private get pauseMs(): number {
    const last = this.mine.state?.messages.at(-1);
    const slow = this.policy?.slow_mode_s ?? 0;
    return last && slow > 0 ? Math.max(0, last.posted_at_ms + slow * 1000 - this.live.serverNowMs) : 0;
  }

  private get field(): HTMLTextAreaElement | null {
    return this.querySelector("textarea");
  }

  private readonly type = (event: Event): void => {
    this.text = (event.target as HTMLTextAreaElement).value;
    this.forget();
  };

  /** Enter sends, as in every chat; with Shift it begins a line. Not while an input method composes a word. */
  private readonly key = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && (this.picks || this.replyTo)) {
      this.picks = false;
      this.cancelReply();
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void this.send();
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    void this.send();
  };

  private readonly pick = (): void => {
    this.picks = !this.picks;
    this.requestUpdate();
  };

  private readonly callCrew = (): void => {
    if (!this.text.includes("@crew")) this.insert("@crew ");
    this.field?.focus();
  };

  private readonly cancelReply = (): void => {
    this.replyTo = null;
    this.requestUpdate();
  };

  private insert(words: string): void {
    const at = this.field?.selectionStart ?? this.text.length;
    this.text = this.text.slice(0, at) + words + this.text.slice(at);
    this.forget();
    void this.updateComplete.then(() => {
      this.field?.focus();
      this.field?.setSelectionRange(at + words.length, at + words.length);
    });
  }

  private forget(): void {
    this.said = "";
    this.failed = false;
    this.requestUpdate();
  }

  /** What waiting helps against is said no longer than that. */
  private forgetAfter(ms: number, said: string): void {
    if (ms <= 0) return;
    setTimeout(() => {
      if (this.said === said) this.forget();
    }, ms);
  }

  private readonly accept = async (): Promise<void> => {
    this.sending = true;
    this.requestUpdate();
    const outcome = await this.live.command("chat.accept_rules", {});
    this.sending = false;
    this.failed = !outcome.ok;
    this.said = outcome.ok ? "" : sayRefusal(outcome);
    this.requestUpdate();
    await this.updateComplete;
    this.field?.focus();
  };

  private async send(): Promise<void> {
    if (this.sending || this.pauseMs > 0) return;
    this.sending = true;
    this.picks = false;
    this.forget();
    const args = { text: this.text, room: this.room, reply_to: this.replyTo?.id ?? null };
    const outcome = await this.live.command("chat.post", args, { keep: true });
    this.sending = false;
    this.failed = !outcome.ok;
    this.said = outcome.ok ? "" : sayRefusal(outcome);
    if (!outcome.ok) this.forgetAfter(Number(outcome.details["retry_after_ms"] ?? 0), this.said);
    if (outcome.ok) {
      this.text = "";
      this.replyTo = null;
      this.dispatchEvent(new CustomEvent("live-chat-said", { bubbles: true }));
    }
    this.requestUpdate();
    await this.updateComplete;
    this.field?.focus();
  }
}

/** Characters as the server counts them: code points, with single spaces, without those at the ends. */
function length(text: string): number {
  return Array.from(text.trim().replace(/\s+/g, " ")).length;
}
