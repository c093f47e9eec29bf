/** What came of a poll, as far as a viewer's own picture has got: one's own answer, how it stands, what was right. */
import { html, nothing, type TemplateResult } from "lit";
import { checkIcon, closeIcon, icon } from "../../../live/frontend/icons";
import type { GivenAnswer, PollRecord, PollsState } from "../../../live/frontend/wire.gen";
import { sayAnswer, sayNumber } from "./answer-text";
import type { Answer } from "./draft";
import type { MyPoll, MyPolls, MyScore } from "./mine";
import type { Phase } from "./phase";
import { results } from "./results";
import type { Standing } from "./standings";
import { optionText } from "./texts";
import { t } from "./words";

export interface OutcomeOf {
  readonly poll: PollRecord;
  readonly phase: Exclude<Phase, "absent">;
  readonly state: PollsState;
  readonly mine: Pick<MyPolls, "of">;
  /** How the quiz stands on this viewer's picture. */
  readonly standing: Standing;
}

/** Everything under the question, or under what one answered. */
export function sayOutcome({ poll, phase, state, mine, standing: { leaders, score } }: OutcomeOf): TemplateResult {
  const my = mine.of(poll.id);
  const answer = my?.vote?.answer ?? null;
  const isSeen = maySeeOthers(poll, phase, my);
  const tally = isSeen ? state.tallies[poll.id] : undefined;
  const texts = isSeen ? (state.texts[poll.id] ?? []) : [];
  const isQuizOver = poll.kind === "quiz" && phase === "results";
  // A chart marks what one answered, and what was right.
  const isDrawn = tally !== undefined && poll.kind !== "text";
  return html`${phase !== "open" && !isQuizOver && !isDrawn ? own(poll, my) : nothing}
    ${phase === "results" && (isQuizOver || !isDrawn) ? verdict(poll, my, score) : nothing}
    ${tally || texts.length > 0 || (isQuizOver && leaders.length > 0)
      ? results({ poll: phase === "results" ? poll : unsolved(poll), tally, texts, leaders: isQuizOver ? leaders : [], own: asGiven(answer) })
      : nothing}
    ${waiting(poll, phase, my, tally !== undefined || texts.length > 0)} ${isQuizOver && my?.vote ? html`<live-quiz-name></live-quiz-name>` : nothing}`;
}

/**
 * Whether one sees what others answered. The server tells it as soon as it is decided, which is before the picture of who
 * is late has got there. Where results are live, who has not voted yet is not shown what others did: it would lead them.
 */
function maySeeOthers(poll: PollRecord, phase: OutcomeOf["phase"], my: MyPoll | undefined): boolean {
  return phase === "results" || (poll.results === "live" && (phase === "closed" || Boolean(my?.vote)));
}

const withoutSolution = new WeakMap<PollRecord, PollRecord>();

/** The poll without what is right; the same one each time, so that a chart is not drawn anew. */
function unsolved(poll: PollRecord): PollRecord {
  let without = withoutSolution.get(poll);
  if (!without) withoutSolution.set(poll, (without = { ...poll, right_options: [], right_value: null }));
  return without;
}

function own(poll: PollRecord, my: MyPoll | undefined): TemplateResult | typeof nothing {
  const answer = my?.vote?.answer;
  if (!answer) return nothing;
  return html`<p class="poll__own"><span>${t("yours")}</span> <b dir="auto">${sayAnswer(poll, answer)}</b></p>`;
}

/** Whether one was right, never by colour alone. */
function verdict(poll: PollRecord, my: MyPoll | undefined, score: MyScore | null): TemplateResult | typeof nothing {
  const solution = poll.right_options.length > 0 ? optionText(poll, poll.right_options[0] ?? 0) : poll.right_value === null ? "" : sayNumber(poll, poll.right_value);
  const isRight = my?.is_right ?? (my?.vote?.answer && poll.kind === "quiz" ? my.vote.answer.options[0] === poll.right_options[0] : null);
  if (poll.kind !== "quiz") return solution ? html`<p class="poll__own"><span>${t("solution", { answer: solution })}</span></p>` : nothing;
  return html`<div class="verdict" data-right=${isRight ?? nothing}>
    ${isRight === null ? nothing : icon(isRight ? checkIcon : closeIcon)}
    <div>
      ${isRight === null
        ? nothing
        : html`<p class="verdict__word">${isRight ? (my?.points ? t("rightPoints", { n: my.points }) : t("right")) : t("wrong")}</p>`}
      ${isRight === true ? nothing : html`<p dir="auto">${t("solution", { answer: solution })}</p>`}
      ${score ? html`<p class="verdict__standing">${t("standing", { n: score.points, rank: score.rank })}</p>` : nothing}
    </div>
  </div>`;
}

/** What one waits for, in words. */
function waiting(poll: PollRecord, phase: OutcomeOf["phase"], my: MyPoll | undefined, isSeen: boolean): TemplateResult | typeof nothing {
  const words = sayWaiting(poll, phase, my, isSeen);
  return words ? html`<p class="poll__wait">${words}</p>` : nothing;
}

function sayWaiting(poll: PollRecord, phase: OutcomeOf["phase"], my: MyPoll | undefined, isSeen: boolean): string {
  if (phase === "results" || isSeen) return "";
  if (phase === "closed") {
    const soon = poll.results === "crew" ? t("resultsByCrew") : t("resultsSoon");
    return my?.vote ? soon : `${t("closedUnvoted")} ${soon}`;
  }
  if (poll.results === "live") return my?.vote ? "" : t("seenOnceVoted");
  return t(poll.results === "close" ? "resultsLater" : "resultsByCrew");
}

/** An answer as it is given: a list of the wire's may be changed, one of the page's may not. */
function asGiven(answer: Answer | null): GivenAnswer | null {
  return answer && { ...answer, options: [...answer.options], words: [...answer.words] };
}
