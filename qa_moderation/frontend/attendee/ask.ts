import { html, nothing, type TemplateResult } from "lit";
import { live as asTyped } from "lit/directives/live.js";
import { LiveElement } from "../../../live/frontend/element";
import { currentLanguage, messages } from "../../../live/frontend/i18n";
import { icon, sendIcon } from "../../../live/frontend/icons";
import "../topics/questions";
import { loadDraft, saveDraft } from "./draft";
import { sayRefusal } from "./refusals";

const t = messages({
  en: {
    label: "Your question",
    placeholder: "Ask the people on stage",
    send: "Ask",
    sending: "Sending…",
    kept: "It is sent as soon as the connection is back.",
    sent: "Received. A moderator reads it next.",
    anonymous: "Without my name",
    left: { one: "{n} character left", other: "{n} characters left" },
    closed: "Questions are closed for now.",
    closedHint: "You can still read and vote.",
  },
  fr: {
    label: "Votre question",
    placeholder: "Posez votre question",
    send: "Demander",
    sending: "Envoi…",
    kept: "Elle part dès que la connexion revient.",
    sent: "Reçue. La modération la lit ensuite.",
    anonymous: "Sans mon nom",
    left: { one: "{n} caractère restant", other: "{n} caractères restants" },
    closed: "Les questions sont closes pour le moment.",
    closedHint: "Vous pouvez encore lire et voter.",
  },
});

/** From here on the counter is shown: before, it would only make people nervous. */
const COUNTER_SHARE = 0.75;
/** The textarea takes a little more than the policy: what one pastes is to be shortened, not cut unseen. */
const OVERFLOW_CHARS = 200;

/**
 * `<live-ask></live-ask>`: asks a question. Sends "live-asked" (bubbling) when one was received.
 *
 * What is written outlives a reload; what is sent outlives a break of the connection.
 */
export class Ask extends LiveElement {
  private readonly questions = this.follow(`questions/${this.config.event_id}`);
  private draft = loadDraft(this.config.event_id);
  private sending = false;
  private said = "";
  private failed = false;

  protected override render(): TemplateResult {
    const policy = this.questions.state?.policy;
    if (policy && !policy.accepts_questions) {
      return html`<div class="ask ask--closed"><p><b>${t("closed")}</b> ${t("closedHint")}</p></div>`;
    }
    const maxChars = policy?.max_chars ?? 300;
    const left = maxChars - length(this.draft.text);
    const counted = left < maxChars * (1 - COUNTER_SHARE);
    return html`<form class="ask" @submit=${this.submit} novalidate>
      <label class="visually-hidden" for="ask-text">${t("label")}</label>
      <div class="ask__box">
        <textarea
          id="ask-text"
          name="text"
          rows="1"
          placeholder=${t("placeholder")}
          maxlength=${maxChars + OVERFLOW_CHARS}
          aria-describedby="ask-note"
          aria-invalid=${this.failed ? "true" : nothing}
          .value=${asTyped(this.draft.text)}
          ?readonly=${this.sending}
          @input=${this.type}
          @keydown=${this.key}
        ></textarea>
        <button class="ask__send" type="submit" ?disabled=${this.sending || left < 0} aria-label=${t("send")}>
          ${icon(sendIcon)}
        </button>
      </div>
      <p id="ask-note" class="ask__note" data-failed=${this.failed || left < 0} role="status">
        ${this.sending ? this.waiting() : this.said || (counted ? t("left", { n: left }) : "")}
      </p>
      ${policy?.allows_anonymous
        ? html`<label class="check"
            ><input type="checkbox" name="anonymous" .checked=${this.draft.anonymous} @change=${this.hide} /><span
              >${t("anonymous")}</span
            ></label
          >`
        : nothing}
    </form>`;
  }

  private waiting(): string {
    return this.live.status === "reconnecting" ? t("kept") : t("sending");
  }

  private readonly type = (event: Event): void => {
    this.write({ ...this.draft, text: (event.target as HTMLTextAreaElement).value });
    this.said = "";
    this.failed = false;
  };

  private readonly hide = (event: Event): void => {
    this.write({ ...this.draft, anonymous: (event.target as HTMLInputElement).checked });
  };

  /** Enter sends, as in every chat; with Shift it begins a line. Not while an input method composes a word. */
  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void this.send();
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    void this.send();
  };

  private write(draft: typeof this.draft): void {
    this.draft = draft;
    saveDraft(this.config.event_id, draft);
    this.requestUpdate();
  }

  private async send(): Promise<void> {
    const { text, anonymous } = this.draft;
    if (this.sending) return;
    this.sending = true;
    this.said = "";
    this.requestUpdate();
    const outcome = await this.live.command("qa.ask", { text, anonymous, language: currentLanguage() }, { keep: true });
    this.sending = false;
    this.failed = !outcome.ok;
    this.said = outcome.ok ? t("sent") : sayRefusal(outcome);
    if (outcome.ok) {
      this.write({ text: "", anonymous });
      this.dispatchEvent(new CustomEvent("live-asked", { bubbles: true }));
    }
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector("textarea")?.focus();
  }
}

/** Characters as the server counts them: code points, with single spaces, without those at the ends. */
function length(text: string): number {
  return Array.from(text.trim().replace(/\s+/g, " ")).length;
}
