import { html, nothing, type TemplateResult } from "lit";
import { live as asTyped } from "lit/directives/live.js";
import { LiveElement } from "../../../live/frontend/element";
import { currentLanguage, messages } from "../../../live/frontend/i18n";
import { icon, sendIcon } from "../../../live/frontend/icons";
import type { QuestionsState } from "../../../live/frontend/wire.gen";
import "../topics/my-questions";
import "../topics/questions";
import { loadDraft, saveDraft } from "./draft";
import { hint, type Alike } from "./hint";
import { Finder, type Match } from "./similar";
import { sayRefusal } from "./refusals";

const t = messages({
  en: {
    label: "Your question",
    placeholder: "Ask the people on stage",
    send: "Ask",
    sending: "Sending…",
    kept: "It is sent as soon as the connection is back.",
    sent: "Received. A moderator reads it next.",
    upvoted: "Your vote counts for that question.",
    anonymous: "Without my name",
    left: { one: "{n} character left", other: "{n} characters left" },
    over: { one: "{n} character too many", other: "{n} characters too many" },
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
    upvoted: "Votre voix compte pour cette question.",
    anonymous: "Sans mon nom",
    left: { one: "{n} caractère restant", other: "{n} caractères restants" },
    over: { one: "{n} caractère de trop", other: "{n} caractères de trop" },
    closed: "Les questions sont closes pour le moment.",
    closedHint: "Vous pouvez encore lire et voter.",
  },
});

/** From here on the counter is shown: before, it would only make people nervous. */
const COUNTER_SHARE = 0.75;
/** The textarea takes a little more than the policy: what one pastes is to be shortened, not cut unseen. */
const OVERFLOW_CHARS = 200;
/** Somebody who pauses for so long may be shown what others asked. */
const PAUSE_MS = 400;

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
  private readonly mine = this.follow(`my-questions/${this.config.event_id}/${this.live.subject}`);
  private readonly finder = new Finder();
  private alike: readonly Match[] = [];
  /** The person said that theirs is another: no more of it for this draft. */
  private isDifferent = false;
  private pausing: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pausing);
  }

  protected override render(): TemplateResult {
    const policy = this.questions.state?.policy;
    if (policy && !policy.accepts_questions) {
      return html`<div class="ask ask--closed"><p><b>${t("closed")}</b> ${t("closedHint")}</p></div>`;
    }
    const maxChars = policy?.max_chars ?? 300;
    const left = maxChars - length(this.draft.text);
    const counted = left < maxChars * (1 - COUNTER_SHARE);
    return html`<form class="ask" @submit=${this.submit} novalidate>
      ${hint(this.shown(), (id) => void this.upvote(id), this.dismiss, this.renderAgain)}
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
        ${this.sending ? this.waiting() : this.said || (left < 0 ? t("over", { n: -left }) : counted ? t("left", { n: left }) : "")}
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
    if (this.draft.text === "") this.isDifferent = false;
    clearTimeout(this.pausing);
    this.pausing = setTimeout(this.compare, PAUSE_MS);
  };

  // --- what others asked

  private readonly compare = (): void => {
    const { state } = this.questions;
    this.alike = state && !this.isDifferent ? this.finder.find(this.draft.text, this.others(state)) : [];
    this.requestUpdate();
  };

  /** Questions before the audience that are not one's own; those that were answered as well. */
  private others(state: QuestionsState): QuestionsState["questions"][string][] {
    const own = this.mine.state?.questions ?? {};
    return Object.values(state.questions).filter(({ id }) => own[String(id)] === undefined);
  }

  private shown(): Alike[] {
    const { state } = this.questions;
    if (!state || this.sending) return [];
    return this.alike.flatMap(({ id }) => {
      const question = state.questions[String(id)];
      const upvoted = this.mine.state?.upvoted.includes(id) ?? false;
      return question ? [{ question, votes: state.upvotes[String(id)] ?? 0, upvoted }] : [];
    });
  }

  private readonly renderAgain = (): void => {
    this.requestUpdate();
  };

  private readonly dismiss = (): void => {
    this.isDifferent = true;
    this.alike = [];
    this.requestUpdate();
    this.querySelector("textarea")?.focus();
  };

  /** The vote is the question: what was being written is done with, once it counts. */
  private readonly upvote = async (id: number): Promise<void> => {
    const outcome = await this.live.command("qa.upvote", { question_id: id });
    this.failed = !outcome.ok;
    this.said = outcome.ok ? t("upvoted") : sayRefusal(outcome);
    this.alike = [];
    if (outcome.ok) this.write({ ...this.draft, text: "" });
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector("textarea")?.focus();
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
    clearTimeout(this.pausing);
    this.alike = [];
    this.isDifferent = false;
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
