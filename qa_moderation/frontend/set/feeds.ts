/** Which set desk a page is: pure. */
import type { Feed } from "../../../live/frontend/wire.gen";

const PARAMETER = "feed";
/** The set desk that every event has. */
const MAIN = "main";

/** The set desk that the page's address names (`?feed=asia`); the first where it names none that the event has. */
export function feedOf(search: string, feeds: readonly Feed[]): string {
  const wanted = new URLSearchParams(search).get(PARAMETER);
  if (feeds.some(({ slug }) => slug === wanted)) return wanted ?? MAIN;
  return feeds.some(({ slug }) => slug === MAIN) ? MAIN : (feeds[0]?.slug ?? MAIN);
}

/** The address of a set desk. */
export function addressOf(href: string, feed: string): string {
  const url = new URL(href);
  if (feed === MAIN) url.searchParams.delete(PARAMETER);
  else url.searchParams.set(PARAMETER, feed);
  return url.href;
}
