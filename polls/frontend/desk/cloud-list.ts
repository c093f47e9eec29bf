/** The words of a cloud, each with how often it was given. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { formatNumber } from "../../../live/frontend/format";
import type { Cloud } from "./cloud";
import { displaced, type CloudWord } from "./cloud-rows";
import { bar } from "./pane";
import { sayRefusal } from "./saying";
import { t } from "./words";

export interface CloudContext {
  readonly isLocked: boolean;
  readonly nowMs: number;
  turn(word: CloudWord): void;
}

/** The whole list. */
export function cloudList(cloud: Cloud, context: CloudContext): TemplateResult {
  const moved = displaced(cloud.words);
  const most = Math.max(1, ...cloud.words.map(({ count }) => count));
  return html`<section class="v-lane" data-lane aria-label=${t("cloud")}>
    <h3 class="v-side__head">${t("cloud")} <span class="c-num">${cloud.words.length}</span></h3>
    ${moved > 0
      ? html`<button
          type="button"
          class="v-fresh"
          data-fresh
          @click=${() => {
            cloud.sort();
          }}
        >
          ${t("moreWords", { n: moved })} <kbd class="c-key" aria-hidden="true">N</kbd>
        </button>`
      : nothing}
    <div class="v-lane__scroll" tabindex="-1">
      ${cloud.failure
        ? html`<p class="v-quiet" role="alert">
            ${t("readFailed")} ${sayRefusal(cloud.failure, context.nowMs)}
            <button
              type="button"
              class="v-act"
              @click=${() => {
                cloud.again();
              }}
            >
              ${t("again")}
            </button>
          </p>`
        : nothing}
      ${cloud.words.length === 0 && !cloud.failure ? html`<p class="v-quiet">${t("noWords")}</p>` : nothing}
      <ol class="v-words">
        ${repeat(
          cloud.words,
          ({ word }) => word,
          (word) => line(word, most, cloud, context),
        )}
      </ol>
    </div>
  </section>`;
}

function line(word: CloudWord, most: number, cloud: Cloud, context: CloudContext): TemplateResult {
  const hasCursor = word.word === cloud.cursor;
  return html`<li
    class="v-word"
    tabindex=${hasCursor ? 0 : -1}
    data-word=${word.word}
    ?data-hidden=${word.is_hidden}
    ?data-cursor=${hasCursor}
    @focusin=${() => {
      cloud.point(word.word);
    }}
  >
    <span class="v-word__label" dir="auto">${word.label}</span>
    ${bar(word.count / most)}
    <span class="c-num">${formatNumber(word.count)}</span>
    <button
      type="button"
      class="v-act"
      data-turn
      tabindex=${hasCursor ? 0 : -1}
      aria-label=${t(word.is_hidden ? "putBackWord" : "hideWord", { word: word.label })}
      aria-disabled=${context.isLocked || cloud.sent.has(word.word)}
      @click=${() => {
        context.turn(word);
      }}
    >
      ${t(word.is_hidden ? "putBack" : "hide")} <kbd class="c-key" aria-hidden="true">H</kbd>
    </button>
  </li>`;
}
