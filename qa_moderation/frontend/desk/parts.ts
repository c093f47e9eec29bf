/** What stands around the rows: the question on air, those that are done, empty lanes, the bar at the foot. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { formatDuration } from "../../../live/frontend/format";
import { icon, searchIcon } from "../../../live/frontend/icons";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import type { LaneName } from "./lanes";
import { meta } from "./row";
import { sayState, t } from "./words";

/** The question on air and for how long it is. */
export function air(question: DeskQuestion | undefined, nowMs: number): TemplateResult {
  if (!question) {
    return html`<section class="d-air" data-empty>
      <p class="d-air__head"><span class="d-air__tally">${t("nothingOnAir")}</span></p>
    </section>`;
  }
  return html`<section class="d-air" data-question-id=${question.id} data-state="on_air">
    <h3 class="d-air__head">
      <span class="d-air__tally">${t("onAir")}</span>
      <span class="d-air__timer">${formatDuration(nowMs - (question.on_air_at_ms ?? nowMs))}</span>
    </h3>
    <p class="d-air__text" lang=${question.language}>${question.text}</p>
    ${meta(question, null)}
  </section>`;
}

/** The questions that the host is done with. */
export function done(questions: readonly DeskQuestion[]): TemplateResult | typeof nothing {
  if (questions.length === 0) return nothing;
  return html`<h3 class="d-sub">${t("finished")} <span class="c-num">${questions.length}</span></h3>
    <ol class="d-list">
      ${repeat(
        questions,
        ({ id }) => id,
        (question) => html`<li class="d-row d-row--done" data-question-id=${question.id} data-state=${question.state}>
          <p class="d-row__text" lang=${question.language}>${question.text}</p>
          <div class="d-row__foot"><span class="d-row__gone">${sayState(question)}</span></div>
        </li>`,
      )}
    </ol>`;
}

/** What a lane without rows says. */
export function empty(lane: LaneName, sought: string): TemplateResult {
  if (sought) return html`<p class="d-empty">${t("noMatch", { text: sought })}</p>`;
  const [title, hint] = (
    {
      inbox: ["emptyInbox", "emptyInboxHint"],
      approved: ["emptyApproved", "emptyApprovedHint"],
      deck: ["emptyDeck", "emptyDeckHint"],
    } as const
  )[lane];
  return html`<p class="d-empty"><b>${t(title)}</b>${t(hint)}</p>`;
}

export interface BarContext {
  readonly sought: string;
  readonly said: string;
  search(event: Event): void;
  showKeys(): void;
}

/** The bar at the foot: search, what was done last, the most used keys. */
export function bar({ sought, said, search, showKeys }: BarContext): TemplateResult {
  return html`<div class="d-bar">
    <label class="d-search"
      >${icon(searchIcon, "c-icon")}<span class="c-visually-hidden">${t("search")}</span
      ><input type="search" placeholder=${t("search")} .value=${sought} @input=${search} /><kbd class="c-key">/</kbd></label
    >
    <span class="d-bar__said" role="status">${said}</span>
    <ul class="d-keys">
      ${(["next", "previous", "approve", "reject", "send"] as const).map(
        (word, index) => html`<li><kbd class="c-key">${"JKARS"[index]}</kbd> ${t(word)}</li>`,
      )}
      <li data-always>
        <button type="button" class="c-top__text" @click=${showKeys}><kbd class="c-key">?</kbd> ${t("keys")}</button>
      </li>
    </ul>
  </div>`;
}
