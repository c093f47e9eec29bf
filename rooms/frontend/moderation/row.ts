/** One message on the chat's desk. */
import { html, nothing, type TemplateResult } from "lit";
import { formatTime } from "../../../live/frontend/format";
import type { DeskChatMessage, DeskChatSanction } from "../../../live/frontend/wire.gen";
import { actionsOn, KEYS, type Action } from "./actions";
import { t } from "./words";

export interface RowContext {
  readonly hasCursor: boolean;
  readonly sanction: DeskChatSanction | undefined;
  /** The action that is asked about once more. */
  readonly asking: Action | null;
  readonly isPending: boolean;
  readonly complaint: string | undefined;
  readonly nowMs: number;
  act(action: Action, message: DeskChatMessage): void;
  confirm(message: DeskChatMessage): void;
  cancel(): void;
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
      ${marks(message).map((mark) => html`<span class="m-mark" data-mark=${mark.kind}>${mark.word}</span>`)}
      ${context.sanction ? html`<span class="m-mark" data-mark="sanction">${saySanction(context.sanction, context.nowMs)}</span>` : nothing}
    </div>
    <p class="m-row__text" dir="auto">${message.text}</p>
    ${context.asking ? ask(context.asking, message, context) : acts(message, context)}
    ${context.complaint ? html`<p class="m-row__said" role="alert">${context.complaint}</p>` : nothing}
  </li>`;
}

function acts(message: DeskChatMessage, context: RowContext): TemplateResult {
  return html`<div class="m-row__acts">
    ${actionsOn(message, context.sanction).map(
      (action) => html`<button
        type="button"
        class="m-act"
        data-action=${action}
        aria-label=${`${t(action)}: ${message.text.slice(0, 60)}`}
        tabindex=${context.hasCursor ? 0 : -1}
        ?disabled=${context.isPending}
        @click=${() => {
          context.act(action, message);
        }}
      >
        ${t(action)}<kbd class="c-key">${KEYS[action]}</kbd>
      </button>`,
    )}
  </div>`;
}

function ask(action: Action, message: DeskChatMessage, context: RowContext): TemplateResult {
  const name = message.author_name;
  const question = t(action === "ban" ? "sureBan" : action === "mute" ? "sureMute" : "sureShadow", { name });
  return html`<div class="m-row__acts m-row__sure" role="group" aria-label=${question}>
    <span>${question}</span>
    <button type="button" class="m-act m-act--go" data-action="yes" @click=${() => {
      context.confirm(message);
    }}>${t("yes")}<kbd class="c-key">↵</kbd></button>
    <button type="button" class="m-act" data-action="no" @click=${context.cancel}>${t("no")}<kbd class="c-key">Esc</kbd></button>
  </div>`;
}

function marks(message: DeskChatMessage): readonly { kind: string; word: string }[] {
  const found: { kind: string; word: string }[] = [];
  if (message.state === "held") found.push({ kind: "held", word: t("held") });
  if (message.is_reported) found.push({ kind: "reported", word: t("reported", { n: message.reports }) });
  if (message.state === "hidden") found.push({ kind: "hidden", word: movedBy(t("hidden"), message.moved_by) });
  if (message.state === "taken_back") found.push({ kind: "taken_back", word: t("takenBack") });
  if (message.state === "shadowed") found.push({ kind: "shadowed", word: t("shadowed") });
  if (message.state === "sampled") found.push({ kind: "sampled", word: t("isSampled") });
  if (message.is_pinned) found.push({ kind: "pinned", word: t("pinnedMark") });
  if (message.mentions_crew) found.push({ kind: "mention", word: t("mention") });
  return found;
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
      const time = sanction.until_ms === null ? "–" : formatTime(sanction.until_ms);
      return t(sanction.until_ms !== null && sanction.until_ms <= nowMs ? "isMuteOver" : "isMute", { time });
    }
  }
}
