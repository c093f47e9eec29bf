import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../live/frontend/element";
import { messages } from "../../live/frontend/i18n";
import { icon, peopleIcon } from "../../live/frontend/icons";
import "./topic";

const t = messages({
  en: { watching: { one: "{n} watching", other: "{n} watching" } },
  fr: { watching: { one: "{n} personne regarde", other: "{n} personnes regardent" } },
});

/** `<live-presence></live-presence>`: how many people are at the event now, once the server has counted them. */
export class Presence extends LiveElement {
  private readonly event = this.follow(`event/${this.config.event_id}`);

  protected override render(): TemplateResult | typeof nothing {
    const present = Number(this.event.pulse["presence"] ?? 0);
    if (present < 1) return nothing;
    return html`${icon(peopleIcon)}<span>${t("watching", { n: present })}</span>`;
  }
}
