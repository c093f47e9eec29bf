import { LiveElement } from "../../live/frontend/element";
import { messages } from "../../live/frontend/i18n";
import "./topic";
import { remaining } from "./remaining";

const t = messages({
  en: {
    left: "{days} d {hours} h {minutes} min left",
    days: { one: "day", other: "days" },
  },
  fr: {
    left: "encore {days} j {hours} h {minutes} min",
    days: { one: "jour", other: "jours" },
  },
});

/**
 * `<live-countdown starts="2026-11-21T19:30:00Z" data-waiting="Any moment now.">…</live-countdown>`
 *
 * Tells what is left, by the server's clock and the event's newest start, in the room that the server's markup keeps. Its name for a screen reader
 * changes once a minute; nothing is announced by itself.
 */
export class Countdown extends LiveElement {
  static override readonly keepsChildren = true;

  private readonly event = this.follow(`event/${this.config.event_id}`);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private minute = -1;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  private readonly tick = (): void => {
    const startsAtMs = this.event.state?.starts_at_ms ?? Date.parse(this.getAttribute("starts") ?? "");
    const leftMs = startsAtMs - this.live.serverNowMs;
    if (Number.isNaN(leftMs)) return;
    this.show(leftMs);
    if (leftMs > 0) this.timer = setTimeout(this.tick, leftMs % 1000 || 1000);
    else this.timer = setTimeout(this.tick, 5000); // the start may still be moved
  };

  private show(leftMs: number): void {
    const left = remaining(leftMs);
    for (const part of this.querySelectorAll<HTMLElement>("[data-unit]")) {
      const unit = part.dataset["unit"] as keyof typeof left;
      const text = unit === "days" ? String(left.days) : String(left[unit]).padStart(2, "0");
      const value = part.querySelector(".countdown__value");
      if (value && value.textContent !== text) value.textContent = text;
      const label = part.querySelector(".countdown__unit");
      if (unit === "days" && label) label.textContent = t("days", { n: left.days });
    }
    this.toggleAttribute("data-told", true);
    this.toggleAttribute("data-over", leftMs <= 0);
    if (left.minutes === this.minute) return;
    this.minute = left.minutes;
    this.querySelector("[role=timer]")?.setAttribute("aria-label", t("left", { ...left }));
  }
}
