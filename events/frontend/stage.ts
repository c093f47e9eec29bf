import { LitElement } from "lit";

const KEY = "live.stage.panel";

/**
 * `<live-stage data-panel="open">`: slides the panel beside the picture in and out, and remembers which one prefers.
 *
 * The picture is never covered: it grows into the room that the panel leaves.
 */
export class Stage extends LitElement {
  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("click", this.toggle);
    if (remembered() === "closed") this.show("closed");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("click", this.toggle);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly toggle = (event: Event): void => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-toggle-panel]")) return;
    this.show(this.dataset["panel"] === "open" ? "closed" : "open");
    try {
      sessionStorage.setItem(KEY, this.dataset["panel"] ?? "open");
    } catch {
      // Storage is blocked: the choice lasts as long as the page.
    }
  };

  private show(panel: "open" | "closed"): void {
    this.dataset["panel"] = panel;
    this.querySelector("[data-toggle-panel]")?.setAttribute("aria-expanded", String(panel === "open"));
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}
