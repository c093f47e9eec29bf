/** Makes a text as large as its space allows. */

const MIN_PX = 18;
const MAX_PX = 160;
/** Below this, a word too long for its line had better break than shrink the whole text. */
const READABLE_PX = 40;

/**
 * Set `--fit` on `text`: the largest whole font size, in pixels, with which it stays inside `box`. Returns that size.
 *
 * The CSSOM is allowed where inline styles are not. `data-breaks` lets words break.
 */
export function fitText(box: HTMLElement, text: HTMLElement): number {
  text.removeAttribute("data-breaks");
  let size = largest(box, text);
  if (size < READABLE_PX) {
    text.setAttribute("data-breaks", "");
    const broken = largest(box, text);
    if (broken === size) text.removeAttribute("data-breaks");
    size = broken;
  }
  text.style.setProperty("--fit", `${size}px`);
  return size;
}

function largest(box: HTMLElement, text: HTMLElement): number {
  let low = MIN_PX;
  let high = MAX_PX + 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    text.style.setProperty("--fit", `${middle}px`);
    if (text.scrollHeight <= box.clientHeight && text.scrollWidth <= box.clientWidth) low = middle;
    else high = middle;
  }
  return low;
}
