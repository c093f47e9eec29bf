/** The moment of the stream in which a question was answered: a link where the player can go there, else its time. */
import { html, type TemplateResult } from "lit";
import { formatTime } from "../../../live/frontend/format";
import { messages } from "../../../live/frontend/i18n";
import { icon, playIcon } from "../../../live/frontend/icons";

const t = messages({
  en: { watch: "Watch that moment", at: "On air at {time}" },
  fr: { watch: "Revoir ce moment", at: "À l’antenne à {time}" },
});

/** The event that a player on this page takes: it prevents the default when it goes there, or (`asking`) could. */
export const SEEK = "live-seek";

/** Say when it was answered, with the way there. `missed` is called when the moment is out of reach by then. */
export function momentOf(programmeTimeMs: number, missed: () => void): TemplateResult {
  return html`<span class="moment"
    >${t("at", { time: formatTime(programmeTimeMs) })}${
      ask(programmeTimeMs, true)
        ? html` <a
            class="moment__link"
            href=${`#t=${programmeTimeMs}`}
            @click=${(event: Event) => {
              event.preventDefault();
              if (!ask(programmeTimeMs, false)) missed();
            }}
            >${icon(playIcon)}${t("watch")}</a
          >`
        : ""
    }</span
  >`;
}

function ask(programmeTimeMs: number, asking: boolean): boolean {
  const event = new CustomEvent(SEEK, { cancelable: true, detail: { programmeTimeMs, asking } });
  return !document.dispatchEvent(event);
}
