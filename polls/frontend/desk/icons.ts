/** The signs of a poll's stages and moves: of the one set, and of no use elsewhere. */
export { default as archiveIcon } from "lucide-static/icons/archive.svg?raw";
export { default as copyIcon } from "lucide-static/icons/copy.svg?raw";
export { default as draftIcon } from "lucide-static/icons/circle-dashed.svg?raw";
export { default as goneIcon } from "lucide-static/icons/eye-off.svg?raw";
export { default as hourglassIcon } from "lucide-static/icons/hourglass.svg?raw";
export { default as openIcon } from "lucide-static/icons/radio.svg?raw";
export { default as readyIcon } from "lucide-static/icons/circle-check.svg?raw";
export { default as resultsIcon } from "lucide-static/icons/chart-column.svg?raw";
export { default as stopIcon } from "lucide-static/icons/circle-stop.svg?raw";
export { default as surveyIcon } from "lucide-static/icons/clipboard-list.svg?raw";
export { default as trophyIcon } from "lucide-static/icons/trophy.svg?raw";
