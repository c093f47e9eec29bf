import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { LiveElement } from "../../live/frontend/element";
import { formatDuration } from "../../live/frontend/format";
import type { EventState } from "../../live/frontend/wire.gen";
import "../../events/frontend/topic";
import "../../qa_moderation/frontend/topics/desk";
import "../../streaming/frontend/topic";
import { linksPanel, presencePanel, questionsPanel, seenPanel } from "./panels";
import { streamPanel, type StreamMove } from "./stream-panel";
import { sayRefusal, t, type Phase } from "./words";

const PHASES: readonly Phase[] = ["before", "live", "after"];
const WHAT = { before: "whatBefore", live: "whatLive", after: "whatAfter" } as const;

/**
 * `<live-control></live-control>`: the switch that changes everybody's page, and what one looks at before touching it.
 *
 * Choosing a phase only arms it; the confirmation sends it, with the phase that was seen. Whoever may not switch sees it
 * all the same.
 */
export class Control extends LiveElement {
  private readonly event = this.follow(`event/${this.config.event_id}`);
  private readonly stream = this.follow(`stream/${this.config.event_id}`);
  private readonly desk = this.may("moderator", "director", "organiser")
    ? this.follow(`desk/${this.config.event_id}`)
    : null;

  private armed: Phase | null = null;
  /** The phase that was seen when another was armed. */
  private armedFrom: Phase | null = null;
  private changing: Phase | null = null;
  private complaint = "";
  private streamArmed: StreamMove | null = null;
  private streamAsked = false;
  private streamComplaint = "";
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.pressKey);
    this.timer = setInterval(() => {
      this.requestUpdate();
    }, 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.pressKey);
    clearInterval(this.timer);
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const phase = this.event.state?.phase;
    if (this.armed && phase !== this.armedFrom) {
      // Somebody else was faster: what was asked for no longer means the same.
      this.armed = null;
      if (phase) this.complaint = t("nowIn", { phase: t(phase) });
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const event = this.event.state;
    if (!event) return nothing;
    const stream = this.stream.state;
    const desk = this.desk?.state;
    const nowMs = this.live.serverNowMs;
    const links = readLinks(this.config["links"]);
    return html`<div class="k-page">
      ${this.phaseSwitch(event, nowMs)}
      <div class="k-monitors">${seenPanel(event, stream, desk, nowMs, links["page"])}</div>
      <aside class="k-side">
        ${presencePanel(this.present)}
        ${stream
          ? streamPanel({
              stream,
              nowMs,
              mayOpen: this.may("technician", "director", "organiser"),
              mayRestart: this.may("technician", "director"),
              armed: this.streamArmed,
              asked: this.streamAsked,
              complaint: this.streamComplaint,
              press: this.pressStream,
              confirm: this.moveStream,
            })
          : nothing}
        ${desk ? questionsPanel(desk, nowMs) : nothing} ${linksPanel(links)}
      </aside>
    </div>`;
  }

  // --- the phase

  private phaseSwitch(event: EventState, nowMs: number): TemplateResult {
    return html`<section class="k-switch" aria-labelledby="k-phase">
      <h2 id="k-phase">${t("phase")}</h2>
      <div class="k-phases" role="group" aria-labelledby="k-phase">
        ${PHASES.map((phase, place) => {
          const current = phase === event.phase;
          return html`<button
            type="button"
            class="k-phase"
            data-phase=${phase}
            data-phase-action=${phase}
            aria-current=${current ? "step" : nothing}
            aria-keyshortcuts=${String(place + 1)}
            ?data-armed=${phase === this.armed}
            ?disabled=${current || !this.maySwitch || this.changing !== null}
            @click=${() => {
              this.arm(phase);
            }}
          >
            <span class="k-phase__name">${t(phase)}</span><span class="k-phase__what">${t(WHAT[phase])}</span
            ><span class="k-phase__since">${current ? formatDuration(nowMs - event.phase_since_ms) : nothing}</span>
          </button>`;
        })}
      </div>
      ${this.confirmation(event)}
    </section>`;
  }

  private confirmation(event: EventState): TemplateResult {
    const tone = this.complaint || this.lineIsDown ? "bad" : nothing;
    return html`<div class="k-confirm" data-tone=${tone} role="status">
      ${this.armed
        ? html`<p class="k-confirm__ask">
              ${this.lineIsDown ? t("noLine") : this.askFor(this.armed)}
            </p>
            <button
              type="button"
              class="c-button k-go"
              data-phase-confirm
              ?disabled=${this.lineIsDown}
              @keydown=${ignoreHeldKey}
              @click=${this.confirm}
            >
              ${t("go", { phase: t(this.armed) })} <kbd class="c-key" aria-hidden="true">↵</kbd>
            </button>
            <button type="button" class="c-button" data-phase-cancel @click=${this.disarm}>
              ${t("keep", { phase: t(event.phase) })} <kbd class="c-key" aria-hidden="true">Esc</kbd>
            </button>`
        : html`<p>${this.standing()}</p>`}
    </div>`;
  }

  private askFor(phase: Phase): string {
    const named = { phase: t(phase) };
    return this.present === null ? t("askAll", named) : t("ask", { ...named, n: this.present });
  }

  /** What stands in the row while nothing is armed. */
  private standing(): TemplateResult | string {
    if (this.changing) return t("changing", { phase: t(this.changing) });
    if (this.complaint) return this.complaint;
    if (!this.maySwitch) return t("locked");
    if (this.lineIsDown) return t("noLine");
    const keys = PHASES.map((_phase, place) => html`<kbd class="c-key">${place + 1}</kbd> `);
    return html`${t("choosePhase")} (${keys}), ${t("choose")}`;
  }

  private arm(phase: Phase): void {
    const current = this.event.state?.phase;
    if (!current || phase === current || !this.maySwitch || this.changing) return;
    this.armed = phase;
    this.armedFrom = current;
    this.complaint = "";
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("[data-phase-confirm]")?.focus());
  }

  private readonly disarm = (): void => {
    const button = this.querySelector<HTMLElement>(`[data-phase-action="${this.armed ?? ""}"]`);
    this.armed = null;
    this.streamArmed = null;
    this.requestUpdate();
    button?.focus();
  };

  private readonly confirm = async (): Promise<void> => {
    const { armed: phase, armedFrom: from } = this;
    if (!phase || !from || this.lineIsDown) return;
    this.armed = null;
    this.changing = phase;
    this.requestUpdate();
    const outcome = await this.live.command("event.change_phase", { phase, from_phase: from });
    this.changing = null;
    if (!outcome.ok) this.complaint = sayRefusal(outcome);
    this.requestUpdate();
  };

  private readonly pressKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target instanceof Element && event.target.closest("input, select, textarea")) return;
    const phase = PHASES[Number(event.key) - 1];
    if (phase) this.arm(phase);
    else if (event.key === "Escape" && (this.armed || this.streamArmed)) this.disarm();
    // The confirmation has the focus as a rule, and a button's Enter is its own.
    else if (event.key === "Enter" && this.armed && event.target === document.body) void this.confirm();
  };

  // --- the stream

  private readonly pressStream = (move: StreamMove | null): void => {
    this.streamComplaint = "";
    if (move === "open") {
      void this.moveStream(move);
      return;
    }
    this.streamArmed = move;
    this.requestUpdate();
  };

  private readonly moveStream = async (move: StreamMove): Promise<void> => {
    if (this.streamAsked) return;
    this.streamArmed = null;
    this.streamAsked = true;
    this.requestUpdate();
    const outcome = await this.live.command(`stream.${move}`, {});
    this.streamAsked = false;
    if (!outcome.ok) this.streamComplaint = sayRefusal(outcome);
    this.requestUpdate();
  };

  // --- who and how

  private get maySwitch(): boolean {
    return this.may("director", "organiser");
  }

  /** A switch that is thrown minutes later would surprise everybody: nothing is queued here. */
  private get lineIsDown(): boolean {
    return this.live.status === "reconnecting" || this.live.status === "closed";
  }

  private get present(): number | null {
    const people = this.event.pulse["presence"];
    return typeof people === "number" ? people : null;
  }

  private may(...roles: readonly string[]): boolean {
    return (this.config.roles ?? []).some((role) => roles.includes(role));
  }
}

function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}

function readLinks(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== ""));
}

