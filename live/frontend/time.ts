import { LitElement } from "lit";
import { formatDate, formatMoment, formatRelative, formatTime } from "./format";
import { onLanguageChange } from "./i18n";

/** How a moment is told. */
export type TimeStyle = "moment" | "date" | "time" | "relative";

const REFRESH_MS = 15_000;

/**
 * `<live-time format="moment"><time datetime="2026-11-21T19:30:00Z">21 November, 19:30 UTC</time></live-time>`
 *
 * Tells the time of the `<time>` that the server rendered in the viewer's zone and language; the server's own words
 * stay where there is no script. `relative` keeps itself true.
 */
export class Time extends LitElement {
  static override properties = { format: { type: String } };

  declare format: TimeStyle;

  private stopListening: (() => void) | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.format = "moment";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = onLanguageChange(() => {
      this.requestUpdate();
    });
    this.timer = setInterval(() => {
      if (this.format === "relative") this.requestUpdate();
    }, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening?.();
    clearInterval(this.timer);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    const element = this.querySelector("time");
    const atMs = Date.parse(element?.dateTime ?? "");
    if (element && !Number.isNaN(atMs)) {
      element.textContent = this.tell(atMs);
      if (this.format === "relative") element.title = formatMoment(atMs);
    }
  }

  private tell(atMs: number): string {
    switch (this.format) {
      case "date":
        return formatDate(atMs);
      case "time":
        return formatTime(atMs);
      case "relative":
        return formatRelative(atMs, Date.now());
      case "moment":
        return formatMoment(atMs);
    }
  }
}
