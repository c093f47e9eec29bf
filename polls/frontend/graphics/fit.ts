/** Finds the largest type with which a plate keeps to its place. Sizes are in units: 1080 to the picture's height. */

const SIZES = [42, 38, 34, 31, 28, 25, 22, 20, 18, 16];
/** Type comes first: a plate grows wide before it grows small. */
const WIDTHS = [1000, 1320, 1720];

/** Set `--size` and `--width` on `plate`, so that it is no higher than `highest` units and nothing of it is cut. */
export function fitPlate(plate: HTMLElement, highest: number, unitPx: number): void {
  for (const size of SIZES) {
    for (const width of WIDTHS) {
      plate.style.setProperty("--size", String(size));
      plate.style.setProperty("--width", String(width));
      if (plate.scrollHeight <= highest * unitPx && plate.scrollWidth <= plate.clientWidth + 1) return;
    }
  }
}
