/** One lane: its count, what waits, its rows. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import { air } from "./air";
import { SIDES, laneOf, type LaneName } from "./lanes";
import type { RowWindow } from "./row-window";
import { row } from "./row";
import type { Scene } from "./scene";
import { styled } from "../../../live/frontend/styled";
import { sayAge, t } from "./words";

/** What the page does for a lane. */
export interface LaneHost {
  windowOf(lane: LaneName): RowWindow;
  readonly scrolled: (event: Event) => void;
  readonly clicked: (event: MouseEvent) => void;
  readonly lift: (event: PointerEvent) => void;
  enter(lane: LaneName): void;
  showFresh(): void;
}

/** Draw a lane; without a scene, that it is coming. */
export function lane(name: LaneName, scene: Scene | null, host: LaneHost): TemplateResult {
  const isSide = (SIDES as readonly LaneName[]).includes(name);
  const count = scene?.board.ids(name).length;
  return html`<section
    class="d-lane"
    data-lane=${name}
    ?data-side=${isSide}
    ?data-shown=${scene?.board.lane === name}
    aria-label=${t(name)}
  >
    <header class="d-lane__head">
      ${isSide
        ? sideTabs(scene, name, host)
        : html`<span class="d-lane__count" ?data-zero=${count === 0}>${count ?? "–"}</span>
            <h2>${t(name)}</h2>
            ${name === "inbox" && scene ? oldest(scene) : nothing}`}
    </header>
    ${notice(name, scene, host)}
    <div class="d-lane__scroll" tabindex="-1" data-scroll=${name} @scroll=${host.scrolled} @click=${host.clicked}>
      ${scene
        ? rows(name, scene, host)
        : html`<p class="c-visually-hidden">${t("loading")}</p>
            ${[0, 1, 2].map(() => html`<div class="d-skeleton"></div>`)}`}
    </div>
  </section>`;
}

function sideTabs(scene: Scene | null, shown: LaneName, host: LaneHost): TemplateResult {
  return html`<div class="d-side" role="tablist" aria-label=${t("aside")}>
    ${SIDES.map(
      (name) => html`<button
        type="button"
        role="tab"
        data-side-tab=${name}
        aria-selected=${name === shown}
        @click=${() => {
          host.enter(name);
        }}
      >
        <b>${scene ? scene.board.ids(name).length : "–"}</b> ${t(name)}
      </button>`,
    )}
  </div>`;
}

function oldest({ board, nowMs }: Scene): TemplateResult | typeof nothing {
  let first: DeskQuestion | undefined;
  for (const id of board.ids("inbox")) {
    const question = board.index.find(id);
    // The urgent stand first: the oldest of the rest is the first of its priority.
    if (question && (!first || question.asked_at_ms < first.asked_at_ms)) first = question;
    if (question?.priority === 0) break;
  }
  if (!first) return nothing;
  return html`<span class="d-lane__aside">${t("oldest", { age: sayAge(nowMs - first.asked_at_ms) })}</span>`;
}

const ORDERS = { inbox: "inOrder", approved: "wanted", deck: "order", parked: "latest", declined: "latest", answered: "latest" } as const;

function notice(name: LaneName, scene: Scene | null, host: LaneHost): TemplateResult {
  const waiting = scene?.board.waiting(name) ?? 0;
  if (waiting === 0) return html`<div class="d-new">${t(ORDERS[name])}</div>`;
  return html`<button
    type="button"
    class="d-new"
    data-fresh
    @click=${() => {
      host.showFresh();
    }}
  >
    ${t("fresh", { n: waiting })}<kbd class="c-key">N</kbd>
  </button>`;
}

function rows(name: LaneName, scene: Scene, host: LaneHost): TemplateResult {
  const { board, state } = scene;
  const ids = board.shown(name);
  // The deck is short, and shows each wording whole.
  const window = host.windowOf(name);
  const [from, to] = name === "deck" ? ([0, ids.length] as const) : window.range(ids.length);
  const shown = ids.slice(from, to).flatMap((id) => board.index.find(id) ?? []);
  const onDeck = (question: DeskQuestion): number | undefined =>
    name === "deck" && laneOf(question) === "deck" ? state.deck.question_ids.indexOf(question.id) + 1 : undefined;
  const drawn = repeat(
    shown,
    ({ id }) => id,
    (question, index) => row(question, { lane: name, index: from + index, count: ids.length, onDeck: onDeck(question) }, scene),
  );
  const list =
    name === "deck"
      ? html`<ol class="d-list" @pointerdown=${host.lift}>${drawn}</ol>`
      : html`<ol
          class="d-list d-list--window"
          ${styled({ "--above": `${from * window.row}px`, "--all": `${ids.length * window.row}px` })}
        >
          ${drawn}
        </ol>`;
  return html`${name === "deck" ? air(scene) : nothing} ${ids.length > 0 ? list : empty(name, board.isNarrowed)}`;
}

/** What a lane without rows says. */
function empty(name: LaneName, isNarrowed: boolean): TemplateResult {
  if (isNarrowed) return html`<p class="d-empty">${t("noMatch")}</p>`;
  const [title, hint] = (
    {
      inbox: ["emptyInbox", "emptyInboxHint"],
      approved: ["emptyApproved", "emptyApprovedHint"],
      deck: ["emptyDeck", "emptyDeckHint"],
      parked: ["emptyParked", "emptyParkedHint"],
      declined: ["emptyDeclined", "emptyDeclinedHint"],
      answered: ["emptyAnswered", "emptyAnsweredHint"],
    } as const
  )[name];
  return html`<p class="d-empty"><b>${t(title)}</b>${t(hint)}</p>`;
}
