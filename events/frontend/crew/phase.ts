import { html, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { messages } from "../../../live/frontend/i18n";
import "../topic";

const t = messages({
  en: { before: "Before", live: "Live", after: "After" },
  fr: { before: "Avant", live: "En direct", after: "Après" },
});

/** `<live-phase data-phase="live">`: the event's phase, in the bar of every console. */
export class Phase extends LiveElement {
  private readonly event = this.follow(`event/${this.config.event_id}`);

  protected override render(): TemplateResult {
    const phase = this.event.state?.phase ?? "before";
    this.dataset["phase"] = phase;
    return html`${t(phase)}`;
  }
}
