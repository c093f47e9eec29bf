/** Makes a text as large as its space allows. */

export interface Bounds {
  readonly minPx: number;
  readonly maxPx: number;
}

/** The question's: from four metres nobody reads the least, but who holds the tablet does. */
export const QUESTION: Bounds = { minPx: 16, maxPx: 160 };
/** The director's note is as long as a breath. */
export const NOTE: Bounds = { minPx: 12, maxPx: 38 };

/** Below this, a word too long for its line had better break than shrink the whole text. */
const READABLE_PX = 40;

/**
 * Set `--fit` on `text`: the largest whole font size, in pixels, with which it stays inside `box`. Returns that size.
 *
 * The CSSOM is allowed where inline styles are not. `data-breaks` lets words break; `data-scrolls` on the box says that
 * even the least is too large.
 */
export function fitText(box: HTMLElement, text: HTMLElement, bounds: Bounds = QUESTION): number {
  text.removeAttribute("data-breaks");
  let size = largest(box, text, bounds);
  if (size < READABLE_PX) {
    text.setAttribute("data-breaks", "");
    const broken = largest(box, text, bounds);
    if (broken === size && size > bounds.minPx) text.removeAttribute("data-breaks");
    size = broken;
  }
  text.style.setProperty("--fit", `${size}px`);
  box.toggleAttribute("data-scrolls", size === bounds.minPx && text.scrollHeight > box.clientHeight);
  return size;
}

function largest(box: HTMLElement, text: HTMLElement, { minPx, maxPx }: Bounds): number {
  let low = minPx;
  let high = maxPx + 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    text.style.setProperty("--fit", `${middle}px`);
    if (text.scrollHeight <= box.clientHeight && text.scrollWidth <= box.clientWidth) low = middle;
    else high = middle;
  }
  return low;
}
