import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LiveElement } from "../../../live/frontend/element";
import { formatTime } from "../../../live/frontend/format";
import { messages } from "../../../live/frontend/i18n";
import type { MyQuestion } from "../../../live/frontend/wire.gen";
import "../topics/my-questions";
import { WAY, canWithdraw, inOrder, isOver, progress } from "./fate";
import { sayRefusal } from "./refusals";

const t = messages({
  en: {
    none: "You have not asked anything yet.",
    noneHint: "What becomes of your questions is told here.",
    unavailable: "Your questions cannot be shown just now.",
    pending: "Received",
    approved: "Approved",
    on_deck: "Next on stage",
    on_air: "On air",
    answered: "Answered",
    rejected: "Not taken",
    skipped: "Passed over",
    withdrawn: "Withdrawn",
    pendingText: "A moderator will read it.",
    approvedText: "Everybody can see it and vote for it.",
    on_deckText: "It is with the host, and may be next.",
    on_airText: "It is being answered right now.",
    answeredText: "It was answered on air at {time}.",
    skippedText: "The host had to move on.",
    reason: "The desk says: {reason}",
    withdraw: "Withdraw",
    sure: "Withdraw it for good",
    keep: "Keep it",
    anonymous: "Without your name",
    steps: "The way of your question",
    asked: "Asked at {time}",
  },
  fr: {
    none: "Vous n’avez encore rien demandé.",
    noneHint: "Ce que deviennent vos questions se lit ici.",
    unavailable: "Vos questions ne peuvent être affichées pour l’instant.",
    pending: "Reçue",
    approved: "Retenue",
    on_deck: "Bientôt sur scène",
    on_air: "À l’antenne",
    answered: "Répondue",
    rejected: "Non retenue",
    skipped: "Passée",
    withdrawn: "Retirée",
    pendingText: "La modération va la lire.",
    approvedText: "Tout le monde la voit et peut voter.",
    on_deckText: "L’animateur l’a sous les yeux, elle peut venir.",
    on_airText: "On y répond en ce moment même.",
    answeredText: "On y a répondu à l’antenne à {time}.",
    skippedText: "L’animateur a dû avancer.",
    reason: "La régie répond : {reason}",
    withdraw: "Retirer",
    sure: "La retirer définitivement",
    keep: "La garder",
    anonymous: "Sans votre nom",
    steps: "Le chemin de votre question",
    asked: "Posée à {time}",
  },
});

/** `<live-my-questions></live-my-questions>`: what became of one's own questions, step by step. */
export class MyQuestions extends LiveElement {
  private readonly mine = this.follow(`my-questions/${this.config.event_id}/${this.live.subject}`);
  private asking: number | null = null;
  private complaint = "";

  protected override render(): TemplateResult {
    const state = this.mine.state;
    if (!state) return html`<p class="quiet-note" role="status">${t("unavailable")}</p>`;
    const questions = inOrder(state.questions);
    if (questions.length === 0) {
      return html`<div class="empty"><p class="empty__title">${t("none")}</p><p>${t("noneHint")}</p></div>`;
    }
    return html`<p class="complaint" role="status">${this.complaint}</p>
      <ol class="fates">
        ${repeat(questions, ({ id }) => id, (question) => this.item(question))}
      </ol>`;
  }

  private item(question: MyQuestion): TemplateResult {
    const at = progress(question);
    const over = isOver(question.state);
    return html`<li class="fate" data-state=${question.state} data-question=${question.id}>
      <p class="fate__text" lang=${question.language}>${question.text}</p>
      <ol class="steps" aria-label=${t("steps")}>
        ${WAY.map(
          (step, index) =>
            html`<li
              class="step"
              data-done=${index <= at}
              aria-current=${index === at && !over ? "step" : nothing}
              aria-label=${t(step)}
            ></li>`,
        )}
      </ol>
      <p class="fate__state"><b>${t(question.state)}</b> <span>${this.words(question)}</span></p>
      <p class="fate__meta">
        ${t("asked", { time: formatTime(question.asked_at_ms) })}${question.anonymous ? ` · ${t("anonymous")}` : ""}
        ${canWithdraw(question.state) ? this.way(question) : nothing}
      </p>
    </li>`;
  }

  private words(question: MyQuestion): string {
    switch (question.state) {
      case "rejected":
        return question.reason === "" ? "" : t("reason", { reason: question.reason });
      case "answered":
        return t("answeredText", { time: formatTime(question.answered_at_ms ?? question.moved_at_ms) });
      case "withdrawn":
        return "";
      default:
        return t(`${question.state}Text`);
    }
  }

  private way(question: MyQuestion): TemplateResult {
    if (this.asking !== question.id) {
      return html`<button type="button" class="text-button" @click=${() => {
        this.ask(question.id);
      }}>${t("withdraw")}</button>`;
    }
    return html`<span class="fate__sure">
      <button type="button" class="text-button text-button--bad" @click=${() => this.withdraw(question.id)}>${t("sure")}</button>
      <button type="button" class="text-button" @click=${() => {
        this.ask(null);
      }}>${t("keep")}</button>
    </span>`;
  }

  private ask(id: number | null): void {
    this.asking = id;
    this.requestUpdate();
  }

  private async withdraw(id: number): Promise<void> {
    this.ask(null);
    this.complaint = "";
    const outcome = await this.live.command("qa.withdraw", { question_id: id });
    if (!outcome.ok) this.complaint = sayRefusal(outcome);
    this.requestUpdate();
  }
}
