import { html, nothing, type TemplateResult } from "lit";
import type { ArgsOf, CommandName } from "../../../live/frontend/client";
import { LiveElement } from "../../../live/frontend/element";
import { chevronDownIcon, icon } from "../../../live/frontend/icons";
import type { GraphicsKeyRecord, GraphicsState, PublicQuestion, WantedLine } from "../../../live/frontend/wire.gen";
import "../topics/graphics";
import "../topics/graphics-keys";
import "../topics/questions";
import { Keyboard, type Order } from "./keyboard";
import { keysPart, type PageKind } from "./keys";
import { tickerPart } from "./ticker";
import { sayRefusal, t } from "./words";

type Kind = "lower_third" | "full" | "ticker";
const KINDS: readonly (readonly [Kind, string])[] = [
  ["lower_third", "L"],
  ["full", "F"],
  ["ticker", "T"],
];
const TICK_MS = 15_000;
const QUESTIONS_OFFERED = 60;

/**
 * `<live-graphics-panel></live-graphics-panel>`: puts graphics on air and takes them off, under the desk and under the
 * control page.
 *
 * Closed it is one line with three switches; open it has a monitor, the ticker's lines, and the keys for mixers.
 */
export class GraphicsPanel extends LiveElement {
  private readonly graphics = this.follow(`graphics/${this.config.event_id}`);
  private readonly keys = this.may("director", "organiser") ? this.follow(`graphics-keys/${this.config.event_id}`) : null;
  private readonly keyboard = new Keyboard((order) => {
    this.obey(order);
  });
  private isOpen = false;
  private complaint = "";
  private kind: PageKind = "all";
  private armed: number | null = null;
  private copied: number | null = null;
  private tick: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Before the desk hears them: L and T alone mean something else there.
    addEventListener("keydown", this.keyboard.listen, { capture: true });
    this.tick = setInterval(() => {
      this.requestUpdate();
    }, TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.keyboard.listen, { capture: true });
    clearInterval(this.tick);
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.graphics.state;
    if (!state) return nothing;
    return html`<div class="p-bar">
        <h2>${t("graphics")}</h2>
        <div class="p-switches" role="group" aria-label=${t("graphics")}>
          ${KINDS.map(([kind, key]) => this.switch(state, kind, key))}
        </div>
        <p class="p-said" role="status">${this.complaint}</p>
        <button
          type="button"
          class="p-toggle"
          aria-expanded=${this.isOpen}
          aria-controls="p-body"
          aria-keyshortcuts="G G"
          aria-label=${t(this.isOpen ? "close" : "open")}
          @click=${this.toggle}
        >
          <kbd class="c-key" aria-hidden="true">G G</kbd>${icon(chevronDownIcon)}
        </button>
      </div>
      <div class="p-body" id="p-body" ?hidden=${!this.isOpen}>${this.isOpen ? this.body(state) : nothing}</div>`;
  }

  private switch(state: GraphicsState, kind: Kind, key: string): TemplateResult {
    const isShown = state.shown[kind];
    const hasContent = kind === "ticker" ? state.ticker.lines.length > 0 : state.question !== null;
    return html`<button
      type="button"
      class="c-switch p-switch"
      data-graphic-switch=${kind}
      aria-pressed=${isShown}
      aria-keyshortcuts=${`G ${key}`}
      ?disabled=${this.isLocked || !(isShown || hasContent)}
      @click=${() => {
        this.flip(kind);
      }}
    >
      <span class="p-tally" aria-hidden="true"></span>${t(kind)}<span class="p-air">${isShown ? t("onAir") : nothing}</span
      ><kbd class="c-key" aria-hidden="true">G ${key}</kbd>
    </button>`;
  }

  private body(state: GraphicsState): TemplateResult {
    const { slug, event_id: event, language } = this.config;
    const questions = this.follow(`questions/${event}`).state?.questions ?? {};
    return html`
      <section class="p-part p-monitor">
        <div class="p-picture">
          <iframe src=${`/crew/${slug}/graphics/?lang=${language}`} title=${t("monitor")} tabindex="-1"></iframe>
        </div>
        ${this.standing(state)}
      </section>
      ${tickerPart({
        ticker: state.ticker,
        questions: offered(questions),
        isLocked: this.isLocked,
        change: this.setTicker,
      })}
      ${this.keys?.state
        ? keysPart({
            state: this.keys.state,
            slug,
            nowMs: this.live.serverNowMs,
            kind: this.kind,
            armed: this.armed,
            copied: this.copied,
            isLocked: this.isLineDown,
            make: this.makeKey,
            choose: this.chooseKind,
            copy: this.copy,
            revoke: this.revoke,
          })
        : nothing}
    `;
  }

  private standing({ question, auto_hide: autoHide }: GraphicsState): TemplateResult {
    return html`<p class="p-question" ?data-left=${question && !question.is_on_air}>
        ${question ? html`<bdi lang=${question.language}>${question.text}</bdi>` : t("nothing")}
        ${question && !question.is_on_air ? html`<small>${t("left")}</small>` : nothing}
      </p>
      <label class="p-check"
        ><input
          type="checkbox"
          .checked=${autoHide}
          ?disabled=${this.isLocked}
          @change=${(event: Event) => {
            void this.ask("graphics.change_auto_hide", { auto_hide: (event.currentTarget as HTMLInputElement).checked });
          }}
        />${t("autoHide")}</label
      >`;
  }

  // --- what one does

  private obey(order: Order): void {
    if (order === "panel") this.toggle();
    else this.flip(order);
  }

  private readonly toggle = (): void => {
    this.isOpen = !this.isOpen;
    if (!this.isOpen) this.unfollow(`questions/${this.config.event_id}`);
    this.requestUpdate();
  };

  private flip(kind: Kind): void {
    const state = this.graphics.state;
    if (!state || this.isLocked) return;
    void this.ask(state.shown[kind] ? "graphics.hide" : "graphics.show", { kind });
  }

  private readonly setTicker = (lines: readonly WantedLine[]): void => {
    const version = this.graphics.state?.ticker.version;
    if (version !== undefined) void this.ask("graphics.set_ticker", { lines: [...lines], version });
  };

  private readonly makeKey = (label: string): void => {
    void this.ask("graphics.make_key", { label });
  };

  private readonly chooseKind = (kind: PageKind): void => {
    this.kind = kind;
    this.copied = null;
    this.requestUpdate();
  };

  private readonly copy = (key: GraphicsKeyRecord, field: HTMLInputElement): void => {
    field.select();
    // Where the browser does not let us, it is selected: one key away.
    navigator.clipboard.writeText(field.value).then(
      () => {
        this.copied = key.id;
        this.requestUpdate();
      },
      () => undefined,
    );
  };

  private readonly revoke = (key: GraphicsKeyRecord): void => {
    if (this.armed === key.id) void this.ask("graphics.revoke_key", { key_id: key.id });
    this.armed = this.armed === key.id ? null : key.id;
    this.requestUpdate();
  };

  private async ask<N extends CommandName>(name: N, args: ArgsOf<N>): Promise<void> {
    this.complaint = "";
    const outcome = await this.live.command(name, args);
    if (!outcome.ok) this.complaint = sayRefusal(outcome);
    this.requestUpdate();
  }

  // --- who and how

  private get isLocked(): boolean {
    return this.isLineDown || !this.may("moderator", "director", "organiser");
  }

  /** What goes on air minutes after the press would surprise everybody: nothing is queued here. */
  private get isLineDown(): boolean {
    return this.live.status === "reconnecting" || this.live.status === "closed";
  }

  private may(...roles: readonly string[]): boolean {
    return (this.config.roles ?? []).some((role) => roles.includes(role));
  }
}

/** The questions that the ticker may show, the newest first. */
function offered(questions: Readonly<Record<string, PublicQuestion>>): PublicQuestion[] {
  return Object.values(questions)
    .sort((one, other) => other.published_at_ms - one.published_at_ms)
    .slice(0, QUESTIONS_OFFERED);
}
