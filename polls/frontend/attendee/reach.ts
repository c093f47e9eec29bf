/** Whether a poll may come into the page where its viewer is, and whether it can be seen there. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

const NARROW = "(max-width: 59.99rem)";
const TEXT_FIELDS = "textarea, input:not([type=checkbox], [type=radio], [type=range], [type=button])";
/** So much of the way back to the picture is back. */
const NEAR_PX = 24;

/**
 * On a phone the poll stands in the page, under the picture that stays at the top. Whoever reads further down, or types,
 * is not to be moved by it: it waits (`mayCome`) and a line under the picture says that it is there. `isOut`: it was
 * left behind by scrolling. On a wide screen neither happens: the panel has a place for it.
 */
export class Reach implements ReactiveController {
  mayCome = true;
  isOut = false;

  private readonly narrow = matchMedia(NARROW);
  private frame = 0;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("scroll", this.later, { passive: true });
    addEventListener("resize", this.later);
    document.addEventListener("focusin", this.later);
    document.addEventListener("focusout", this.later);
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    removeEventListener("scroll", this.later);
    removeEventListener("resize", this.later);
    document.removeEventListener("focusin", this.later);
    document.removeEventListener("focusout", this.later);
  }

  /** Look at the page as it is now. */
  look(): void {
    const { top, bottom } = this.host.getBoundingClientRect();
    // What stands first on the stage, the picture with its row of reactions, sticks to the top of the screen.
    const pictureEnds = this.host.closest("live-stage")?.firstElementChild?.getBoundingClientRect().height ?? 0;
    this.mayCome = !this.narrow.matches || (top >= pictureEnds - NEAR_PX && !this.isTypedElsewhere());
    this.isOut = this.narrow.matches && bottom <= pictureEnds + NEAR_PX;
    this.host.style.setProperty("--picture-ends", `${Math.floor(pictureEnds)}px`);
    this.host.style.setProperty("--bar-top", `${Math.floor(Math.max(pictureEnds, top))}px`);
  }

  private isTypedElsewhere(): boolean {
    const active = document.activeElement;
    return active !== null && active.matches(TEXT_FIELDS) && !this.host.contains(active);
  }

  private readonly later = (): void => {
    if (this.frame !== 0 || !this.narrow.matches) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const { mayCome, isOut } = this;
      this.look();
      if (mayCome !== this.mayCome || isOut !== this.isOut) this.host.requestUpdate();
    });
  };
}
