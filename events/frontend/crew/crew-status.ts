import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { formatNumber } from "../../../live/frontend/format";
import { messages } from "../../../live/frontend/i18n";
import "../topic";

const t = messages({
  en: {
    present: { one: "present", other: "present" },
    connecting: "Connecting",
    live: "Connected",
    reconnecting: "No connection; what you press is kept",
    degraded: "Slow: up to a second late",
    closed: "Signed out of this page",
    reload: "Reload",
  },
  fr: {
    present: { one: "présent", other: "présents" },
    connecting: "Connexion",
    live: "Connecté",
    reconnecting: "Pas de connexion ; ce que vous pressez est gardé",
    degraded: "Lent : jusqu’à une seconde de retard",
    closed: "Page déconnectée",
    reload: "Recharger",
  },
});

/** `<live-crew-status>`: who is there, and how the console's connection is. */
export class CrewStatus extends LiveElement {
  private readonly event = this.follow(`event/${this.config.event_id}`);

  protected override render(): TemplateResult {
    const present = this.event.pulse["presence"];
    const { status } = this.live;
    return html`
      ${typeof present === "number"
        ? html`<span class="c-presence"><b>${formatNumber(present)}</b> <span>${t("present", { n: present })}</span></span>`
        : nothing}
      <span class="c-connection" data-status=${status} role="status">${t(status)}</span>
      ${status === "closed"
        ? html`<button class="c-top__text" type="button" @click=${this.reload}>${t("reload")}</button>`
        : nothing}
    `;
  }

  private reload(): void {
    location.reload();
  }
}
