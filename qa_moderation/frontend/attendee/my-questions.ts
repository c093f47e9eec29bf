import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LiveElement } from "../../../live/frontend/element";
import { formatTime } from "../../../live/frontend/format";
import { messages } from "../../../live/frontend/i18n";
import type { MyQuestion } from "../../../live/frontend/wire.gen";
import "../topics/my-questions";
import { WAY, canWithdraw, inOrder, isOver, otherWording, progress } from "./fate";
import { momentOf } from "./moment";
import { sayRefusal } from "./refusals";

const t = messages({
  en: {
    none: "You have not asked anything yet.",
    noneHint: "What becomes of your questions is told here.",
    unavailable: "Your questions cannot be shown just now.",
    pending: "Received",
    approved: "On the shortlist",
    on_deck: "On the list for the set",
    next: "You are next",
    on_air: "On air now",
    answered: "Answered",
    rejected: "Not taken",
    skipped: "Passed over",
    withdrawn: "Withdrawn",
    parked: "Kept for later",
    merged: "Joined with a similar question",
    pendingText: "A moderator will read it.",
    approvedText: "Everybody can see it and vote for it.",
    on_deckText: "The host takes it when its turn comes.",
    nextText: "The host takes it next.",
    on_airText: "It is being answered right now.",
    parkedText: "The desk has put it aside. It may still come.",
    mergedText: "Somebody asked nearly the same.",
    skippedText: "The host had to move on.",
    reason: "The desk says: {reason}",
    note: "A word to you from the desk",
    answer: "Answered in writing",
    asSet: "On the set in these words",
    joined: "Joined with a similar question. What becomes of that one becomes of yours.",
    sureNote: "It cannot be brought back.",
    sureJoined: "Only yours goes; the question that it was joined with stays.",
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
    approved: "Présélectionnée",
    on_deck: "Sur la liste du plateau",
    next: "C’est la prochaine",
    on_air: "À l’antenne",
    answered: "Répondue",
    rejected: "Non retenue",
    skipped: "Passée",
    withdrawn: "Retirée",
    parked: "Gardée pour plus tard",
    merged: "Jointe à une question semblable",
    pendingText: "La modération va la lire.",
    approvedText: "Tout le monde la voit et peut voter.",
    on_deckText: "L’animateur la prend quand vient son tour.",
    nextText: "L’animateur la prend ensuite.",
    on_airText: "On y répond en ce moment même.",
    parkedText: "La régie l’a mise de côté. Elle peut encore venir.",
    mergedText: "Quelqu’un a demandé presque la même chose.",
    skippedText: "L’animateur a dû avancer.",
    reason: "La régie répond : {reason}",
    note: "Un mot de la régie pour vous",
    answer: "Réponse écrite",
    asSet: "Sur le plateau, en ces termes",
    joined: "Jointe à une question semblable. Ce que celle-ci devient vaut pour la vôtre.",
    sureNote: "On ne peut pas la reprendre ensuite.",
    sureJoined: "Seule la vôtre part ; la question à laquelle elle est jointe reste.",
    withdraw: "Retirer",
    sure: "La retirer définitivement",
    keep: "La garder",
    anonymous: "Sans votre nom",
    steps: "Le chemin de votre question",
    asked: "Posée à {time}",
  },
});

const LOOK_EVERY_MS = 5_000;

/** `<live-my-questions></live-my-questions>`: what became of one's own questions, step by step. */
export class MyQuestions extends LiveElement {
  private readonly mine = this.follow(`my-questions/${this.config.event_id}/${this.live.subject}`);
  private asking: number | null = null;
  private complaint = "";
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Moments leave the stream's window, and the picture comes later than the list.
    this.timer = setInterval(this.renderAgain, LOOK_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

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
      <p class="fate__text" dir="auto" lang=${question.language}>${question.text}</p>
      ${this.aside(question)}
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
      <p class="fate__state"><b>${t(question.is_next ? "next" : question.state)}</b> <span>${this.words(question)}</span></p>
      ${question.note_to_asker ? quote(t("note"), question.note_to_asker) : nothing}
      ${question.answer ? quote(t("answer"), question.answer) : nothing}
      <p class="fate__meta">
        ${t("asked", { time: formatTime(question.asked_at_ms) })}${question.anonymous ? ` · ${t("anonymous")}` : ""}
        ${canWithdraw(question) ? this.way(question) : nothing}
      </p>
    </li>`;
  }

  /** In which words, and with which other question, it goes its way. */
  private aside(question: MyQuestion): TemplateResult {
    const wording = otherWording(question);
    return html`${question.merged_into === null ? nothing : html`<p class="fate__joined">${t("joined")}</p>`}
    ${wording ? quote(t("asSet"), wording) : nothing}`;
  }

  private words(question: MyQuestion): TemplateResult | string {
    switch (question.state) {
      case "rejected":
        return question.reason === "" ? "" : t("reason", { reason: question.reason });
      case "answered":
        return question.on_air_at_ms === null ? "" : momentOf(question.on_air_at_ms, this.renderAgain);
      case "withdrawn":
        return "";
      case "on_deck":
        return t(question.is_next ? "nextText" : "on_deckText");
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
      <span>${t("sureNote")}${question.merged_into === null ? "" : ` ${t("sureJoined")}`}</span>
      <button type="button" class="text-button text-button--bad" @click=${() => this.withdraw(question.id)}>${t("sure")}</button>
      <button type="button" class="text-button" @click=${() => {
        this.ask(null);
      }}>${t("keep")}</button>
    </span>`;
  }

  private readonly renderAgain = (): void => {
    this.requestUpdate();
  };

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

function quote(label: string, text: string): TemplateResult {
  return html`<div class="said"><p class="said__by">${label}</p><p class="said__text" dir="auto">${text}</p></div>`;
}
