/** Which rows of a long lane are in the document: those in sight, and a few around them. Rows are all of one height. */

const OVERSCAN = 8;

export class RowWindow {
  top = 0;
  height = 900;
  row = 84;

  /** The rows to draw of `count`, as [from, to). */
  range(count: number): readonly [number, number] {
    const first = Math.min(Math.floor(this.top / this.row), Math.max(0, count - 1));
    const from = Math.max(0, first - OVERSCAN);
    // In steps, so that a scroll of a few pixels draws nothing anew.
    const even = from - (from % 4);
    return [even, Math.min(count, first + Math.ceil(this.height / this.row) + OVERSCAN)];
  }

  /** Where to scroll so that row `index` is in sight whole; where it is, when it is. */
  reveal(index: number): number {
    const top = index * this.row;
    if (top < this.top) return top;
    return Math.max(this.top, top + this.row - this.height);
  }
}
