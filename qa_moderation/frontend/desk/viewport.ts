/** The lanes as they lie on the screen: how far they are scrolled, how high their rows are, which of them is read. */
import type { LaneName } from "./lanes";
import { RowWindow } from "./row-window";

/** Scrolled further than this, a lane is read wherever the pointer is. */
const STIRRED_PX = 8;

export class Viewport {
  private readonly windows = new Map<LaneName, RowWindow>();
  private readonly resizes = new ResizeObserver(() => {
    this.changed();
  });

  /** `changed` is told when other rows are to be drawn. */
  constructor(
    private readonly root: HTMLElement,
    private readonly changed: () => void,
  ) {}

  windowOf(name: LaneName): RowWindow {
    let window = this.windows.get(name);
    if (!window) {
      window = new RowWindow();
      this.windows.set(name, window);
    }
    return window;
  }

  start(): void {
    this.resizes.observe(this.root);
  }

  stop(): void {
    this.resizes.disconnect();
  }

  /** Read how high the lanes and their rows are: that is the stylesheet's matter. Says whether it was known otherwise. */
  measure(lanes: readonly LaneName[]): boolean {
    let isOther = false;
    for (const name of lanes) {
      const scroller = this.scroller(name);
      if (!scroller) continue;
      const window = this.windowOf(name);
      const row = scroller.querySelector<HTMLElement>(".d-list--window > .d-row");
      const height = scroller.clientHeight || window.height;
      const rowHeight = row?.offsetHeight ?? window.row;
      isOther ||= height !== window.height || rowHeight !== window.row;
      window.height = height;
      window.row = rowHeight;
    }
    return isOther;
  }

  /** Take where a lane was scrolled to. */
  readonly scrolled = (event: Event): void => {
    const scroller = event.currentTarget as HTMLElement;
    const window = this.windowOf(scroller.dataset["scroll"] as LaneName);
    const [before] = window.range(Infinity);
    window.top = scroller.scrollTop;
    if (window.range(Infinity)[0] !== before) this.changed();
  };

  /** Scroll a lane so that the row at `index` is in sight, before it is drawn. */
  reveal(name: LaneName, index: number): void {
    const scroller = this.scroller(name);
    if (!scroller || index < 0) return;
    const window = this.windowOf(name);
    window.top = window.reveal(index);
    if (Math.abs(scroller.scrollTop - window.top) > 1) scroller.scrollTop = window.top;
  }

  /** Show every lane from its top. */
  rewind(): void {
    for (const [name, window] of this.windows) {
      window.top = 0;
      const scroller = this.scroller(name);
      if (scroller) scroller.scrollTop = 0;
    }
  }

  /** Whether somebody is at the lane: the pointer, the focus, or it was scrolled. */
  isRead(name: LaneName): boolean {
    const scroller = this.scroller(name);
    if (!scroller) return false;
    return scroller.closest(".d-lane")?.matches(":hover, :focus-within") === true || this.windowOf(name).top > STIRRED_PX;
  }

  private scroller(name: LaneName): HTMLElement | null {
    return this.root.querySelector(`[data-scroll="${name}"]`);
  }
}
