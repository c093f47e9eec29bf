/** What is on air, one set desk beside the other, and what the director says to each. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { formatDuration } from "../../../live/frontend/format";
import type { DeskQuestion, Feed } from "../../../live/frontend/wire.gen";
import { askerMark, cursorMarks, languageMark } from "./marks";
import { feedName, type Scene } from "./scene";
import { t, wording } from "./words";

/** One box for each set desk. */
export function air(scene: Scene): TemplateResult {
  const { state, board } = scene;
  return html`${repeat(
    state.feeds,
    ({ slug }) => slug,
    (feed) => box(feed, board.index.onAir.find((question) => question.feed === feed.slug), scene),
  )}`;
}

function box(feed: Feed, question: DeskQuestion | undefined, scene: Scene): TemplateResult {
  const { nowMs, board, state } = scene;
  const named = state.feeds.length > 1 ? html`<span class="d-air__feed">${feedName(feed)}</span>` : nothing;
  const prompt = html`<live-set-prompt .feed=${feed} .prompt=${state.prompts[feed.slug]} .nowMs=${nowMs}></live-set-prompt>`;
  if (!question) {
    return html`<section class="d-air" data-empty data-feed=${feed.slug}>
      <p class="d-air__head"><span class="d-air__tally">${t("nothingOnAir")}</span>${named}</p>
      ${prompt}
    </section>`;
  }
  const hasCursor = board.cursor === question.id;
  return html`<section
    class="d-air"
    data-feed=${feed.slug}
    data-question-id=${question.id}
    data-state="on_air"
    ?data-cursor=${hasCursor}
    tabindex=${hasCursor ? 0 : -1}
    aria-label=${t("onAirAt", { feed: feedName(feed) })}
    @focusin=${() => {
      if (board.cursor !== question.id) board.point(question.id, "deck");
    }}
  >
    <h3 class="d-air__head">
      <span class="d-air__tally">${t("onAir")}</span>${named}
      <span class="d-air__timer">${formatDuration(nowMs - (question.on_air_at_ms ?? nowMs))}</span>
    </h3>
    <p class="d-row__text d-air__text" lang=${question.language}>${wording(question)}</p>
    <div class="d-row__meta">${languageMark(question.language)} ${askerMark(question, null)}</div>
    ${cursorMarks(scene.pointers.get(question.id))} ${prompt}
  </section>`;
}
