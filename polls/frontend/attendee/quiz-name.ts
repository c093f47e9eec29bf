import { html, type TemplateResult } from "lit";
import { live as asTyped } from "lit/directives/live.js";
import { LiveElement } from "../../../live/frontend/element";
import { OwnPolls } from "./own-polls";
import { sayRefusal } from "./refusals";
import { t } from "./words";

const NAME_CHARS = 24;
/** Who said no is not asked again in this tab. */
const DECLINED = "polls.name.declined";

/** `<live-quiz-name></live-quiz-name>`: offers a name for the leaderboard, once; who has one may leave it again. */
export class QuizName extends LiveElement {
  private readonly own = new OwnPolls(this);
  private name = "";
  private sending = false;
  private said = "";

  protected override render(): TemplateResult {
    const { score } = this.own.mine;
    if (!score) return html``;
    if (score.name) {
      return html`<p class="quiz-name__is">
        <span dir="auto">${t("playsAs", { name: score.name })}</span>
        <button type="button" class="text-button" ?disabled=${this.sending} @click=${this.leave}>${t("leave")}</button>
      </p>`;
    }
    if (hasDeclined()) return html``;
    return html`<form class="quiz-name" @submit=${this.submit} novalidate>
      <p class="quiz-name__prompt">${t("namePrompt")}</p>
      <p class="quiz-name__hint" id="quiz-name-hint">${t("nameHint")}</p>
      <label class="visually-hidden" for="quiz-name">${t("name")}</label>
      <div class="quiz-name__line">
        <input
          id="quiz-name"
          class="field"
          type="text"
          autocomplete="nickname"
          maxlength=${NAME_CHARS}
          placeholder=${t("name")}
          aria-describedby="quiz-name-hint quiz-name-note"
          aria-invalid=${this.said ? "true" : "false"}
          .value=${asTyped(this.name)}
          ?disabled=${this.sending}
          @input=${this.type}
        />
        <button class="button button--quiet" type="submit" ?disabled=${this.sending || this.name.trim() === ""}>${t("take")}</button>
      </div>
      <p class="answer-form__note" id="quiz-name-note" role="status" data-failed=${this.said !== ""}>${this.said}</p>
      <button type="button" class="text-button" @click=${this.decline}>${t("noName")}</button>
    </form>`;
  }

  private readonly type = (event: Event): void => {
    this.name = (event.target as HTMLInputElement).value;
    this.said = "";
    this.requestUpdate();
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    void this.choose(this.name);
  };

  private readonly leave = (): void => {
    remember();
    void this.choose("");
  };

  private readonly decline = (): void => {
    remember();
    this.requestUpdate();
  };

  private async choose(name: string): Promise<void> {
    this.sending = true;
    this.requestUpdate();
    const outcome = await this.live.command("polls.choose_name", { name });
    this.sending = false;
    this.said = outcome.ok ? "" : sayRefusal(outcome);
    if (outcome.ok) this.own.mine.rename((outcome.result as { name: string }).name);
    this.requestUpdate();
  }
}

function hasDeclined(): boolean {
  try {
    return sessionStorage.getItem(DECLINED) !== null;
  } catch {
    return false;
  }
}

function remember(): void {
  try {
    sessionStorage.setItem(DECLINED, "1");
  } catch {
    // Storage is blocked: it is offered again after a reload.
  }
}
