import { html, nothing, type TemplateResult } from "lit";
import type { Status } from "./client";
import "./connection.css";
import { LiveElement } from "./element";
import { messages } from "./i18n";
import { alertIcon, icon, offlineIcon, reloadIcon, slowIcon } from "./icons";

/** A break that is mended sooner than this is nobody's business. */
const PATIENCE_MS = 1_500;

const t = messages({
  en: {
    reconnecting: "Reconnecting…",
    offline: "You are offline. We come back when your network does.",
    degraded: "Updates may take a moment.",
    expired: "Your session has ended.",
    closed: "This page has lost its place.",
    reload: "Reload",
  },
  fr: {
    reconnecting: "Reconnexion…",
    offline: "Vous êtes hors ligne. Nous revenons avec votre réseau.",
    degraded: "Les mises à jour peuvent tarder un instant.",
    expired: "Votre session est terminée.",
    closed: "Cette page a perdu le fil.",
    reload: "Recharger",
  },
});

/**
 * `<live-connection></live-connection>`: says how the page's connection is when it is not well, and nothing otherwise.
 *
 * It lies over the page and moves nothing. What it says is announced politely.
 */
export class Connection extends LiveElement {
  private shown: Status = "live";
  private patience: ReturnType<typeof setTimeout> | undefined;
  private readonly renderAgain = (): void => {
    this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute("role", "status");
    addEventListener("online", this.renderAgain);
    addEventListener("offline", this.renderAgain);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.patience);
    this.patience = undefined;
    removeEventListener("online", this.renderAgain);
    removeEventListener("offline", this.renderAgain);
  }

  protected override render(): TemplateResult | typeof nothing {
    this.followStatus();
    switch (this.shown) {
      case "connecting":
      case "live":
        return nothing;
      case "degraded":
        return this.pill(slowIcon, t("degraded"));
      case "reconnecting":
        return navigator.onLine ? this.pill(reloadIcon, t("reconnecting"), true) : this.pill(offlineIcon, t("offline"));
      case "closed":
        return this.pill(alertIcon, this.live.closeCode === 4402 ? t("expired") : t("closed"));
    }
  }

  private followStatus(): void {
    const status = this.live.status;
    if (status === this.shown || status === "connecting") return;
    if (status !== "reconnecting") {
      clearTimeout(this.patience);
      this.patience = undefined;
      this.shown = status;
      return;
    }
    this.patience ??= setTimeout(() => {
      this.patience = undefined;
      this.shown = this.live.status;
      this.requestUpdate();
    }, PATIENCE_MS);
  }

  private pill(svg: string, text: string, turning = false): TemplateResult {
    return html`<p class="connection" data-status=${this.shown}>
      ${icon(svg, turning ? "connection__turning" : "")}
      <span>${text}</span>
      ${this.shown === "closed"
        ? html`<button type="button" @click=${this.reload}>${t("reload")}</button>`
        : nothing}
    </p>`;
  }

  private reload(): void {
    location.reload();
  }
}
