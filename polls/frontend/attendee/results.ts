/** How a poll stands, as a chart; what people wrote, as they wrote it. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { GivenAnswer, Leader, PollRecord, ShownText, Tally } from "../../../live/frontend/wire.gen";
import { t } from "./words";

/** As many are read at a glance; the newest. */
const TEXTS_SHOWN = 12;

export interface Results {
  readonly poll: PollRecord;
  readonly tally: Tally | undefined;
  readonly texts: readonly ShownText[];
  readonly leaders: readonly Leader[];
  /** One's own answer, marked in the picture. */
  readonly own: GivenAnswer | null;
}

/** Everything that there is to see of the results. */
export function results({ poll, tally, texts, leaders, own }: Results): TemplateResult {
  return html`${tally && poll.kind !== "text" ? html`<live-poll-chart class="poll__chart" .poll=${poll} .tally=${tally} .own=${own}></live-poll-chart>` : nothing}
    ${texts.length > 0 ? wall(texts) : nothing}
    ${leaders.length > 0
      ? html`<h3 class="poll__sub">${t("leaders")}</h3>
          <live-poll-chart class="poll__chart" view="leaderboard" .poll=${poll} .leaders=${leaders}></live-poll-chart>`
      : nothing}`;
}

function wall(texts: readonly ShownText[]): TemplateResult {
  const newest = texts.slice(-TEXTS_SHOWN).reverse();
  return html`<h3 class="poll__sub">${t("newestTexts")}</h3>
    <ul class="wall">
      ${repeat(
        newest,
        ({ id }) => id,
        ({ text, author_name }) => html`<li class="wall__text">
          <p dir="auto">${text}</p>
          ${author_name ? html`<p class="wall__by"><bdi>${author_name}</bdi></p>` : nothing}
        </li>`,
      )}
    </ul>`;
}
