import { html, type TemplateResult } from "lit";
import { CueTime } from "../../../live/frontend/cues";
import { LiveElement } from "../../../live/frontend/element";
import { formatDuration } from "../../../live/frontend/format";
import type { PollRecord } from "../../../live/frontend/wire.gen";
import { t } from "./words";

const TICK_MS = 250;

/**
 * `<live-poll-countdown .poll=${poll} .fromMs=${ms}></live-poll-countdown>`: how long the poll is still open, on the viewer's
 * own picture. Its bar is full at `fromMs` (countdowns.ts).
 */
export class PollCountdown extends LiveElement {
  static override properties = { poll: { attribute: false }, fromMs: { attribute: false } };

  declare poll: PollRecord;
  declare fromMs: number;

  private readonly time = new CueTime(this);
  private tick: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick = setInterval(() => {
      this.requestUpdate();
    }, TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.tick);
  }

  protected override render(): TemplateResult {
    const { closes_at_ms: closes } = this.poll;
    if (closes === null) return html``;
    const leftMs = Math.max(0, closes - this.time.at([]));
    const wholeMs = Math.max(1, closes - this.fromMs);
    // A stylesheet of the page's draws the bar; the content security policy forbids the attribute, and not this.
    this.style.setProperty("--left", String(Math.min(1, leftMs / wholeMs)));
    this.toggleAttribute("data-last", leftMs <= 5_000);
    const time = formatDuration(Math.ceil(leftMs / 1000) * 1000);
    return html`<span class="countdown-left" role="timer" aria-label=${t("left", { time })}>${time}</span>
      <span class="countdown-bar" aria-hidden="true"></span>`;
  }
}
