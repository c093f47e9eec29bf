/** What is asked before a person is muted or banned: for how long, and why. */
import { html, nothing, type TemplateResult } from "lit";
import type { DeskChatMessage } from "../../../live/frontend/wire.gen";
import type { Action } from "./actions";
import { t } from "./words";

/** How long a mute may last: a while, longer, and (null) for the whole event. The keys 1, 2 and 3. */
export const LASTS_S: readonly (number | null)[] = [600, 3600, null];
const REASON_CHARS = 300;

/** What is being asked about one person. */
export interface Asking {
  readonly action: Action;
  readonly lasts: number;
  readonly reason: string;
}

export interface AskContext {
  confirm(message: DeskChatMessage): void;
  cancel(): void;
  change(change: Partial<Pick<Asking, "lasts" | "reason">>): void;
}

/** The question, with what may be said to it; Enter does it, Escape does not. */
export function ask(asking: Asking, message: DeskChatMessage, context: AskContext): TemplateResult {
  const name = message.author_name;
  const question = t(asking.action === "ban" ? "sureBan" : asking.action === "mute" ? "sureMute" : "sureShadow", { name });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    context.confirm(message);
  };
  return html`<form class="m-row__acts m-row__sure" aria-label=${question} @submit=${submit}>
    <span>${question}</span>
    ${asking.action === "mute" ? durations(asking, context) : nothing}
    ${asking.action === "shadow"
      ? nothing
      : html`<label class="m-row__reason"
          ><span>${t("reason")}<kbd class="c-key">W</kbd></span>
          <input name="reason" maxlength=${REASON_CHARS} autocomplete="off" .value=${asking.reason} @input=${(event: Event) => {
            context.change({ reason: (event.target as HTMLInputElement).value });
          }} />
        </label>`}
    <span class="m-row__answers">
      <button class="m-act m-act--go" data-action="yes">${t("yes")}<kbd class="c-key">↵</kbd></button>
      <button type="button" class="m-act" data-action="no" @click=${context.cancel}>${t("no")}<kbd class="c-key">Esc</kbd></button>
    </span>
  </form>`;
}

function durations(asking: Asking, context: AskContext): TemplateResult {
  return html`<div class="m-switch" role="group" aria-label=${t("howLong")}>
    ${LASTS_S.map(
      (lasts, place) => html`<button type="button" aria-pressed=${place === asking.lasts} data-lasts=${String(lasts)} @click=${() => {
        context.change({ lasts: place });
      }}>${sayLasting(lasts)}<kbd class="c-key">${place + 1}</kbd></button>`,
    )}
  </div>`;
}

function sayLasting(lastsS: number | null): string {
  if (lastsS === null) return t("wholeEvent");
  return lastsS < 3600 ? t("minutes", { n: lastsS / 60 }) : t("hours", { n: lastsS / 3600 });
}
