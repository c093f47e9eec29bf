import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LiveElement } from "../../../live/frontend/element";
import type { Reaction, ReactionsState } from "../../../live/frontend/wire.gen";
import "../topics/reactions";
import { Flow, type Counts } from "./flow";
import { Strip } from "./strip";
import { Taps } from "./taps";
import { labelOf, t } from "./words";

const COUNT_EVERY_MS = 2_000;
const POP: readonly Keyframe[] = [{ scale: 1 }, { scale: 1.3 }, { scale: 1 }];

/**
 * `<live-reactions></live-reactions>`: the brand's emoji in a row, and everybody's taps as a flow beside them.
 *
 * A tap answers at once and leaves merged with others; it is never sent twice. Who prefers less motion sees a count in place of the
 * flow. Off, the element takes no room.
 */
export class Reactions extends LiveElement {
  private readonly reactions = this.follow(`reactions/${this.config.event_id}`);
  private readonly flow = new Flow(() => Math.random());
  private readonly strip = new Strip(() => this.querySelector(".reactions__strip"));
  private readonly stillness = matchMedia("(prefers-reduced-motion: reduce)");
  private readonly taps = new Taps({
    now: () => Date.now(),
    after: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
    send: (taps) => {
      void this.send(taps);
    },
  });
  private counts: Counts | null = null;
  private shownCount = 0;
  private countTimer: ReturnType<typeof setTimeout> | undefined;
  /** The server said so before it told everybody: then that holds until it says otherwise. */
  private refusedWith: ReactionsState | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.look);
    this.stillness.addEventListener("change", this.look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.look);
    this.stillness.removeEventListener("change", this.look);
    clearTimeout(this.countTimer);
    this.countTimer = undefined;
    this.taps.drop();
    this.strip.clear();
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.reactions.state;
    if (!state || !this.isOn) return nothing;
    return html`<div class="reactions__row" role="group" aria-label=${t("react")} @keydown=${ignoreHeldKey}>
        ${repeat(
          state.emoji,
          ({ emoji }) => emoji,
          (reaction) => this.button(reaction),
        )}
      </div>
      ${this.stillness.matches
        ? html`<p class="reactions__count" data-reactions-count>${t("count", { n: this.shownCount })}</p>`
        : html`<div class="reactions__strip" aria-hidden="true"></div>`}`;
  }

  protected override updated(_changed: PropertyValues): void {
    // Before the first state the server's empty row keeps the place.
    if (this.reactions.state || this.reactions.unavailable) this.toggleAttribute("data-off", !this.isOn);
    if (!this.isOn) this.strip.clear();
    const counts = this.reactions.state?.counts;
    if (!counts || counts === this.counts) return;
    this.counts = counts;
    if (!this.isOn || document.hidden || this.stillness.matches) this.flow.rebase(counts, Date.now());
    else this.strip.plan(this.flow.take(counts, Date.now()));
    this.countTimer ??= setTimeout(this.tell, this.shownCount === 0 ? 0 : COUNT_EVERY_MS);
  }

  private button(reaction: Reaction): TemplateResult {
    return html`<button
      type="button"
      class="reactions__button"
      data-reaction=${reaction.emoji}
      aria-label=${labelOf(reaction)}
      aria-disabled=${this.isLineDown ? "true" : nothing}
      @click=${this.tap}
    >
      <span aria-hidden="true">${reaction.emoji}</span>
    </button>`;
  }

  private readonly tap = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    const emoji = button.dataset["reaction"] ?? "";
    if (this.isLineDown || !this.taps.add(emoji)) return;
    this.flow.own(emoji, 1);
    if (this.stillness.matches) return;
    button.firstElementChild?.animate([...POP], { duration: 240, easing: "ease-out" });
    this.strip.rise(emoji);
  };

  private async send(taps: Counts): Promise<void> {
    const programmeMs = document.querySelector<HTMLElement>("live-player")?.dataset["programmeMs"];
    const playhead = programmeMs === undefined ? null : Number(programmeMs);
    const outcome = await this.live.command("reactions.tap", { taps, playhead_ms: playhead }, { once: true });
    if (outcome.ok) return;
    for (const [emoji, count] of Object.entries(taps)) this.flow.own(emoji, -count);
    if (outcome.code === "reactions.off") this.refusedWith = this.reactions.state ?? null;
    this.requestUpdate();
  }

  /** What nobody looked at is not made up for. */
  private readonly look = (): void => {
    this.strip.clear();
    if (this.counts) this.flow.rebase(this.counts, Date.now());
    this.requestUpdate();
  };

  private readonly tell = (): void => {
    this.countTimer = undefined;
    this.shownCount = Object.values(this.counts ?? {}).reduce((sum, count) => sum + count, 0);
    if (this.stillness.matches) this.requestUpdate();
  };

  private get isOn(): boolean {
    const state = this.reactions.state;
    return state !== undefined && state.is_on && !state.is_held && state !== this.refusedWith;
  }

  /** A tap that counts minutes later would be no reaction: nothing is queued here. */
  private get isLineDown(): boolean {
    return this.live.status !== "live" && this.live.status !== "degraded";
  }
}

/** A key that is held down is no applause. */
function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
}
