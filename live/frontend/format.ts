/** Times and numbers in the page's language and the viewer's time zone. */
import { currentLanguage, numbersOf } from "./i18n";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Hour and minute: "20:30" or "8:30 PM". */
export function formatTime(atMs: number): string {
  return dateFormat({ timeStyle: "short" }).format(atMs);
}

/** Day and month in words: "Saturday 21 November". */
export function formatDate(atMs: number): string {
  return dateFormat({ weekday: "long", day: "numeric", month: "long" }).format(atMs);
}

/** Day and time with the zone that they are told in: "Saturday 21 November, 20:30 CET". */
export function formatMoment(atMs: number): string {
  return dateFormat({
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(atMs);
}

/** How long ago or ahead, in its largest unit: "2 minutes ago", "in 3 days"; under ten seconds, "now". */
export function formatRelative(atMs: number, nowMs: number): string {
  const distance = atMs - nowMs;
  const size = Math.abs(distance);
  const relative = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: "auto" });
  if (size < 10_000) return relative.format(0, "second");
  if (size < MINUTE_MS) return relative.format(Math.trunc(distance / 1000), "second");
  if (size < HOUR_MS) return relative.format(Math.trunc(distance / MINUTE_MS), "minute");
  if (size < DAY_MS) return relative.format(Math.trunc(distance / HOUR_MS), "hour");
  return relative.format(Math.trunc(distance / DAY_MS), "day");
}

/** A whole number with the language's separators: "12,400", "12 400". */
export function formatNumber(value: number): string {
  return numbersOf(currentLanguage()).format(value);
}

/** A number in little room: "12.4K", "12,4 k". */
export function formatCompact(value: number): string {
  return new Intl.NumberFormat(currentLanguage(), { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** A running time: "4:05", "1:04:05". */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = currentLanguage() + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    // English as it is read in most of the world: a launch has no home country.
    format = new Intl.DateTimeFormat(currentLanguage() === "fr" ? "fr-FR" : englishOfViewer(), options);
    formats.set(key, format);
  }
  return format;
}

/** The viewer's own English ("en-US" tells 8:30 PM, "en-GB" 20:30), or the British where the browser speaks another. */
function englishOfViewer(): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith("en")) ?? "en-GB";
}
