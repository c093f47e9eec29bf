/** What is shown above a draft that says what somebody asked already. */
import { html, nothing, type TemplateResult } from "lit";
import { messages } from "../../../live/frontend/i18n";
import type { PublicQuestion } from "../../../live/frontend/wire.gen";
import { momentOf } from "./moment";

const t = messages({
  en: {
    asked: "This may have been asked already.",
    answered: "This may have been answered already.",
    inWriting: "Answered in writing",
    wasAnswered: "Answered",
    instead: "Upvote this instead",
    wanted: "You voted for it",
    votes: { one: "{n} vote", other: "{n} votes" },
    different: "Mine is different",
  },
  fr: {
    asked: "Cela a peut-être déjà été demandé.",
    answered: "On y a peut-être déjà répondu.",
    inWriting: "Réponse écrite",
    wasAnswered: "Répondue",
    instead: "Voter pour celle-ci",
    wanted: "Vous avez voté pour elle",
    votes: { one: "{n} voix", other: "{n} voix" },
    different: "La mienne est différente",
  },
});

export interface Alike {
  readonly question: PublicQuestion;
  readonly votes: number;
  readonly upvoted: boolean;
}

/** The hint, politely: it stands beside the draft, takes no focus, and holds nothing up. Its line is there before it speaks. */
export function hint(
  alike: readonly Alike[],
  upvote: (id: number) => void,
  dismiss: () => void,
  missed: () => void,
): TemplateResult {
  const head = alike.some(({ question }) => question.state === "answered") ? t("answered") : t("asked");
  return html`<div class="alike" ?data-empty=${alike.length === 0}>
    <p class="alike__head" role="status">${alike.length > 0 ? head : ""}</p>
    ${alike.length === 0
      ? nothing
      : html`<ul class="alike__list">
            ${alike.map(
              (each) => html`<li data-state=${each.question.state}>
                <p class="alike__text" dir="auto" lang=${each.question.language}>${each.question.text}</p>
                ${each.question.state === "answered" ? answered(each.question, missed) : wish(each, upvote)}
              </li>`,
            )}
          </ul>
          <button type="button" class="text-button alike__different" @click=${dismiss}>${t("different")}</button>`}
  </div>`;
}

/** What is open can be upvoted in the place of the draft. */
function wish({ question, votes, upvoted }: Alike, upvote: (id: number) => void): TemplateResult {
  return html`<p class="alike__foot">
    <span>${t("votes", { n: votes })}</span>
    ${upvoted
      ? html`<span>${t("wanted")}</span>`
      : html`<button type="button" class="text-button" @click=${() => {
          upvote(question.id);
        }}>${t("instead")}</button>`}
  </p>`;
}

/** What was answered has its answer, or the moment of it. */
function answered({ answer, on_air_at_ms }: PublicQuestion, missed: () => void): TemplateResult {
  const moment = on_air_at_ms === null ? nothing : momentOf(on_air_at_ms, missed);
  return html`<p class="alike__foot"><span>${answer ? t("inWriting") : t("wasAnswered")}</span> ${moment}</p>
    ${answer ? html`<p class="said__text alike__answer" dir="auto">${answer}</p>` : nothing}`;
}
