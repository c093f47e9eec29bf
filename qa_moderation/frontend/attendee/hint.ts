/** What is shown above a draft that says what somebody asked already. */
import { html, nothing, type TemplateResult } from "lit";
import { messages } from "../../../live/frontend/i18n";
import type { PublicQuestion } from "../../../live/frontend/wire.gen";

const t = messages({
  en: {
    asked: "This may have been asked already.",
    instead: "Upvote this instead",
    wanted: "You voted for it",
    votes: { one: "{n} vote", other: "{n} votes" },
    different: "Mine is different",
  },
  fr: {
    asked: "Cela a peut-être déjà été demandé.",
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
export function hint(alike: readonly Alike[], upvote: (id: number) => void, dismiss: () => void): TemplateResult {
  return html`<div class="alike" ?data-empty=${alike.length === 0}>
    <p class="alike__head" role="status">${alike.length > 0 ? t("asked") : ""}</p>
    ${alike.length === 0
      ? nothing
      : html`<ul class="alike__list">
            ${alike.map(
              ({ question, votes, upvoted }) => html`<li>
                <p class="alike__text" dir="auto" lang=${question.language}>${question.text}</p>
                <p class="alike__foot">
                  <span>${t("votes", { n: votes })}</span>
                  ${upvoted
                    ? html`<span>${t("wanted")}</span>`
                    : html`<button type="button" class="text-button" @click=${() => {
                        upvote(question.id);
                      }}>${t("instead")}</button>`}
                </p>
              </li>`,
            )}
          </ul>
          <button type="button" class="text-button alike__different" @click=${dismiss}>${t("different")}</button>`}
  </div>`;
}
