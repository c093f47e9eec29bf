import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { formatNumber } from "../../../live/frontend/format";
import "../topics/reactions";
import { t } from "./words";

/**
 * `<live-reactions-panel></live-reactions-panel>`: switches the audience's reactions on and off, and says how often each
 * was tapped, in a line under the control page.
 */
export class ReactionsPanel extends LiveElement {
  private readonly reactions = this.follow(`reactions/${this.config.event_id}`);
  private complaint = "";
  private isAsked = false;

  protected override render(): TemplateResult | typeof nothing {
    const state = this.reactions.state;
    if (!state) return nothing;
    const sum = Object.values(state.counts).reduce((all, count) => all + count, 0);
    return html`<div class="r-bar">
      <h2 id="r-title">${t("reactions")}</h2>
      <button
        type="button"
        class="c-switch r-switch"
        role="switch"
        data-reactions-switch
        aria-labelledby="r-title"
        aria-checked=${state.is_on && !state.is_held}
        ?disabled=${this.isLocked || state.is_held || this.isAsked}
        @click=${this.flip}
      >
        <span class="r-track" aria-hidden="true"></span><span>${t(state.is_on && !state.is_held ? "on" : "off")}</span>
      </button>
      <ul class="r-counts">
        ${state.emoji.map(({ emoji }) => html`<li><span>${emoji}</span> ${formatNumber(state.counts[emoji] ?? 0)}</li>`)}
      </ul>
      <p class="r-sum">${t("count", { n: sum })}</p>
      <p class="r-said" role="status">${state.is_held ? t("held") : this.complaint}</p>
    </div>`;
  }

  private readonly flip = async (): Promise<void> => {
    const state = this.reactions.state;
    if (!state || this.isLocked || this.isAsked) return;
    this.isAsked = true;
    this.complaint = "";
    this.requestUpdate();
    const outcome = await this.live.command("reactions.change", { is_on: !state.is_on });
    this.isAsked = false;
    if (!outcome.ok) this.complaint = t("failed");
    this.requestUpdate();
  };

  /** What is switched minutes after the press would surprise everybody: nothing is queued here. */
  private get isLocked(): boolean {
    const isDown = this.live.status === "reconnecting" || this.live.status === "closed";
    return isDown || !(this.config.roles ?? []).some((role) => ["moderator", "director", "organiser"].includes(role));
  }
}
