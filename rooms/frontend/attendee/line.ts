/** One line of the chat. */
import { html, nothing, type TemplateResult } from "lit";
import { formatTime } from "../../../live/frontend/format";
import { flagIcon, icon, replyIcon, trashIcon } from "../../../live/frontend/icons";
import type { ChatMessageRecord } from "../../../live/frontend/wire.gen";
import type { Line } from "./timeline";
import { t } from "./words";

export interface LineContext {
  /** The message that a line replies to, if it is at hand. */
  quoted(id: number): ChatMessageRecord | undefined;
  readonly canReply: boolean;
  reply(message: ChatMessageRecord): void;
  report(message: ChatMessageRecord): void;
  /** The message of one's own that is about to be deleted, if one is. */
  readonly deleting: number | null;
  /** Ask whether to delete a message of one's own; null: do not. */
  askDelete(id: number | null): void;
  deleteOwn(id: number): void;
}

/** Draw a line. What somebody wrote is text, in its own direction, and never markup. */
export function drawLine({ id, message, own }: Line, context: LineContext): TemplateResult {
  const replyTo = message?.reply_to ?? own?.reply_to ?? null;
  const quoted = replyTo === null ? undefined : context.quoted(replyTo);
  const note = own ? fate(own.reach) : "";
  return html`<li
    class="chat__line"
    data-message=${id}
    ?data-crew=${message?.is_crew ?? false}
    ?data-own=${own !== null}
    data-reach=${own?.reach ?? nothing}
  >
    <p class="chat__by">${byline(message, own !== null)} <span class="chat__at">${formatTime((message ?? own)?.posted_at_ms ?? 0)}</span></p>
    ${quoted ? html`<p class="chat__quote"><bdi>${quoted.author_name}</bdi>${t("saidThis")} <bdi>${quoted.text}</bdi></p>` : nothing}
    <p class="chat__text" dir="auto">${words(message?.text ?? own?.text ?? "", message?.is_crew ?? false)}</p>
    ${note ? html`<p class="chat__fate">${note}</p>` : nothing}
    ${own ? ownActions(id, message?.text ?? own.text, context) : message ? actions(message, context) : nothing}
  </li>`;
}

/** Who said it. The crew's name bears the mark that nobody else's can: it is not text. */
function byline(message: ChatMessageRecord | null, isOwn: boolean): TemplateResult {
  if (isOwn) return html`<b>${t("you")}</b>`;
  return html`<b><bdi>${message?.author_name ?? ""}</bdi></b>${message?.is_crew
      ? html` <span class="chat__badge">${t("crew")}</span>`
      : nothing}${message?.author_company ? html` <span class="chat__company"><bdi>${message.author_company}</bdi></span>` : nothing}`;
}

/** What the crew links to may be opened; what others write never is a link. */
export function words(text: string, isCrew: boolean): readonly (string | TemplateResult)[] {
  if (!isCrew) return [text];
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, place) =>
      place % 2 === 1 ? html`<a href=${part} target="_blank" rel="noopener noreferrer nofollow">${part}</a>` : part,
    );
}

function fate(reach: NonNullable<Line["own"]>["reach"]): string {
  switch (reach) {
    case "you":
      return t("onlyYou");
    case "held":
      return t("held");
    case "hidden":
      return t("hidden");
    case "all":
    case "taken_back":
      return "";
  }
}

/** One's own is deleted by two presses: it does not come back. */
function ownActions(id: number, text: string, context: LineContext): TemplateResult {
  const short = text.slice(0, 60);
  if (context.deleting !== id) {
    return html`<div class="chat__acts">
      <button type="button" data-act="delete" title=${t("delete")} aria-label=${t("deleteOf", { text: short })} @click=${() => {
        context.askDelete(id);
      }}>${icon(trashIcon)}</button>
    </div>`;
  }
  return html`<div class="chat__sure" role="group" aria-label=${t("deleteOf", { text: short })}>
    <span>${t("sureDelete")}</span>
    <button type="button" data-act="delete-yes" @click=${() => {
      context.deleteOwn(id);
    }}>${t("delete")}</button>
    <button type="button" data-act="delete-no" @click=${() => {
      context.askDelete(null);
    }}>${t("keep")}</button>
  </div>`;
}

function actions(message: ChatMessageRecord, context: LineContext): TemplateResult {
  const name = message.author_name;
  return html`<div class="chat__acts">
    ${context.canReply
      ? html`<button type="button" data-act="reply" title=${t("reply")} aria-label=${t("replyTo", { name })} @click=${() => {
          context.reply(message);
        }}>${icon(replyIcon)}</button>`
      : nothing}
    ${message.is_crew
      ? nothing
      : html`<button type="button" data-act="report" title=${t("report")} aria-label=${t("reportOf", { name })} @click=${() => {
          context.report(message);
        }}>${icon(flagIcon)}</button>`}
  </div>`;
}
