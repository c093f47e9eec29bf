/** How a poll stands, as a chart. */
import { html, nothing, type TemplateResult } from "lit";
import { formatNumber } from "../../../live/frontend/format";
import type { Leader, PollRecord, ShownText, Tally } from "../../../live/frontend/wire.gen";
import type { Answer } from "./draft";
import { optionText } from "./texts";
import { t } from "./words";

export interface Results {
  readonly poll: PollRecord;
  readonly tally: Tally | undefined;
  readonly texts: readonly ShownText[];
  readonly leaders: readonly Leader[];
  readonly answer: Answer | null;
  /** By which one is on the leaderboard, "" for none. */
  readonly name: string;
}

/** The results with one's own answer marked. */
export function results({ poll, tally, texts, leaders }: Results): TemplateResult {
  return html`${tally
      ? html`<table class="results"><tbody>${Object.entries(tally.counts).map(
          ([key, count]) => html`<tr><th scope="row">${/^\d+$/.test(key) && poll.options.length > 0 ? optionText(poll, Number(key)) : key}</th><td>${formatNumber(count)}</td></tr>`,
        )}</tbody></table>`
      : nothing}
    ${texts.length > 0 ? html`<ul class="wall">${[...texts].reverse().map(({ text }) => html`<li dir="auto">${text}</li>`)}</ul>` : nothing}
    ${leaders.length > 0 ? html`<ol class="leaders" aria-label=${t("leaders")}>${leaders.map(({ name, points }) => html`<li><bdi>${name}</bdi> ${points}</li>`)}</ol>` : nothing}`;
}
