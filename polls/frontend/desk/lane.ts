/** The lane of answers in people's own words: what waits, what is shown, what is hidden. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { formatNumber } from "../../../live/frontend/format";
import { ROWS_MOST, TABS, type AnswerRow } from "./answer-rows";
import type { Answers } from "./answers";
import { sayRefusal } from "./saying";
import { t } from "./words";

export interface LaneContext {
  readonly isLocked: boolean;
  readonly nowMs: number;
  decide(row: AnswerRow, decision: "show" | "hide"): void;
}

/** The whole lane. */
export function lane(answers: Answers, context: LaneContext): TemplateResult {
  return html`<section class="v-lane" data-lane aria-label=${t("answers")}>
    <div class="v-tabs" role="group" aria-label=${t("nextTab")}>
      ${TABS.map(
        (tab) => html`<button
          type="button"
          data-tab=${tab}
          aria-pressed=${tab === answers.tab}
          ?data-some=${tab === "waiting" && answers.counts.waiting > 0}
          @click=${() => {
            answers.choose(tab);
          }}
        >
          ${t(tab)} <span class="c-num">${formatNumber(answers.counts[tab])}</span>
        </button>`,
      )}
      <kbd class="c-key" aria-hidden="true">F</kbd>
    </div>
    ${answers.fresh > 0 && answers.rows.length < ROWS_MOST
      ? html`<button type="button" class="v-fresh" data-fresh @click=${() => void answers.readOn()}>
          ${t("moreWait", { n: answers.fresh })} <kbd class="c-key" aria-hidden="true">N</kbd>
        </button>`
      : nothing}
    <div class="v-lane__scroll" tabindex="-1">${rowsOf(answers, context)}</div>
  </section>`;
}

function rowsOf(answers: Answers, context: LaneContext): TemplateResult {
  if (answers.failure) {
    return html`<p class="v-quiet" role="alert">
      ${t("readFailed")} ${sayRefusal(answers.failure, context.nowMs)}
      <button type="button" class="v-act" @click=${() => void answers.readOn()}>${t("again")}</button>
    </p>`;
  }
  if (answers.rows.length === 0) {
    if (answers.isReading) return html`<p class="v-quiet" role="status">${t("reading")}</p>`;
    return html`<p class="v-quiet">${t(answers.tab === "waiting" ? "noWaiting" : answers.tab === "shown" ? "noShown" : "noHidden")}</p>`;
  }
  return html`<ol class="v-answers">
      ${repeat(
        answers.rows,
        ({ record }) => record.id,
        (row) => answer(row, answers, context),
      )}
    </ol>
    ${answers.hasMore && answers.tab !== "waiting"
      ? html`<button type="button" class="v-fresh" @click=${() => void answers.readOn()}>${t("moreThere")} <kbd class="c-key" aria-hidden="true">N</kbd></button>`
      : nothing}`;
}

function answer(row: AnswerRow, answers: Answers, context: LaneContext): TemplateResult {
  const { record } = row;
  const hasCursor = record.id === answers.cursor;
  const complaint = answers.complaints.get(record.id);
  return html`<li
    class="v-answer"
    tabindex=${hasCursor ? 0 : -1}
    data-answer=${record.id}
    data-state=${row.isElsewhere ? "elsewhere" : record.state}
    ?data-cursor=${hasCursor}
    @focusin=${() => {
      answers.point(record.id);
    }}
  >
    <p class="v-answer__text" dir="auto">${record.text}</p>
    <div class="v-answer__foot">
      ${record.author_name ? html`<span class="v-answer__who"><bdi>${record.author_name}</bdi></span>` : nothing}
      ${fate(row, answers.tab)}
      <span class="v-answer__acts">
        ${record.state === "shown" ? nothing : act(row, "show", "S", answers, context)}
        ${record.state === "hidden" ? nothing : act(row, "hide", "H", answers, context)}
      </span>
    </div>
    ${complaint ? html`<p class="v-answer__said" role="alert">${sayRefusal(complaint, context.nowMs)}</p>` : nothing}
  </li>`;
}

/** What became of it: only where that is not what the tab says. */
function fate({ record, isElsewhere }: AnswerRow, tab: string): TemplateResult | typeof nothing {
  if (isElsewhere) return html`<span class="v-mark">${t("elsewhere")}</span>`;
  if (record.state === "waiting") return nothing;
  const isShown = record.state === "shown";
  if (record.moved_by) {
    return html`<span class="v-mark" data-mark=${record.state}>${t(isShown ? "isShownBy" : "isHiddenBy", { name: record.moved_by })}</span>`;
  }
  return tab === record.state ? nothing : html`<span class="v-mark" data-mark=${record.state}>${t(isShown ? "isShown" : "isHidden")}</span>`;
}

function act(row: AnswerRow, decision: "show" | "hide", key: string, answers: Answers, context: LaneContext): TemplateResult {
  const { record } = row;
  return html`<button
    type="button"
    class="v-act"
    data-decide=${decision}
    tabindex=${record.id === answers.cursor ? 0 : -1}
    aria-label=${`${t(decision)}: ${record.text.slice(0, 60)}`}
    aria-disabled=${context.isLocked || answers.sent.has(record.id)}
    @click=${() => {
      context.decide(row, decision);
    }}
  >
    ${t(decision)} <kbd class="c-key" aria-hidden="true">${key}</kbd>
  </button>`;
}
