import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { formatDuration, formatTime } from "../../../live/frontend/format";
import type { Feed, Prompt } from "../../../live/frontend/wire.gen";
import { feedName } from "./scene";
import { w } from "./tool-words";

const MINUTES = [1, 2, 3, 5, 10];

/** `<live-set-prompt>`: what the director says to one set desk: a note, a countdown, and whether the host has seen it. */
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
        <option value="">${w("noCountdown")}</option>
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
      <span>${prompt.note}</span>
      ${leftMs === null
        ? nothing
        : html`<b class="c-num">${leftMs > 0 ? w("remaining", { time: formatDuration(leftMs) }) : w("over")}</b>`}
      <em>${state}</em>
      <button class="d-act" type="button" @click=${this.clear}>${w("clear")}</button>
    </p>`;
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const note = (data.get("note") as string).trim();
    const minutes = Number(data.get("minutes"));
    if (!note && !minutes) return;
    void this.put(note, minutes ? Math.round(this.live.serverNowMs) + minutes * 60_000 : null, form);
  };

  private readonly clear = (): void => {
    void this.put("", null, null);
  };

  private async put(note: string, untilMs: number | null, form: HTMLFormElement | null): Promise<void> {
    const outcome = await this.live.command("set.prompt", {
      feed: this.feed.slug,
      version: this.prompt?.version ?? 0,
      note,
      countdown_until_ms: untilMs,
    });
    if (outcome.ok) form?.reset();
    this.complaint = outcome.ok ? "" : outcome.code === "qa.prompt_stale" ? w("promptStale") : w("failed", { code: outcome.code });
    this.requestUpdate();
  }
}
