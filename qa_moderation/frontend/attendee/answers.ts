import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { formatTime } from "../../../live/frontend/format";
import { messages } from "../../../live/frontend/i18n";
import "../topics/questions";
import { answered } from "./arrangement";

const t = messages({
  en: {
    none: "No question was answered this time.",
    at: "Answered on air at {time}",
    inWriting: "Answered in writing",
    anonymous: "Anonymous",
  },
  fr: {
    none: "Aucune question n’a reçu de réponse cette fois.",
    at: "Réponse à l’antenne à {time}",
    inWriting: "Réponse écrite",
    anonymous: "Anonyme",
  },
});

/** `<live-answers></live-answers>`: the questions that were answered, on air or in writing, in the order of the evening. */
export class Answers extends LiveElement {
  private readonly questions = this.follow(`questions/${this.config.event_id}`);

  protected override render(): TemplateResult {
    const list = this.questions.state ? answered(this.questions.state) : [];
    if (list.length === 0) return html`<p class="band__text">${t("none")}</p>`;
    return html`<ol class="answers">
      ${list.map(
        (question) =>
          html`<li class="answer">
            <p class="answer__meta">
              <b>${question.asker_name ?? t("anonymous")}</b>
              ${question.asker_company ? html`<span>${question.asker_company}</span>` : nothing}
              ${question.on_air_at_ms === null
                ? nothing
                : html`<span>${t("at", { time: formatTime(question.on_air_at_ms) })}</span>`}
            </p>
            <div>
              <p class="answer__text" dir="auto" lang=${question.language}>${question.text}</p>
              ${question.answer
                ? html`<div class="said"><p class="said__by">${t("inWriting")}</p><p class="said__text" dir="auto">${question.answer}</p></div>`
                : nothing}
            </div>
          </li>`,
      )}
    </ol>`;
  }
}
