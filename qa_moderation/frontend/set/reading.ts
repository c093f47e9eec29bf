/** Reading on in a question that is longer than the screen holds of it. */

/** All of it is there to see; or there is more below; or this is its end. */
export type Reading = "whole" | "more" | "end";

/** A line's rest that nobody misses. */
const REST_PX = 4;
/** So much of a page is seen again on the next: nobody looks for the line. */
const AGAIN = 0.2;

/** Where one is in what `box` shows; `data-scrolls` says that it is longer than the box. */
export function readingOf(box: HTMLElement | null): Reading {
  if (!box?.hasAttribute("data-scrolls")) return "whole";
  return box.scrollTop + box.clientHeight < box.scrollHeight - REST_PX ? "more" : "end";
}

/** Turn a page of `box`: on, and from the end to the beginning; or back. */
export function turnPage(box: HTMLElement | null, by: 1 | -1): void {
  if (!box) return;
  if (by > 0 && readingOf(box) === "end") box.scrollTo({ top: 0 });
  else box.scrollBy({ top: by * box.clientHeight * (1 - AGAIN) });
}
