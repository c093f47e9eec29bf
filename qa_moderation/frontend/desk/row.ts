/** One question in a lane. */
import { html, nothing, type TemplateResult } from "lit";
import { formatNumber } from "../../../live/frontend/format";
import { checkIcon, closeIcon, downIcon, gripIcon, icon, sendIcon, undoIcon, upIcon } from "../../../live/frontend/icons";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import { laneOf, type LaneName } from "./lanes";
import { quickReasons, sayAge, sayState, t } from "./words";

export type Action = "approve" | "reject" | "send" | "recall" | "up" | "down";

/** Which actions a lane offers, and the key of each. */
export const ACTIONS: Readonly<Record<LaneName, readonly Action[]>> = {
  inbox: ["approve", "reject", "send"],
  approved: ["send", "reject"],
  deck: ["recall", "up", "down"],
};
export const KEYS: Readonly<Record<Action, string>> = {
  approve: "A",
  reject: "R",
  send: "S",
  recall: "U",
  up: "⇧K",
  down: "⇧J",
};
const ICONS: Readonly<Record<Action, string>> = {
  approve: checkIcon,
  reject: closeIcon,
  send: sendIcon,
  recall: undoIcon,
  up: upIcon,
  down: downIcon,
};

/** What a row needs to know beside its question. */
export interface RowContext {
  readonly lane: LaneName;
  readonly votes: number;
  readonly nowMs: number;
  readonly hasCursor: boolean;
  readonly isRejecting: boolean;
  /** The action on its way, and whether it waits for the connection. */
  readonly pending: { readonly action: Action; readonly queued: boolean } | undefined;
  readonly complaint: string | undefined;
  readonly place: number | undefined;
  act(action: Action, question: DeskQuestion): void;
  reject(question: DeskQuestion, reason: string): void;
  cancel(): void;
  point(question: DeskQuestion): void;
}

/** Draw `question` in its lane. */
export function row(question: DeskQuestion, context: RowContext): TemplateResult {
  const gone = laneOf(question) !== context.lane;
  return html`<li
    class="d-row ${context.lane === "deck" ? "d-row--deck" : ""}"
    tabindex=${context.hasCursor ? 0 : -1}
    data-question-id=${question.id}
    data-state=${question.state}
    ?data-cursor=${context.hasCursor}
    ?data-gone=${gone}
    data-pending=${context.pending ? (context.pending.queued ? "queued" : "sending") : nothing}
    @focusin=${() => {
      context.point(question);
    }}
  >
    ${context.place === undefined ? nothing : html`<span class="d-row__place">${context.place}${icon(gripIcon, "c-icon")}</span>`}
    <p class="d-row__text" lang=${question.language}>${question.text}</p>
    ${context.lane === "inbox" ? html`<span></span>` : votes(context.votes)}
    <div class="d-row__foot">
      ${gone
        ? html`<span class="d-row__gone">${sayState(question)}${question.reason ? `: ${question.reason}` : ""}</span>`
        : html`${meta(question, context.nowMs - question.asked_at_ms)}
            <div class="d-row__acts">${ACTIONS[context.lane].map((action) => button(action, question, context))}</div>`}
    </div>
    ${context.pending
      ? html`<div class="d-row__state">
          ${t(context.pending.queued ? "queued" : "sending", { what: t(context.pending.action) })}
        </div>`
      : context.complaint
        ? html`<div class="d-row__state" role="alert">${context.complaint}</div>`
        : nothing}
    ${context.isRejecting && !gone ? rejectForm(question, context) : nothing}
  </li>`;
}

/** Who asked, from where, in which language, how long ago. */
export function meta(question: DeskQuestion, ageMs: number | null): TemplateResult {
  const where = [question.asker_company, question.asker_country].filter(Boolean).join(" · ");
  return html`<div class="d-row__meta">
    <span class="d-lang">${question.language}</span>
    <span class="d-row__who">${question.asker_name ?? t("anonymous")}</span>
    ${where ? html`<span>${where}</span>` : nothing}
    ${ageMs === null ? nothing : html`<span class="c-num">${sayAge(ageMs)}</span>`}
  </div>`;
}

function votes(count: number): TemplateResult {
  return html`<span class="d-row__votes" title=${t("votes", { n: count })}>
    ${icon(upIcon, "c-icon")}${formatNumber(count)}<span class="c-visually-hidden"> ${t("votes", { n: count })}</span>
  </span>`;
}

function button(action: Action, question: DeskQuestion, context: RowContext): TemplateResult {
  const small = action === "up" || action === "down";
  return html`<button
    type="button"
    class="d-act ${small ? "d-act--icon" : ""}"
    data-action=${action}
    aria-label=${`${t(action)}: ${question.text.slice(0, 60)}`}
    tabindex=${context.hasCursor ? 0 : -1}
    ?disabled=${context.pending !== undefined}
    @click=${() => {
      context.act(action, question);
    }}
  >
    ${icon(ICONS[action], "c-icon")}
    ${small ? nothing : html`<span class="d-act__word">${t(action)}</span><kbd class="c-key">${KEYS[action]}</kbd>`}
  </button>`;
}

function rejectForm(question: DeskQuestion, context: RowContext): TemplateResult {
  const send = (reason: string): void => {
    if (reason.trim()) context.reject(question, reason.trim());
  };
  return html`<form
    class="d-reject"
    aria-label=${t("reason")}
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      send((event.target as HTMLFormElement).querySelector("input")?.value ?? "");
    }}
  >
    <div class="d-reject__quick">
      ${quickReasons().map(
        (reason, index) => html`<button
          type="button"
          class="d-act"
          data-reason=${index + 1}
          @click=${() => {
            send(reason);
          }}
        >
          <kbd class="c-key">${index + 1}</kbd>${reason}
        </button>`,
      )}
    </div>
    <div class="d-reject__own">
      <input name="reason" maxlength="300" autocomplete="off" placeholder=${t("ownWords")} aria-label=${t("ownWords")} />
      <button class="d-act" type="submit">${t("reject")} <kbd class="c-key">↵</kbd></button>
      <button class="d-act" type="button" @click=${context.cancel}>${t("cancel")} <kbd class="c-key">Esc</kbd></button>
    </div>
  </form>`;
}
