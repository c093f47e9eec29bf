/** Who leads in the quiz. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../../../live/frontend/icons";
import type { Leader } from "../../../live/frontend/wire.gen";
import { trophyIcon } from "./icons";
import { t } from "./words";

export function leaderboard(leaders: readonly Leader[]): TemplateResult {
  return html`<section class="v-leaders" aria-label=${t("leaders")}>
    <h3 class="v-side__head">${icon(trophyIcon)} ${t("leaders")}</h3>
    ${leaders.length === 0 ? html`<p class="v-quiet">${t("noLeaders")}</p>` : nothing}
    <ol>
      ${leaders.map(
        ({ rank, name, points, right }) => html`<li>
          <span class="c-num">${rank}</span><b><bdi>${name}</bdi></b>
          <span class="c-num">${t("points", { n: points })}</span><span class="v-leaders__right">${t("rightAnswers", { n: right })}</span>
        </li>`,
      )}
    </ol>
  </section>`;
}
