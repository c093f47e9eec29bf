import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LiveElement } from "../../../live/frontend/element";
import type { PollRecord } from "../../../live/frontend/wire.gen";
import { FollowedPolls } from "./following";
import { t } from "./words";

/** `<live-survey></live-survey>`: the questions of the survey after the show, each answered and kept by itself. */
export class Survey extends LiveElement {
  private readonly polls = new FollowedPolls(this, "feedback");

  /** What the server rendered stays until it is known what one answered before: else the page would move twice. */
  protected override get ready(): boolean {
    const { state, mine } = this.polls;
    return super.ready && !(state?.polls ?? []).some((poll) => isAsked(poll) && mine.isAsked(poll.id) && !mine.of(poll.id));
  }

  protected override render(): TemplateResult {
    const questions = this.questions();
    this.toggleAttribute("data-empty", questions.length === 0);
    if (questions.length === 0) return html``;
    const n = questions.length;
    const done = questions.filter(({ id }) => this.polls.mine.of(id)?.vote).length;
    const isComplete = done === n;
    return html`<div class="survey__progress">
        <progress max=${n} value=${done} aria-labelledby="survey-progress"></progress>
        <p id="survey-progress">${t("surveyProgress", { done, n })}</p>
      </div>
      <ol class="survey__cards">
        ${repeat(
          questions,
          ({ id }) => id,
          (poll) => html`<li class="survey__card" data-done=${this.polls.mine.of(poll.id)?.vote ? true : false}>
            <live-poll-answer .poll=${poll} eager></live-poll-answer>
          </li>`,
        )}
      </ol>
      <div class="survey__thanks" role="status">
        ${isComplete
          ? html`<p class="survey__thanks-title">${t("surveyDone")}</p>
              ${questions.some(({ may_change }) => may_change) ? html`<p>${t("surveyDoneHint")}</p>` : nothing}`
          : nothing}
      </div>`;
  }

  /** Those that this person is asked, in their order, once it is known what they answered before. */
  private questions(): PollRecord[] {
    const { state, mine } = this.polls;
    return (state?.polls ?? []).filter((poll) => {
      if (!isAsked(poll)) return false;
      const { id, audience } = poll;
      const known = mine.of(id);
      return audience === "all" ? known !== undefined || !mine.isAsked(id) || mine.failure(id) !== undefined : known?.is_invited === true;
    });
  }
}

function isAsked({ placement, gone_at_ms }: PollRecord): boolean {
  return placement === "feedback" && gone_at_ms === null;
}
