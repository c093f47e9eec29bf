import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { formatDuration, formatTime } from "../../../live/frontend/format";
import { closeIcon, icon } from "../../../live/frontend/icons";
import type { CommandArgs, Feed, Prompt } from "../../../live/frontend/wire.gen";
import { feedName } from "./scene";
import { w } from "./tool-words";

const MINUTES = [1, 2, 3, 5, 10];

/** What changes of a prompt; what is not said stays as it is. */
type Change = Pick<CommandArgs["set.prompt"], "note" | "countdown_until_ms">;

/**
 * `<live-set-prompt>`: what the director says to one set desk: a note, a countdown, and whether the host has seen it.
 * Each is sent, and taken away, without the other.
 */
export class SetPrompt extends LiveElement {
  static override properties: PropertyDeclarations = {
    feed: { attribute: false },
    prompt: { attribute: false },
    nowMs: { attribute: false },
  };
  declare feed: Feed;
  declare prompt: Prompt | undefined;
  declare nowMs: number;
  private complaint = "";

  protected override render(): TemplateResult {
    const { prompt } = this;
    const isShown = prompt !== undefined && (prompt.note !== "" || prompt.countdown_until_ms !== null);
    const label = w("toSetOf", { feed: feedName(this.feed) });
    return html`<form class="d-prompt" aria-label=${label} @submit=${this.submit}>
      ${isShown ? this.said(prompt) : nothing}
      <input name="note" maxlength="200" autocomplete="off" placeholder=${w("toSetHint")} aria-label=${label} data-prompt-note />
      <select name="minutes" aria-label=${w("countdown")}>
        <option value="">${w(prompt?.countdown_until_ms ? "sameCountdown" : "noCountdown")}</option>
        ${MINUTES.map((n) => html`<option value=${n}>${w("minutes", { n })}</option>`)}
      </select>
      <button class="d-act" type="submit">${w("send")}</button>
      ${this.complaint ? html`<p class="d-prompt__bad" role="alert">${this.complaint}</p>` : nothing}
    </form>`;
  }

  private said(prompt: Prompt): TemplateResult {
    const leftMs = prompt.countdown_until_ms === null ? null : prompt.countdown_until_ms - this.nowMs;
    const state =
      prompt.seen_at_ms !== null
        ? w("seenAt", { time: formatTime(prompt.seen_at_ms) })
        : w("sentAt", { time: formatTime(prompt.at_ms ?? this.nowMs) });
    return html`<p class="d-prompt__said" ?data-seen=${prompt.seen_at_ms !== null}>
      ${prompt.note === "" ? nothing : html`<span>${prompt.note}</span> ${this.taker("clearNote", { note: "" })}`}
      ${leftMs === null
        ? nothing
        : html`<b class="c-num">${leftMs > 0 ? w("remaining", { time: formatDuration(leftMs) }) : w("over")}</b>
            ${this.taker("clearCountdown", { countdown_until_ms: null })}`}
      <em>${state}</em>
    </p>`;
  }

  private taker(name: "clearNote" | "clearCountdown", change: Change): TemplateResult {
    return html`<button
      class="d-act d-act--icon"
      type="button"
      aria-label=${w(name)}
      title=${w(name)}
      @click=${() => {
        void this.put(change, null);
      }}
    >
      ${icon(closeIcon, "c-icon")}
    </button>`;
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const note = (data.get("note") as string).trim();
    const minutes = Number(data.get("minutes"));
    if (!note && !minutes) return;
    const untilMs = Math.round(this.live.serverNowMs) + minutes * 60_000;
    void this.put({ ...(note && { note }), ...(minutes && { countdown_until_ms: untilMs }) }, form);
  };

  private async put(change: Change, form: HTMLFormElement | null): Promise<void> {
    const version = this.prompt?.version ?? 0;
    const fields = [...(form?.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select") ?? [])];
    const sent = fields.map(({ value }) => value);
    const outcome = await this.live.command("set.prompt", { feed: this.feed.slug, version, ...change });
    // What was written while this was on its way is the next.
    if (outcome.ok) for (const [at, field] of fields.entries()) if (field.value === sent[at]) field.value = "";
    this.complaint = outcome.ok ? "" : sayRefusal(outcome.code, outcome.details["changed_by"]);
    this.requestUpdate();
  }
}

function sayRefusal(code: string, by: unknown): string {
  if (code !== "qa.prompt_stale") return w("failed", { code });
  return w("promptStale", { name: typeof by === "string" && by ? by : w("somebody") });
}
