import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { formatDuration } from "../../../live/frontend/format";
import { arrowRightIcon, checkIcon, icon, skipIcon, undoIcon } from "../../../live/frontend/icons";
import type { PendingCommand } from "../../../live/frontend/client";
import type { DeskQuestion, SetState } from "../../../live/frontend/wire.gen";
import "../topics/set";
import { keepAwake } from "./awake";
import { fitText } from "./fit";
import { actionOf, onAir, onDeck, targets, type Action, type Targets } from "./press";
import { afterPresses, pressesAmong, type Press } from "./queue";
import { countryName, sayRefusal, t } from "./words";

/** Clickers bounce, and one press must not answer a question and take the next. */
const BOUNCE_MS = 500;
/** A press that is answered sooner needs no word. */
const PATIENCE_MS = 400;
const COMPLAINT_MS = 15_000;
/** What follows from a refused press is refused too: the first complaint says why. */
const SAME_CAUSE_MS = 2_000;
/** So many of the presses that wait are named. */
const NAMED = 3;
/** A press outlives a break of the line, and a reload of the page. */
const KEPT = { keep: true, timeoutMs: 10 * 60_000 } as const;

/**
 * `<live-set-desk></live-set-desk>`: the question on air, as large as the screen allows, those that follow, and three
 * buttons that a clicker or a keyboard presses as well.
 *
 * It shows the set as it will be once all presses are done. Without a network it goes on from there: presses queue, and
 * are settled when the line is back. Whatever was refused is undone on the screen, with a word.
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
  private readonly heard = new Set<string>();

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
    this.hear();
    const state = this.state;
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
    const texts = [complaint, well ? "" : t(status), this.waiting()].filter(Boolean);
    const calm = waiting > 0 ? [t("deck", { n: waiting }), t(status)] : [t(status)];
    return html`<span class="s-line" role="status" data-tone=${texts.length > 0 ? "warn" : ""}
      >${(texts.length > 0 ? texts : calm).map((text) => html`<span>${text}</span>`)}</span
    >`;
  }

  /** The presses that wait, if they wait for so long that it is worth a word. */
  private waiting(): string {
    const presses = this.presses;
    const [first] = presses;
    const isLive = this.live.status === "live";
    if (!first || (isLive && this.live.serverNowMs - first.madeAtMs <= PATIENCE_MS)) return "";
    const more = presses.length > NAMED ? ` +${presses.length - NAMED}` : "";
    const what = presses.slice(0, NAMED).map(({ action }) => t(action)).join(", ") + more;
    return t(isLive ? "sending" : "queued", { what });
  }

  private button(action: Action, can: Targets, key: string, svg: string): TemplateResult {
    const main = action === "take" || action === "answer";
    return html`<button
      type="button"
      class=${main ? "s-act s-act--main" : "s-act"}
      data-action=${action}
      data-does=${main ? action : nothing}
      aria-keyshortcuts=${SHORTCUTS[action]}
      ?disabled=${!can[action]}
      @mousedown=${keepFocus}
      @click=${() => {
        this.press(action);
      }}
    >
      ${icon(svg, "c-icon")}${t(action)}<span class="s-act__key" aria-hidden="true"
        >${key}</span
      >
    </button>`;
  }

  // --- what is pressed

  private get presses(): Press[] {
    return pressesAmong(this.live.pending(), this.live.serverNowMs - Date.now());
  }

  /** The set as it will be when everything that was pressed is done. */
  private get state(): SetState | undefined {
    return this.set.state && afterPresses(this.set.state, this.presses);
  }

  /** Listen for the answer of each press, those of an earlier load of this page too. */
  private hear(): void {
    for (const command of this.live.pending()) {
      if (this.heard.has(command.key)) continue;
      this.heard.add(command.key);
      void this.settle(command);
    }
  }

  private async settle({ key, outcome }: PendingCommand): Promise<void> {
    const answer = await outcome;
    this.heard.delete(key);
    if (!answer.ok) this.complain(sayRefusal(answer));
    this.requestUpdate();
  }

  private complain(text: string): void {
    const nowMs = Date.now();
    if (this.complaint && nowMs - this.complainedAtMs < SAME_CAUSE_MS) return;
    this.complaint = text;
    this.complainedAtMs = nowMs;
  }

  private readonly pressKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const focused = event.target instanceof Element ? event.target.closest("a, button, input, select, textarea") : null;
    // Enter and Space belong to what a person has tabbed to.
    if (focused && (event.key === "Enter" || event.key === " ")) return;
    if (focused?.matches("input, select, textarea")) return;
    const state = this.state;
    const action = state ? actionOf(event.key, onAir(state) !== undefined) : null;
    if (!action) return;
    event.preventDefault();
    if (!event.repeat) this.press(action);
  };

  private press(action: Action): void {
    const { state } = this;
    const question = state && targets(state)[action];
    const nowMs = performance.now();
    if (!question || nowMs - this.pressedAtMs < BOUNCE_MS) return;
    this.pressedAtMs = nowMs;
    this.complaint = "";
    void this.live.command(`set.${action}`, { question_id: question.id, version: question.version }, KEPT);
    this.hear();
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
