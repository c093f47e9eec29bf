/** One question in a lane. Rows of a long lane are all of one height: what says more is in the pane. */
import { html, nothing, type TemplateResult } from "lit";
import { formatNumber } from "../../../live/frontend/format";
import { checkIcon, gripIcon, icon, upIcon } from "../../../live/frontend/icons";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import { ICONS } from "./action-icons";
import { KEYS, movesOf, type Action } from "./actions";
import { heldByAnother, liveClaim } from "./claims";
import { laneOf, type LaneName } from "./lanes";
import { askerMark, claimMark, countMarks, cursorMarks, flagMarks, languageMark, priorityMark, themeMark } from "./marks";
import { themeOf, votesOf, type Scene } from "./scene";
import { sayState, t, wording } from "./words";

/** Where the row stands: its lane, and its place among how many. */
export interface Place {
  readonly lane: LaneName;
  readonly index: number;
  readonly count: number;
  /** The number on deck, in the deck. */
  readonly onDeck?: number | undefined;
}

/** Draw `question` in its place. */
export function row(question: DeskQuestion, place: Place, scene: Scene): TemplateResult {
  const { board, moves, deeds, nowMs, me, state } = scene;
  const { id } = question;
  const { lane } = place;
  const gone = laneOf(question) !== lane;
  const pending = moves.pending.get(id);
  const isChosen = board.chosen.has(id);
  const hasCursor = board.cursor === id;
  return html`<li
    class="d-row ${lane === "deck" ? "d-row--deck" : ""}"
    tabindex=${hasCursor ? 0 : -1}
    aria-setsize=${place.count}
    aria-posinset=${place.index + 1}
    data-question-id=${id}
    data-state=${question.state}
    ?data-cursor=${hasCursor}
    ?data-gone=${gone}
    ?data-chosen=${isChosen}
    ?data-held=${heldByAnother(question, me, nowMs) !== null}
    data-pending=${pending ? (scene.isOffline ? "queued" : "sending") : nothing}
    @focusin=${() => {
      if (board.cursor !== id || board.lane !== lane) board.point(id, lane);
    }}
  >
    ${place.onDeck === undefined ? nothing : html`<span class="d-row__place">${place.onDeck}${icon(gripIcon, "c-icon")}</span>`}
    <span class="d-row__lead">
      ${priorityMark(question.priority)}
      <button
        type="button"
        class="d-check"
        role="checkbox"
        tabindex="-1"
        aria-checked=${isChosen}
        aria-label=${t("select")}
        data-choose
      >
        ${isChosen ? icon(checkIcon, "c-icon") : nothing}
      </button>
    </span>
    <p class="d-row__text" lang=${question.language}>${wording(question)}</p>
    ${lane === "inbox" ? html`<span></span>` : votes(votesOf(state, question))}
    <div class="d-row__foot">${foot(question, gone, pending, scene)}</div>
    ${gone || pending
      ? nothing
      : html`<div class="d-row__acts">
          ${movesOf(question).map((action) => actButton(action, () => {
            deeds.act(action, board.index.find(id));
          }))}
        </div>`}
    ${cursorMarks(scene.pointers.get(id))}
  </li>`;
}

function foot(question: DeskQuestion, gone: boolean, pending: Action | undefined, scene: Scene): TemplateResult {
  const { moves, nowMs, me, state } = scene;
  if (pending) return html`<span class="d-row__state">${t(scene.isOffline ? "queued" : "sending", { what: t(pending) })}</span>`;
  const complaint = moves.complaints.get(question.id);
  if (complaint) return html`<span class="d-row__state" role="alert">${complaint}</span>`;
  if (gone) {
    return html`<span class="d-row__gone">${sayState(question)}${question.reason ? `: ${question.reason}` : ""}</span>`;
  }
  return html`<div class="d-row__meta">
    ${claimMark(liveClaim(question, nowMs), me, nowMs)} ${flagMarks(question.flags)} ${languageMark(question.language)}
    ${themeMark(themeOf(state, question))} ${countMarks(question)} ${askerMark(question, nowMs - question.asked_at_ms)}
  </div>`;
}

function votes(count: number): TemplateResult {
  return html`<span class="d-row__votes" title=${t("votes", { n: count })}
    >${icon(upIcon, "c-icon")}${formatNumber(count)}<span class="c-visually-hidden">${t("votes", { n: count })}</span></span
  >`;
}

/** A button with sign and key; in the pane with its word as well. `name` is said where the key does something else. */
export function actButton(
  action: Action,
  press: () => void,
  word: string | null = null,
  isPressed?: boolean,
  name = t(action),
): TemplateResult {
  return html`<button
    type="button"
    class="d-act"
    data-action=${action}
    title=${`${name} (${KEYS[action]})`}
    aria-label=${name}
    aria-pressed=${isPressed ?? nothing}
    @click=${press}
  >
    ${icon(ICONS[action], "c-icon")}${word === null ? nothing : html`<span class="d-act__word">${word}</span>`}<kbd class="c-key">${KEYS[action]}</kbd>
  </button>`;
}
