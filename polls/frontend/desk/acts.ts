/** What can be done to the poll that is looked at: the one big next thing, and the rest. */
import { html, nothing, type TemplateResult } from "lit";
import type { DeskPoll } from "../../../live/frontend/wire.gen";
import { MOVE_KEYS, SECONDS_KEYS, VIEW_KEYS } from "./keys";
import { graceMs, leftMs, mustWait, nextMove, otherMoves, PREPARERS_MOVES, SECONDS, showsItself, stageOf, viewsOf, type Move, type View } from "./life";
import { secondsLeft } from "./saying";
import { t } from "./words";

export interface ActsContext {
  readonly ballots: number;
  readonly nowMs: number;
  readonly mayPrepare: boolean;
  /** Nothing can be pressed: there is no line, or a press is on its way. */
  readonly isLocked: boolean;
  /** What comes next has changed under the finger just now. */
  readonly isSettling: boolean;
  /** The countdown in place of the prepared one; null: as prepared. */
  readonly seconds: number | null;
  readonly isAsking: boolean;
  readonly isAfter: boolean;
  move(move: Move): void;
  choose(seconds: number | null): void;
  show(view: View): void;
  take(): void;
  confirm(): void;
  cancel(): void;
}

/** Those of the moves that this person may make. */
export function allowed(moves: readonly Move[], mayPrepare: boolean): Move[] {
  return moves.filter((move) => mayPrepare || !PREPARERS_MOVES.has(move));
}

/** The whole bar. */
export function acts(desk: DeskPoll, context: ActsContext): TemplateResult {
  const next = nextMove(desk, context.nowMs);
  const others = allowed(otherMoves(desk, context.nowMs, context.ballots), context.mayPrepare);
  const offersOpening = next === "open" || others.includes("open") || others.includes("reopen");
  return html`<section class="v-acts" aria-label=${t("doNext")}>
    <div class="v-next">
      ${next ? big(desk, next, context) : nothing}
      <p class="v-note" data-note>${noteOf(desk, context)}</p>
    </div>
    ${offersOpening ? countdowns(desk, context) : nothing} ${context.isAsking ? sure(context) : rest(others, context)}
    ${graphics(desk, context)}
  </section>`;
}

function big(desk: DeskPoll, next: Move, context: ActsContext): TemplateResult {
  const isDisabled = context.isLocked || mustWait(desk, next, context.nowMs);
  return html`<button
    type="button"
    class="v-big"
    data-next=${next}
    ?data-settling=${context.isSettling}
    aria-disabled=${isDisabled}
    aria-keyshortcuts=${`Enter ${MOVE_KEYS[next]}`}
    @click=${(event: MouseEvent) => {
      // The second half of a double click is meant for what was there before.
      if (event.detail < 2) context.move(next);
    }}
  >
    <span>${t(next)}</span><kbd class="c-key" aria-hidden="true">↵</kbd><kbd class="c-key" aria-hidden="true">${MOVE_KEYS[next]}</kbd>
  </button>`;
}

function noteOf(desk: DeskPoll, context: ActsContext): string | typeof nothing {
  const { nowMs } = context;
  const grace = graceMs(desk, nowMs);
  switch (stageOf(desk, nowMs)) {
    case "open":
      return t(leftMs(desk, nowMs) === null ? "closesByHand" : "closesIn");
    case "closing": {
      const parts = [t("grace", { n: secondsLeft(grace ?? 0) })];
      if (mustWait(desk, "show_results", nowMs)) parts.push(t("mustWait"));
      if (showsItself(desk, nowMs)) parts.push(t("showsItself"));
      return parts.join(". ");
    }
    case "closed":
      return showsItself(desk, nowMs) ? t("itShows") : nothing;
    case "survey":
      return t(context.isAfter ? "surveyLive" : "surveyNote");
    case "gone":
      return t("goneNote");
    default:
      return nothing;
  }
}

function countdowns(desk: DeskPoll, context: ActsContext): TemplateResult {
  const { seconds } = desk.poll;
  const prepared = seconds === null ? t("asPreparedNone") : t("asPrepared", { n: seconds });
  const options: readonly (readonly [number | null, string, string])[] = [
    [null, prepared, "P"],
    ...SECONDS.map((each) => [each, each === 0 ? t("noCountdown") : t("seconds", { n: each }), SECONDS_KEYS[each] ?? ""] as const),
  ];
  return html`<div class="v-line">
    <span class="v-line__name" id="v-countdown">${t("countdown")}</span>
    <div class="v-switch" role="group" aria-labelledby="v-countdown">
      ${options.map(
        ([value, word, key]) => html`<button
          type="button"
          data-seconds=${value ?? "prepared"}
          aria-pressed=${value === context.seconds}
          @click=${() => {
            context.choose(value);
          }}
        >
          ${word} <kbd class="c-key" aria-hidden="true">${key}</kbd>
        </button>`,
      )}
    </div>
  </div>`;
}

function rest(moves: readonly Move[], context: ActsContext): TemplateResult {
  return html`<div class="v-line">
    ${moves.map(
      (move) => html`<button
        type="button"
        class="v-act"
        data-move=${move}
        aria-disabled=${context.isLocked}
        aria-keyshortcuts=${MOVE_KEYS[move]}
        @click=${() => {
          context.move(move);
        }}
      >
        ${t(move === "open" ? "openNow" : move)} <kbd class="c-key" aria-hidden="true">${MOVE_KEYS[move]}</kbd>
      </button>`,
    )}
  </div>`;
}

function sure(context: ActsContext): TemplateResult {
  const question = t("sureBack", { n: context.ballots });
  return html`<div class="v-line v-sure" role="group" aria-label=${question}>
    <span>${question}</span>
    <button type="button" class="v-act v-act--go" data-confirm aria-disabled=${context.isLocked} @click=${context.confirm}>
      ${t("yesBack")} <kbd class="c-key" aria-hidden="true">↵</kbd>
    </button>
    <button type="button" class="v-act" data-cancel @click=${context.cancel}>${t("no")} <kbd class="c-key" aria-hidden="true">Esc</kbd></button>
  </div>`;
}

const VIEW_WORDS = { question: "question", results: "results", leaderboard: "leaderboard" } as const;

function graphics(desk: DeskPoll, context: ActsContext): TemplateResult | typeof nothing {
  const views = viewsOf(desk);
  if (views.length === 0) return nothing;
  return html`<div class="v-line">
    <span class="v-line__name" id="v-graphics">${t("graphics")}</span>
    <div class="v-switch v-air" role="group" aria-labelledby="v-graphics">
      ${views.map(
        (view) => html`<button
          type="button"
          data-view=${view}
          aria-pressed=${desk.graphic === view}
          aria-disabled=${context.isLocked}
          aria-keyshortcuts=${VIEW_KEYS[view]}
          @click=${() => {
            context.show(view);
          }}
        >
          ${t(VIEW_WORDS[view])} <kbd class="c-key" aria-hidden="true">${VIEW_KEYS[view]}</kbd>
        </button>`,
      )}
    </div>
    ${desk.graphic
      ? html`<button type="button" class="v-act" data-take aria-disabled=${context.isLocked} aria-keyshortcuts="X" @click=${context.take}>
          ${t("take")} <kbd class="c-key" aria-hidden="true">X</kbd>
        </button>`
      : nothing}
  </div>`;
}

