import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import type { PreviewServer, Stage } from "./server";
import { t } from "./words";

const STAGES: readonly Stage[] = ["open", "closed", "results"];

/**
 * `<live-poll-preview placement="show"></live-poll-preview>`: says that this is a preview, and lets one do what the crew
 * does. A question of the survey is open as long as it is there.
 */
export class Preview extends LiveElement {
  static override properties = { placement: {} };
  static server: PreviewServer;

  declare placement: string;

  protected override render(): TemplateResult {
    const { server } = Preview;
    return html`<p class="preview__note">${t("preview")}</p>
      <div class="preview__tools" role="group" aria-label=${t("stage")}>
        ${this.placement === "show"
          ? STAGES.map(
              (stage) => html`<button type="button" class="preview__tool" aria-pressed=${server.stage === stage} @click=${() => {
                this.move(stage);
              }}>${t(stage)}</button>`,
            )
          : nothing}
        <button type="button" class="preview__tool" @click=${() => {
          location.reload();
        }}>${t("again")}</button>
      </div>`;
  }

  private move(stage: Stage): void {
    Preview.server.move(stage);
    this.requestUpdate();
  }
}
