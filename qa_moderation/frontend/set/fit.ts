/** Makes a text as large as its space allows. */

export interface Bounds {
  readonly minPx: number;
  readonly maxPx: number;
  /** The least in the hand: where the box is as narrow as a phone. */
  readonly minInHandPx?: number;
}

/** A box so narrow is no tablet's. */
const IN_HAND_PX = 560;

/** Which text goes into which box of an element, by their selectors. */
export interface Fit {
  readonly box: string;
  readonly text: string;
  readonly bounds: Bounds;
}

/** Keeps texts of an element as large as their boxes allow: when a text changes, a box, or the typeface. */
export class Fitter {
  private readonly known = new Map<Fit, string>();
  private readonly resizes = new ResizeObserver(() => {
    this.fitAll();
  });

  constructor(
    private readonly host: HTMLElement,
    private readonly fits: readonly Fit[],
    private readonly fitted: () => void = () => undefined,
  ) {
    // Another typeface has other measures; that of a script may come with the first words in it.
    void document.fonts.ready.then(this.fitAll);
    document.fonts.addEventListener("loadingdone", this.fitAll);
  }

  /** The element has rendered: fit what changed. */
  rendered(): void {
    for (const fit of this.fits) {
      const box = this.host.querySelector<HTMLElement>(fit.box);
      const words = box?.querySelector(fit.text)?.textContent ?? "";
      if (!box || words === this.known.get(fit)) continue;
      this.resizes.observe(box);
      this.known.set(fit, words);
      // Another text begins at its beginning.
      box.scrollTo({ top: 0, behavior: "instant" });
      this.fit(fit);
    }
  }

  stop(): void {
    this.resizes.disconnect();
    document.fonts.removeEventListener("loadingdone", this.fitAll);
    this.known.clear();
  }

  private readonly fitAll = (): void => {
    for (const fit of this.fits) this.fit(fit);
  };

  private fit({ box, text, bounds }: Fit): void {
    const outer = this.host.querySelector<HTMLElement>(box);
    const inner = outer?.querySelector<HTMLElement>(text);
    if (!outer || !inner) return;
    fitText(outer, inner, bounds);
    this.fitted();
  }
}

/** Below this, a word too long for its line had better break than shrink the whole text. */
const READABLE_PX = 40;

/**
 * The question's. On a tablet of ten inches 1024 pixels are 20 cm: capitals of the least are 5.5 mm high, five minutes of
 * arc at four metres, which is what a healthy eye reads. What the screen does not hold at this size is read on by a press.
 */
export const QUESTION: Bounds = { minPx: READABLE_PX, maxPx: 160, minInHandPx: 20 };
/** The director's note is as long as a breath. */
export const NOTE: Bounds = { minPx: 12, maxPx: 38 };

/**
 * Set `--fit` on `text`: the largest whole font size, in pixels, with which it stays inside `box`. Returns that size.
 *
 * The CSSOM is allowed where inline styles are not. `data-breaks` lets words break; `data-scrolls` on the box says that
 * even the least is too large.
 */
export function fitText(box: HTMLElement, text: HTMLElement, bounds: Bounds = QUESTION): number {
  text.removeAttribute("data-breaks");
  const least = (box.clientWidth < IN_HAND_PX ? bounds.minInHandPx : undefined) ?? bounds.minPx;
  const within: Bounds = { ...bounds, minPx: least };
  let size = largest(box, text, within);
  if (size < READABLE_PX || size === least) {
    text.setAttribute("data-breaks", "");
    const broken = largest(box, text, within);
    if (broken === size && size > least) text.removeAttribute("data-breaks");
    size = broken;
  }
  text.style.setProperty("--fit", `${size}px`);
  box.toggleAttribute("data-scrolls", size === least && text.scrollHeight > box.clientHeight);
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
