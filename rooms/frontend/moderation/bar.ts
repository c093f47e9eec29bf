/** The line in which the crew writes. */
import { html, nothing, type TemplateResult } from "lit";
import type { CommandOutcome, LiveClient } from "../../../live/frontend/client";
import { t } from "./words";

export interface BarContext {
  /** The name of whom it replies to, if it does. */
  readonly replyTo: string | null;
  /** What became of what was done last. */
  readonly said: string;
  say(event: SubmitEvent): void;
  showKeys?(): void;
}

/** Draw it. */
export function bar(context: BarContext): TemplateResult {
  const label = context.replyTo === null ? t("say") : t("sayReply", { name: context.replyTo });
  return html`<form class="m-bar" @submit=${context.say}>
    <input name="say" maxlength="1000" autocomplete="off" aria-label=${label} placeholder=${label} />
    <button class="c-button">${t("send")} <kbd class="c-key">↵</kbd></button>
    <span class="m-bar__said" role="status">${context.said}</span>
    ${context.showKeys
      ? html`<button type="button" class="c-top__text m-bar__keys" @click=${context.showKeys}><kbd class="c-key">?</kbd> ${t("keys")}</button>`
      : nothing}
  </form>`;
}

/** Say what stands in the line; null where nothing does. What was refused stays there. */
export async function sayIt(
  live: LiveClient,
  event: SubmitEvent,
  to: { readonly room: string; readonly reply_to: number | null },
): Promise<CommandOutcome | null> {
  event.preventDefault();
  const field = (event.target as HTMLFormElement).querySelector("input");
  const text = field?.value.trim() ?? "";
  if (!field || text === "") return null;
  field.value = "";
  const outcome = await live.command("chat.say", { text, ...to }, { keep: true });
  if (!outcome.ok && field.value === "") field.value = text;
  return outcome;
}
