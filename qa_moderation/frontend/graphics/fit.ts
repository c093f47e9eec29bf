/** Finds the largest type with which a text keeps to its place. Sizes are in units: 1080 to the picture's height. */

interface Step {
  /** Font sizes to be tried, the largest first. */
  readonly sizes: readonly number[];
  readonly mostLines: number;
}

/** A lower third has two lines; a long question three, in smaller type; what is longer still ends in an ellipsis. */
const LOWER_THIRD: readonly Step[] = [
  { sizes: [50, 46, 42, 38], mostLines: 2 },
  { sizes: [38, 36, 34, 32, 30], mostLines: 3 },
];

const FULL_MOST = 104;
const FULL_LEAST = 26;

/** Set `--size` on a lower third's text, and `--measure`, the width of its longest line: the plate ends there. */
export function fitLowerThird(text: HTMLElement, unitPx: number): void {
  text.removeAttribute("data-cut");
  text.style.removeProperty("--measure");
  if (!LOWER_THIRD.some((step) => fits(text, step))) text.setAttribute("data-cut", "");
  const range = document.createRange();
  range.selectNodeContents(text);
  const widestPx = Math.max(0, ...[...range.getClientRects()].map(({ width }) => width));
  // A little more, so that no rounding breaks a line that was whole.
  text.style.setProperty("--measure", `calc(${(widestPx / unitPx + 3).toFixed(1)} * var(--u))`);
}

function fits(text: HTMLElement, { sizes, mostLines }: Step): boolean {
  return sizes.some((size) => {
    text.style.setProperty("--size", String(size));
    return linesOf(text) <= mostLines;
  });
}

/** Set `--size` on a full screen's text, which stays inside `box`. */
export function fitFull(box: HTMLElement, text: HTMLElement): void {
  let low = FULL_LEAST;
  let high = FULL_MOST + 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    text.style.setProperty("--size", String(middle));
    if (text.offsetHeight <= box.clientHeight && text.scrollWidth <= box.clientWidth) low = middle;
    else high = middle;
  }
  text.style.setProperty("--size", String(low));
}

/** How fast the ticker goes: three pixels a frame at 50 frames a second and 1920 pixels. */
const CRAWL_UNITS_PER_S = 150;

/** Let the ticker crawl if its lines are longer than its place; what fits stands still. */
export function fitTicker(place: HTMLElement, track: HTMLElement, lines: HTMLElement, unitPx: number): void {
  const crawls = lines.scrollWidth > place.clientWidth;
  track.toggleAttribute("data-crawls", crawls);
  track.style.setProperty("--crawl", `${Math.max(4, lines.offsetWidth / unitPx / CRAWL_UNITS_PER_S).toFixed(2)}s`);
}

function linesOf(text: HTMLElement): number {
  return Math.round(text.offsetHeight / parseFloat(getComputedStyle(text).lineHeight));
}
