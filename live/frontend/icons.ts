/** Icons of one set (Lucide), as text in the bundle; what a page does not import is not in its bundle. */
import { nothing, type TemplateResult, html } from "lit";
import { unsafeSVG } from "lit/directives/unsafe-svg.js";

export { default as alertIcon } from "lucide-static/icons/triangle-alert.svg?raw";
export { default as arrowRightIcon } from "lucide-static/icons/arrow-right.svg?raw";
export { default as bookmarkIcon } from "lucide-static/icons/bookmark.svg?raw";
export { default as calendarIcon } from "lucide-static/icons/calendar-plus.svg?raw";
export { default as checkIcon } from "lucide-static/icons/check.svg?raw";
export { default as chevronDownIcon } from "lucide-static/icons/chevron-down.svg?raw";
export { default as closeIcon } from "lucide-static/icons/x.svg?raw";
export { default as crewIcon } from "lucide-static/icons/at-sign.svg?raw";
export { default as downIcon } from "lucide-static/icons/arrow-down.svg?raw";
export { default as emojiIcon } from "lucide-static/icons/smile.svg?raw";
export { default as enterFullScreenIcon } from "lucide-static/icons/maximize.svg?raw";
export { default as flagIcon } from "lucide-static/icons/flag.svg?raw";
export { default as gripIcon } from "lucide-static/icons/grip-vertical.svg?raw";
export { default as insultIcon } from "lucide-static/icons/message-square-warning.svg?raw";
export { default as languageIcon } from "lucide-static/icons/languages.svg?raw";
export { default as leaveFullScreenIcon } from "lucide-static/icons/minimize.svg?raw";
export { default as linkIcon } from "lucide-static/icons/link-2.svg?raw";
export { default as lockIcon } from "lucide-static/icons/lock.svg?raw";
export { default as mergeIcon } from "lucide-static/icons/merge.svg?raw";
export { default as micIcon } from "lucide-static/icons/mic.svg?raw";
export { default as mutedIcon } from "lucide-static/icons/volume-x.svg?raw";
export { default as noteIcon } from "lucide-static/icons/notebook-pen.svg?raw";
export { default as offlineIcon } from "lucide-static/icons/wifi-off.svg?raw";
export { default as ownIcon } from "lucide-static/icons/user-round.svg?raw";
export { default as panelIcon } from "lucide-static/icons/panel-right.svg?raw";
export { default as parkIcon } from "lucide-static/icons/circle-parking.svg?raw";
export { default as pauseIcon } from "lucide-static/icons/pause.svg?raw";
export { default as pencilIcon } from "lucide-static/icons/pencil.svg?raw";
export { default as peopleIcon } from "lucide-static/icons/users.svg?raw";
export { default as personIcon } from "lucide-static/icons/id-card.svg?raw";
export { default as pinIcon } from "lucide-static/icons/pin.svg?raw";
export { default as playIcon } from "lucide-static/icons/play.svg?raw";
export { default as plusIcon } from "lucide-static/icons/plus.svg?raw";
export { default as questionIcon } from "lucide-static/icons/message-circle-question-mark.svg?raw";
export { default as reloadIcon } from "lucide-static/icons/refresh-cw.svg?raw";
export { default as replyIcon } from "lucide-static/icons/reply.svg?raw";
export { default as searchIcon } from "lucide-static/icons/search.svg?raw";
export { default as sendIcon } from "lucide-static/icons/send-horizontal.svg?raw";
export { default as similarIcon } from "lucide-static/icons/combine.svg?raw";
export { default as skipIcon } from "lucide-static/icons/skip-forward.svg?raw";
export { default as slowIcon } from "lucide-static/icons/clock.svg?raw";
export { default as soundIcon } from "lucide-static/icons/volume-2.svg?raw";
export { default as starIcon } from "lucide-static/icons/star.svg?raw";
export { default as tagIcon } from "lucide-static/icons/tag.svg?raw";
export { default as trashIcon } from "lucide-static/icons/trash-2.svg?raw";
export { default as undoIcon } from "lucide-static/icons/undo-2.svg?raw";
export { default as upIcon } from "lucide-static/icons/arrow-up.svg?raw";
export { default as windowIcon } from "lucide-static/icons/external-link.svg?raw";

/**
 * Draw an icon in the text's colour, 1.25 em high: `icon(checkIcon)`. Takes the text of any of Lucide's files.
 *
 * It is decoration: the name of what it stands on is text (visible, or an aria-label of the button).
 */
export function icon(svg: string, className = ""): TemplateResult {
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return html`<svg
    class=${`lucide ${className}`.trimEnd()}
    aria-hidden="true"
    focusable="false"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${shapes ? unsafeSVG(shapes) : nothing}
  </svg>`;
}
