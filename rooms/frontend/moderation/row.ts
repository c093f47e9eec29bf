/** One message on the chat's desk. */
import { html, nothing, type TemplateResult } from "lit";
import { formatTime } from "../../../live/frontend/format";
import type { DeskChatMessage, DeskChatSanction } from "../../../live/frontend/wire.gen";
import { actionsOn, isOn, KEYS, type Action } from "./actions";
import { ask, type AskContext, type Asking } from "./sanctioning";
import { t } from "./words";

export interface RowContext extends AskContext {
  readonly hasCursor: boolean;
  readonly sanction: DeskChatSanction | undefined;
  /** Whether the row stands among those that wait though it was decided: by somebody else, a moment ago. */
  readonly isDecided: boolean;
  /** What is asked about its author, before it is done. */
  readonly asking: Asking | null;
  readonly isPending: boolean;
  readonly complaint: string | undefined;
  readonly nowMs: number;
  act(action: Action, message: DeskChatMessage): void;
  point(message: DeskChatMessage): void;
}

/** Draw `message`. */
export function row(message: DeskChatMessage, context: RowContext): TemplateResult {
  return html`<li
    class="m-row"
    tabindex=${context.hasCursor ? 0 : -1}
    data-message=${message.id}
    data-state=${message.state}
    ?data-reported=${message.is_reported}
    ?data-cursor=${context.hasCursor}
    ?data-decided=${context.isDecided}
    @focusin=${() => {
      context.point(message);
    }}
  >
    <div class="m-row__meta">
      <span class="m-row__who"><bdi>${message.author_name}</bdi></span>
      ${message.is_crew ? html`<span class="m-mark">${t("crew")}</span>` : nothing}
      ${message.author_company ? html`<span class="m-row__company"><bdi>${message.author_company}</bdi></span>` : nothing}
      ${message.room === "stage" ? nothing : html`<span class="m-mark">${message.room}</span>`}
      <span class="c-num">${formatTime(message.posted_at_ms)}</span>
      ${marks(message, context.isDecided).map((mark) => html`<span class="m-mark" data-mark=${mark.kind}>${mark.word}</span>`)}
      ${context.sanction ? html`<span class="m-mark" data-mark="sanction">${saySanction(context.sanction, context.nowMs)}</span>` : nothing}
    </div>
    <p class="m-row__text" dir="auto">${message.text}</p>
    ${context.asking ? ask(context.asking, message, context) : acts(message, context)}
    ${context.complaint ? html`<p class="m-row__said" role="alert">${context.complaint}</p>` : nothing}
  </li>`;
}

function acts(message: DeskChatMessage, context: RowContext): TemplateResult {
  return html`<div class="m-row__acts">
    ${actionsOn(message, context.sanction, context.nowMs).map(
      (action) => html`<button
        type="button"
        class="m-act"
        data-action=${action}
        aria-label=${`${t(action)}: ${message.text.slice(0, 60)}`}
        tabindex=${context.hasCursor ? 0 : -1}
        ?disabled=${context.isPending}
        @click=${({ detail }: MouseEvent) => {
          // The second press of a double click would hit the row that has come up meanwhile.
          if (detail < 2) context.act(action, message);
        }}
      >
        ${t(action)}<kbd class="c-key">${KEYS[action]}</kbd>
      </button>`,
    )}
  </div>`;
}

/** What stands beside a message's author: where it is, why it waits. */
export function marks(message: DeskChatMessage, isDecided: boolean): readonly { kind: string; word: string }[] {
  const found: { kind: string; word: string }[] = [];
  if (message.state === "held") found.push({ kind: "held", word: t(message.held_for === "name" ? "heldName" : "held") });
  if (isListed(message)) found.push({ kind: "reported", word: t("listed") });
  if (message.is_reported && message.reports > 0) found.push({ kind: "reported", word: t("reported", { n: message.reports }) });
  if (message.state === "hidden") found.push({ kind: "hidden", word: movedBy(t("hidden"), message.moved_by) });
  if (message.state === "taken_back") found.push({ kind: "taken_back", word: t("takenBack") });
  if (message.state === "shadowed") found.push({ kind: "shadowed", word: t("shadowed") });
  if (message.state === "sampled") found.push({ kind: "sampled", word: t("isSampled") });
  if (isDecided && message.state === "visible") found.push({ kind: "decided", word: movedBy(t("decided"), message.moved_by) });
  if (message.is_pinned) found.push({ kind: "pinned", word: t("pinnedMark") });
  if (message.mentions_crew) found.push({ kind: "mention", word: t("mention") });
  return found;
}

/** Whether it waits because a word of it came on the list once it was published; not for having been held, and released. */
function isListed({ is_reported, held_for, reports, moved_by }: DeskChatMessage): boolean {
  return is_reported && held_for === "words" && (reports === 0 || moved_by === "");
}

function movedBy(what: string, name: string): string {
  return name ? t("movedBy", { what, name }) : what;
}

/** What keeps somebody from writing: "Muted until 20:30". */
export function saySanction(sanction: DeskChatSanction, nowMs: number): string {
  switch (sanction.kind) {
    case "ban":
      return t("isBan");
    case "shadow_mute":
      return t("isShadow");
    case "mute": {
      if (sanction.until_ms === null) return t("isMuteForAll");
      return t(isOn(sanction, nowMs) ? "isMute" : "isMuteOver", { time: formatTime(sanction.until_ms) });
    }
  }
}
