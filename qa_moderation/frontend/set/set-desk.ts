import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { formatDuration } from "../../../live/frontend/format";
import { arrowRightIcon, checkIcon, icon, skipIcon, undoIcon } from "../../../live/frontend/icons";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import "../topics/set";
import { keepAwake } from "./awake";
import { fitText } from "./fit";
import { actionOf, onAir, onDeck, targets, type Action, type Targets } from "./press";
import { countryName, sayRefusal, t } from "./words";

const ACTIONS: readonly Action[] = ["take", "answer", "skip", "put_back"];
/** Clickers bounce, and one press must not answer a question and take the next. */
const BOUNCE_MS = 500;
/** A press that is answered sooner needs no word. */
const PATIENCE_MS = 400;
const COMPLAINT_MS = 15_000;

/**
 * `<live-set-desk></live-set-desk>`: the question on air, as large as the screen allows, those that follow, and three
 * buttons that a clicker or a keyboard presses as well.
 *
 * Without a network the last state stays; a press waits its turn, and says so.
 */
export class SetDesk extends LiveElement {
  private readonly set = this.follow(`set/${this.config.event_id}`);
  private complaint = "";
  private complainedAtMs = 0;
  private pressedAtMs = -BOUNCE_MS;
  private fitted = "";
  private timer: ReturnType<typeof setInterval> | undefined;
  private letSleep: () => void = () => undefined;
  private resizes: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.pressKey);
    this.timer = setInterval(() => {
      this.requestUpdate();
    }, 250);
    this.letSleep = keepAwake();
    this.resizes = new ResizeObserver(() => {
      this.fit();
    });
    // Another typeface has other measures.
    void document.fonts.ready.then(() => {
      this.fit();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.pressKey);
    clearInterval(this.timer);
    this.letSleep();
    this.resizes?.disconnect();
  }

  protected override render(): TemplateResult {
    const state = this.set.state;
    if (!state) return html`<p class="s-stage s-question" data-quiet role="alert">${t("unavailable")}</p>`;
    const air = onAir(state);
    const deck = onDeck(state);
    const shown = air ?? deck[0];
    const can = targets(state);
    return html`<div class="s-status">
        <span class="s-tally" data-state=${air ? "air" : "idle"}>${air ? t("onAir") : t("idle")}</span>
        <span class="s-time">${air?.on_air_at_ms ? formatDuration(this.live.serverNowMs - air.on_air_at_ms) : nothing}</span>
        ${this.line(deck.length)}
      </div>
      <div class="s-stage" aria-live="polite">
        <div class="s-fit">
          <p class="s-question" lang=${shown?.language ?? nothing} ?data-quiet=${!air}>${shown?.text ?? t("empty")}</p>
        </div>
        ${shown ? who(shown) : nothing}
      </div>
      <ol class="s-next">
        ${deck.length > 0
          ? deck.slice(0, 2).map((question, place) => upcoming(question, place))
          : html`<li><span class="s-next__none">${air ? t("nothingAfter") : t("emptyNext")}</span></li>`}
      </ol>
      <div class="s-acts">
        ${this.button("put_back", can, "Page Up", undoIcon)} ${this.button("skip", can, "S", skipIcon)}
        ${air ? this.button("answer", can, "Page Down", checkIcon) : this.button("take", can, "Page Down", arrowRightIcon)}
      </div>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const box = this.querySelector<HTMLElement>(".s-fit");
    const text = box?.querySelector<HTMLElement>(".s-question")?.textContent ?? "";
    if (!box || text === this.fitted) return;
    this.resizes?.observe(box);
    this.fitted = text;
    this.fit();
  }

  private fit(): void {
    const box = this.querySelector<HTMLElement>(".s-fit");
    const text = box?.querySelector<HTMLElement>(".s-question");
    if (box && text) fitText(box, text);
  }

  // --- what is said

  /** How the line is, what waits, and what was refused: the worst first. */
  private line(waiting: number): TemplateResult {
    const { status } = this.live;
    const well = status === "live" || status === "connecting";
    const complaint = Date.now() - this.complainedAtMs < COMPLAINT_MS ? this.complaint : "";
    const queued = this.queued;
    const late = queued !== null && (status !== "live" || performance.now() - this.pressedAtMs > PATIENCE_MS);
    const press = late ? t(status === "live" ? "sending" : "queued", { what: t(queued) }) : "";
    const texts = [complaint, well ? "" : t(status), press].filter(Boolean);
    const calm = waiting > 0 ? [t("deck", { n: waiting }), t(status)] : [t(status)];
    return html`<span class="s-line" role="status" data-tone=${texts.length > 0 ? "warn" : ""}
      >${(texts.length > 0 ? texts : calm).map((text) => html`<span>${text}</span>`)}</span
    >`;
  }

  private button(action: Action, can: Targets, key: string, svg: string): TemplateResult {
    const main = action === "take" || action === "answer";
    const queued = this.queued;
    const waits = queued === action && (this.live.status !== "live" || performance.now() - this.pressedAtMs > PATIENCE_MS);
    return html`<button
      type="button"
      class=${main ? "s-act s-act--main" : "s-act"}
      data-action=${action}
      data-does=${main ? action : nothing}
      ?data-queued=${waits}
      aria-keyshortcuts=${SHORTCUTS[action]}
      ?disabled=${!can[action]}
      @mousedown=${keepFocus}
      @click=${() => this.press(action)}
    >
      ${icon(svg, "c-icon")}${waits ? t("queued", { what: t(action) }) : t(action)}<span class="s-act__key" aria-hidden="true"
        >${key}</span
      >
    </button>`;
  }

  // --- what is pressed

  /** The press that has no answer yet. */
  private get queued(): Action | null {
    return ACTIONS.find((action) => this.live.pending(`set.${action}`).length > 0) ?? null;
  }

  private readonly pressKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const focused = event.target instanceof Element ? event.target.closest("a, button, input, select, textarea") : null;
    // Enter and Space belong to what a person has tabbed to.
    if (focused && (event.key === "Enter" || event.key === " ")) return;
    if (focused?.matches("input, select, textarea")) return;
    const state = this.set.state;
    const action = state ? actionOf(event.key, onAir(state) !== undefined) : null;
    if (!action) return;
    event.preventDefault();
    if (!event.repeat) void this.press(action);
  };

  private async press(action: Action): Promise<void> {
    const state = this.set.state;
    const question = state && targets(state)[action];
    const nowMs = performance.now();
    if (!question || this.queued || nowMs - this.pressedAtMs < BOUNCE_MS) return;
    this.pressedAtMs = nowMs;
    this.complaint = "";
    const { id, version } = question;
    const outcome = this.live.command(`set.${action}`, { question_id: id, version });
    this.requestUpdate();
    const answer = await outcome;
    if (!answer.ok) {
      this.complaint = sayRefusal(answer);
      this.complainedAtMs = Date.now();
    }
    this.requestUpdate();
  }
}

const SHORTCUTS: Readonly<Record<Action, string>> = {
  take: "Enter Space PageDown",
  answer: "Enter Space PageDown",
  skip: "S",
  put_back: "PageUp Backspace",
};

function who(question: DeskQuestion): TemplateResult {
  const from = [question.asker_company, question.asker_country && countryName(question.asker_country)].filter(Boolean);
  return html`<p class="s-who"><b>${question.asker_name ?? t("anonymous")}</b> ${from.join(", ")}</p>`;
}

function upcoming(question: DeskQuestion, place: number): TemplateResult {
  return html`<li>
    <span class="s-next__place">${place === 0 ? t("next") : t("then")}</span>
    <span class="s-next__text" lang=${question.language}>${question.text}</span>
    <span class="s-next__who"
      >${[question.asker_name ?? t("anonymous"), question.asker_country].filter(Boolean).join(", ")}</span
    >
  </li>`;
}

/** A pressed button must not keep the focus: the next Enter belongs to the main button. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
