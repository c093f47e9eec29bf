import { html, nothing, type TemplateResult } from "lit";
import { TICKET_CODES } from "../../../live/frontend/backoff";
import type { CommandOutcome, PendingCommand } from "../../../live/frontend/client";
import { LiveElement } from "../../../live/frontend/element";
import { formatDuration } from "../../../live/frontend/format";
import { arrowRightIcon, checkIcon, icon, parkIcon, skipIcon, undoIcon } from "../../../live/frontend/icons";
import type { DeskQuestion, SetState } from "../../../live/frontend/wire.gen";
import "../topics/set";
import { keepAwake } from "./awake";
import { addressOf, feedOf } from "./feeds";
import { Fitter, NOTE, QUESTION } from "./fit";
import { lineOf } from "./line";
import { band, chooser, drawer, large, readOn, upcoming, who } from "./parts";
import { gestureOf, onAir, onDeck, parked, PRESS_LIVES_MIN, targets, type Action, type Targets } from "./press";
import { afterPresses, ahead, pressesAmong, type Press } from "./queue";
import { readingOf, turnPage, type Reading } from "./reading";
import { Shelf, shelfKey } from "./shelf";
import { onSignOut } from "./sign-out";
import { feedName, sayRefusal, t } from "./words";

/** Clickers bounce, and one press must not answer a question and take the next. */
const BOUNCE_MS = 500;
const COMPLAINT_MS = 15_000;
/** What follows from a refused press is refused too: the first complaint says why. */
const SAME_CAUSE_MS = 2_000;
/** A page that has heard nothing for so long has no network. */
const LATE_MS = 3_000;
const FITS = [
  { box: ".s-fit", text: ".s-question", bounds: QUESTION },
  { box: ".s-note", text: ".s-note__text", bounds: NOTE },
];
/** Refusals of this page's own; all others are heard of by the presses that wait. */
const NOT_TAKEN: ReadonlySet<string> = new Set(["client.outbox_full", "client.closed"]);
const KEPT = { keep: true, timeoutMs: PRESS_LIVES_MIN * 60_000 } as const;

/**
 * `<live-set-desk></live-set-desk>`: the question on air, as large as the screen allows, those that follow, what the
 * director says, and buttons that a clicker or a keyboard presses as well.
 *
 * It shows the set as it will be once all presses are done. Without a network it goes on from there: presses queue, and
 * are settled when the line is back. Whatever was refused is undone on the screen, with a word.
 */
export class SetDesk extends LiveElement {
  private readonly set = this.follow(`set/${this.config.event_id}`);
  private readonly shelf = new Shelf(shelfKey(this.config.event_id, this.live.subject));
  private readonly pageTitle = document.title;
  private asOfMs = this.shelf.found?.atMs ?? null;
  private complaint = "";
  private complainedAtMs = 0;
  private pressedAtMs = -BOUNCE_MS;
  private openedAtMs = performance.now();
  private isListOpen = false;
  private parkedHere: number | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private letSleep: () => void = () => undefined;
  private stopHearing: () => void = () => undefined;
  private fitter: Fitter | undefined;
  private readonly heard = new Set<string>();
  /** Presses that are done, and that the topic does not show yet. */
  private landed: readonly Press[] = [];
  private reading: Reading = "whole";
  private hasLeft = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.pressKey);
    addEventListener("popstate", this.renderAgain);
    this.openedAtMs = performance.now();
    this.timer = setInterval(this.renderAgain, 250);
    this.letSleep = keepAwake();
    this.stopHearing = onSignOut(this.leave);
    this.fitter = new Fitter(this, FITS, this.look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.pressKey);
    removeEventListener("popstate", this.renderAgain);
    clearInterval(this.timer);
    this.letSleep();
    this.stopHearing();
    this.fitter?.stop();
  }

  protected override willUpdate(): void {
    this.hear();
    const { status, closeCode, serverNowMs } = this.live;
    const { state } = this.set;
    // Signed out elsewhere, of no role any more, or the session is over.
    if (status === "closed" && closeCode !== null && TICKET_CODES.has(closeCode)) this.shelf.close();
    if (state) this.landed = ahead(state, this.landed);
    if (!state || (status !== "live" && status !== "degraded")) return;
    this.asOfMs = serverNowMs;
    this.shelf.keep({ state, atMs: serverNowMs, skewMs: this.skewMs });
  }

  protected override render(): TemplateResult {
    const state = this.state;
    if (!state) return html`<p class="s-stage s-question" data-quiet role="alert">${this.set.unavailable ? t("unavailable") : this.opening()}</p>`;
    const { feed } = this;
    const air = onAir(state, feed);
    const deck = onDeck(state, feed);
    const aside = parked(state, feed);
    const shown = air ?? deck[0];
    const can = targets(state, feed, this.parkedHere);
    const theme = state.themes.find(({ id }) => id === shown?.theme_id);
    return html`<div class="s-status">
        <span class="s-tally" data-state=${air ? "air" : "idle"}>${air ? t("onAir") : t("idle")}</span>
        <span class="s-time">${air?.on_air_at_ms ? formatDuration(this.nowMs - air.on_air_at_ms) : nothing}</span>
        ${chooser(state.feeds, feed, this.choose)} ${this.line(deck.length)}
      </div>
      ${band(state.prompts[feed], this.nowMs, this.see)}
      <div class="s-stage" aria-live="polite" data-theme=${theme?.colour ?? nothing}>
        ${large(shown, air !== undefined, this.reading, this.look)} ${shown ? who(shown, theme) : nothing}
        ${readOn(this.reading, this.turnOn)}
      </div>
      <div class="s-after">
        <ol class="s-next">
          ${deck.length > 0
            ? deck.slice(0, 2).map((question, place) => upcoming(question, place))
            : html`<li><span class="s-next__none">${air ? t("nothingAfter") : t("emptyNext")}</span></li>`}
        </ol>
        <button
          type="button"
          class="s-list"
          aria-expanded=${this.isListOpen}
          aria-keyshortcuts="L"
          ?disabled=${aside.length === 0 && !this.isListOpen}
          @mousedown=${keepFocus}
          @click=${this.toggleList}
        >
          <b>${aside.length}</b> ${t("parked")}
        </button>
      </div>
      <div class="s-acts">
        ${this.button("put_back", can, "Page Up", undoIcon)} ${this.button("skip", can, "S", skipIcon)}
        ${this.button("park", can, "P", parkIcon)}
        ${air ? this.button("answer", can, "Page Down", checkIcon) : this.button("take", can, "Page Down", arrowRightIcon)}
      </div>
      ${this.isListOpen
        ? drawer(aside, {
            take: air ? undefined : (question) => {
              this.moveParked("take", question);
            },
            putBack: (question) => {
              this.moveParked("put_back", question);
            },
            close: this.toggleList,
          })
        : nothing}`;
  }

  protected override updated(): void {
    const { state } = this;
    if (!state) return;
    const shown = state.feeds.length > 1 ? state.feeds.find(({ slug }) => slug === this.feed) : undefined;
    const name = shown && feedName(shown);
    document.title = name ? `${name} · ${this.pageTitle}` : this.pageTitle;
    const stage = this.querySelector<HTMLElement>(".s-stage");
    // The colour is the organiser's: only the CSSOM may set it.
    stage?.style.setProperty("--theme", stage.dataset["theme"] ?? "transparent");
    this.fitter?.rendered();
  }

  private readonly renderAgain = (): void => {
    this.requestUpdate();
  };

  /** Somebody signs out: until the next page is there, nothing comes, and nothing is written on the device. */
  private readonly leave = (): void => {
    this.hasLeft = true;
    this.shelf.close();
    this.live.stop();
  };

  // --- what is known

  /** Which set desk this page is. */
  private get feed(): string {
    return feedOf(location.search, (this.set.state ?? this.shelf.found?.state)?.feeds ?? []);
  }

  /** The server's clock; the one of the last time, while this page has not heard from it yet. */
  private get nowMs(): number {
    return Date.now() + this.skewMs;
  }

  private get skewMs(): number {
    if (this.live.status === "connecting" && this.shelf.found) return this.shelf.found.skewMs;
    return this.live.serverNowMs - Date.now();
  }

  private get isLate(): boolean {
    return performance.now() - this.openedAtMs > LATE_MS;
  }

  private get presses(): Press[] {
    return pressesAmong(this.live.pending(), this.skewMs);
  }

  /** The set as it will be when everything that was pressed is done; what was last known, before the network says more. */
  private get state(): SetState | undefined {
    if (this.set.unavailable) return undefined;
    const known = this.set.state ?? this.shelf.found?.state;
    return known && afterPresses(known, [...this.landed, ...this.presses]);
  }

  // --- what is said

  private opening(): string {
    return this.live.status === "connecting" && !this.isLate ? t("connecting") : t("noNetwork");
  }

  private line(waiting: number): TemplateResult {
    const { texts, tone } = lineOf({
      status: this.live.status,
      isLate: this.isLate,
      asOfMs: this.asOfMs,
      nowMs: this.nowMs,
      complaint: Date.now() - this.complainedAtMs < COMPLAINT_MS ? this.complaint : "",
      presses: this.presses,
      onDeck: waiting,
    });
    return html`<span class="s-line" role="status" data-tone=${tone}>${texts.map((text) => html`<span>${text}</span>`)}</span>`;
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
      ${icon(svg, "c-icon")}<span>${t(action)}</span><span class="s-act__key" aria-hidden="true">${key}</span>
    </button>`;
  }

  // --- what is pressed

  /** Listen for the answer of each press, those of an earlier load of this page too. */
  private hear(): void {
    for (const command of this.live.pending()) {
      if (this.heard.has(command.key)) continue;
      this.heard.add(command.key);
      void this.settle(command);
    }
  }

  private async settle(command: PendingCommand): Promise<void> {
    const { key, name, outcome } = command;
    const answer = await outcome;
    this.heard.delete(key);
    if (answer.ok) this.landed = [...this.landed, ...pressesAmong([command], this.skewMs)];
    // Another note stands there by now: it asks to be seen by itself.
    if (!answer.ok && name !== "set.see") this.complain(sayRefusal(answer));
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
    if (event.key === "Escape" && this.isListOpen) {
      this.toggleList();
      return;
    }
    const focused = event.target instanceof Element ? event.target.closest("a, button, input, select, textarea") : null;
    // Enter and Space belong to what a person has tabbed to.
    if (focused && (event.key === "Enter" || event.key === " ")) return;
    if (focused?.matches("input, select, textarea")) return;
    const state = this.state;
    const gesture = state ? gestureOf(event.key, onAir(state, this.feed) !== undefined) : null;
    if (!gesture) return;
    const isReading = gesture === "read_on" || gesture === "read_back";
    if (isReading && (this.reading === "whole" || this.isListOpen)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (gesture === "read_on" || gesture === "read_back") turnPage(this.box, gesture === "read_on" ? 1 : -1);
    else if (gesture === "see") this.see();
    else if (gesture === "list") void this.openListByKey();
    else this.press(gesture);
  };

  private get box(): HTMLElement | null {
    return this.querySelector(".s-fit");
  }

  private readonly turnOn = (): void => {
    turnPage(this.box, 1);
  };

  /** Look whether the question goes on below. */
  private readonly look = (): void => {
    const reading = readingOf(this.box);
    if (reading === this.reading) return;
    this.reading = reading;
    this.requestUpdate();
  };

  private press(action: Action): void {
    const { state } = this;
    const question = state && targets(state, this.feed, this.parkedHere)[action];
    if (question) this.move(action, question);
  }

  private moveParked(action: "take" | "put_back", question: DeskQuestion): void {
    this.move(action, question);
    const { state } = this;
    if (action === "take" || (state && parked(state, this.feed).length === 0)) this.isListOpen = false;
  }

  private move(action: Action, question: DeskQuestion): void {
    const nowMs = performance.now();
    if (this.hasLeft || nowMs - this.pressedAtMs < BOUNCE_MS) return;
    this.pressedAtMs = nowMs;
    if (action === "park") this.parkedHere = question.id;
    this.complaint = "";
    void this.send(this.live.command(`set.${action}`, { question_id: question.id, version: question.version }, KEPT));
  }

  /** Follow a press; one that this page itself does not take is on its way nowhere, and must say so here. */
  private async send(outcome: Promise<CommandOutcome>): Promise<void> {
    this.hear();
    this.requestUpdate();
    const answer = await outcome;
    if (answer.ok || !NOT_TAKEN.has(answer.code)) return;
    this.complain(sayRefusal(answer));
    this.requestUpdate();
  }

  private readonly see = (): void => {
    const { feed } = this;
    const prompt = this.state?.prompts[feed];
    if (this.hasLeft || !prompt?.note || prompt.seen_at_ms !== null) return;
    void this.send(this.live.command("set.see", { feed, version: prompt.version }, KEPT));
  };

  private readonly choose = (feed: string): void => {
    history.replaceState(history.state, "", addressOf(location.href, feed));
    this.isListOpen = false;
    this.requestUpdate();
  };

  private readonly toggleList = (): void => {
    const hadFocus = this.querySelector(".s-drawer")?.contains(document.activeElement) ?? false;
    this.isListOpen = !this.isListOpen;
    this.requestUpdate();
    if (hadFocus) this.querySelector<HTMLElement>(".s-list")?.focus();
  };

  private async openListByKey(): Promise<void> {
    this.toggleList();
    await this.updateComplete;
    if (this.isListOpen) this.querySelector<HTMLElement>(".s-drawer button:not(:disabled)")?.focus();
  }
}

const SHORTCUTS: Readonly<Record<Action, string>> = {
  take: "Enter Space PageDown",
  answer: "Enter Space PageDown",
  skip: "S",
  park: "P",
  put_back: "PageUp Backspace",
};

/** A pressed button must not keep the focus: the next Enter belongs to the main button. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
