import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { formatTime } from "../../../live/frontend/format";
import { currentLanguage } from "../../../live/frontend/i18n";
import type { DeskPoll, PollDeskState } from "../../../live/frontend/wire.gen";
import "../topics/poll-desk";
import { acts, allowed } from "./acts";
import { bad, good, perform, type Said } from "./deeds";
import { readKey, sheet, type KeyOrder } from "./keys";
import { graceMs, leftMs, movesOn, mustWait, nextMove, viewsOf, type Move, type View } from "./life";
import { list } from "./list";
import { Moderation } from "./moderation";
import { head, standing, type Drawing } from "./pane";
import { firstLook, running, stepping, type Running } from "./running";
import { Settling } from "./settling";
import { t } from "./words";

const CALM_MS = 1_000;
/** While a clock runs, its seconds change when they should. */
const RUNNING_MS = 200;
const PATIENCE_MS = 10_000;

/**
 * `<live-poll-desk></live-poll-desk>`: the crew's page of polls. Beside the running list the poll that is looked at, with
 * the one thing that comes next; every action by one key or click. What is looked at stays, whatever happens in the list.
 */
export class PollDesk extends LiveElement {
  private readonly desk = this.follow(`poll-desk/${this.config.event_id}`);
  private readonly event = this.follow(`event/${this.config.event_id}`);
  private readonly moderation = new Moderation(() => this.live, {
    changed: () => {
      this.requestUpdate();
    },
    say: (said) => {
      this.say(said);
    },
    entered: () => {
      this.area = "answers";
      this.wantsFocus = "row";
    },
    isLocked: () => this.isLineDown,
  });
  private readonly settling = new Settling();
  private selected: number | null = null;
  private language: string = currentLanguage();
  private drawing: Drawing = "bars";
  private scrolledTo: number | null = null;
  private seconds: number | null = null;
  private asking = false;
  private area: "polls" | "answers" = "polls";
  private showsArchived = false;
  private said: Said = good("");
  /** Polls that a press is on its way for, and the version that shows its effect. */
  private readonly pending = new Map<number, number>();
  private lostAtMs: number | null = null;
  private wantsFocus: "" | "row" | "confirm" | "big" = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onKey);
    clearTimeout(this.timer);
    this.moderation.close();
  }

  protected override willUpdate(): void {
    this.lostAtMs = this.isLineDown ? (this.lostAtMs ?? Date.now()) : null;
    const state = this.desk.state;
    if (!state) return;
    const nowMs = this.live.serverNowMs;
    const desk = state.polls.find(({ poll }) => poll.id === this.selected) ?? firstLook(state.polls, nowMs);
    if (desk?.poll.id !== this.selected) this.look(desk?.poll.id ?? null);
    if (desk && desk.version >= (this.pending.get(desk.poll.id) ?? Infinity)) this.pending.delete(desk.poll.id);
    this.settling.note(this.selected, desk ? nextMove(desk, nowMs) : null, Date.now());
    this.moderation.open(desk, state);
  }

  protected override updated(): void {
    this.tickLater();
    this.scrollToSelected();
    const wanted = this.wantsFocus;
    this.wantsFocus = "";
    if (wanted === "") return;
    const row = this.area === "polls" ? "[data-poll][aria-current]" : "[data-lane] [data-cursor]";
    const target = this.querySelector<HTMLElement>({ row, confirm: "[data-confirm]", big: ".v-big" }[wanted]);
    target?.focus({ preventScroll: wanted !== "row" });
    if (wanted === "row") target?.scrollIntoView({ block: "nearest" });
  }

  /** Also on coming, where the poll that is open may be far down the list. */
  private scrollToSelected(): void {
    if (this.selected === this.scrolledTo) return;
    this.scrolledTo = this.selected;
    this.querySelector("[data-poll][aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  protected override render(): TemplateResult {
    const state = this.desk.state;
    if (!state) {
      return html`<p class="v-quiet" role="status">${t(this.desk.unavailable === null ? "loading" : "forbidden")}</p>`;
    }
    const parts = running(state.polls);
    const desk = state.polls.find(({ poll }) => poll.id === this.selected);
    return html`${this.line()}
      <div class="v-desk">
        ${list(state, parts, {
          selected: this.selected,
          showsArchived: this.showsArchived,
          nowMs: this.live.serverNowMs,
          select: (chosen) => {
            this.area = "polls";
            this.look(chosen.poll.id);
          },
          toggleArchived: () => {
            this.showsArchived = !this.showsArchived;
            this.requestUpdate();
          },
        })}
        <div class="v-pane">${desk ? this.pane(state, desk) : this.empty(state)}</div>
      </div>
      ${this.foot()} ${sheet()}`;
  }

  private line(): TemplateResult | typeof nothing {
    if (this.lostAtMs === null) return nothing;
    const text = this.live.status === "closed" ? t("ended") : t("noLine", { time: formatTime(this.lostAtMs) });
    return html`<p class="c-note c-note--bad" role="alert" data-no-line>${text}</p>`;
  }

  private empty(state: PollDeskState): TemplateResult {
    return html`<p class="v-quiet">
      ${t(state.polls.length === 0 ? "empty" : "choose")}
      ${this.studio ? html`<a href=${this.studio}>${t("toStudio")}</a>` : nothing}
    </p>`;
  }

  private pane(state: PollDeskState, desk: DeskPoll): TemplateResult {
    const nowMs = this.live.serverNowMs;
    const tally = state.tallies[desk.poll.id];
    const languages = this.languages;
    const { present, language, drawing, speak, draw } = this;
    const context = { tally, nowMs, present, languages, language, drawing, speak, draw };
    return html`${head(desk, context)}
      ${acts(desk, {
        ballots: tally?.ballots ?? 0,
        nowMs,
        mayPrepare: this.mayPrepare,
        isLocked: this.isLineDown || this.pending.has(desk.poll.id),
        isSettling: this.settling.leftMs(Date.now()) > 0,
        seconds: this.seconds,
        isAsking: this.asking,
        isAfter: this.event.state?.phase === "after",
        move: this.move,
        choose: this.choose,
        show: this.show,
        take: this.take,
        confirm: this.confirm,
        cancel: this.cancel,
      })}
      <div class="v-body" data-kind=${desk.poll.kind}>${standing(desk, context)} ${this.moderation.render(state)}</div>`;
  }

  private foot(): TemplateResult {
    const { text, isBad, isIncomplete } = this.said;
    return html`<footer class="v-foot">
      <p class="v-foot__said" role="status" data-said ?data-any=${text !== ""} ?data-bad=${isBad}>
        ${text} ${isIncomplete && this.studio ? html`<a href=${`${this.studio}${this.selected ?? 0}/`}>${t("edit")}</a>` : nothing}
      </p>
      <button type="button" class="c-top__text" @click=${this.showKeys}><kbd class="c-key">?</kbd> ${t("keys")}</button>
    </footer>`;
  }

  // --- what is looked at

  private look(pollId: number | null): void {
    if (pollId === this.selected) return;
    this.selected = pollId;
    this.seconds = null;
    this.asking = false;
    this.requestUpdate();
  }

  private get current(): DeskPoll | undefined {
    return this.desk.state?.polls.find(({ poll }) => poll.id === this.selected);
  }

  private get parts(): Running {
    return running(this.desk.state?.polls ?? []);
  }

  private ballotsOf({ poll }: DeskPoll): number {
    return this.desk.state?.tallies[poll.id]?.ballots ?? 0;
  }

  private step(by: number): void {
    this.wantsFocus = "row";
    if (this.area === "answers") {
      this.moderation.step(by);
      return;
    }
    const polls = stepping(this.parts, this.showsArchived);
    const at = polls.findIndex(({ poll }) => poll.id === this.selected);
    const next = polls[Math.max(0, Math.min(polls.length - 1, at + by))];
    if (next) this.look(next.poll.id);
    this.requestUpdate();
  }

  private changeArea(): void {
    const hasLane = this.querySelector("[data-lane]") !== null;
    this.area = this.area === "polls" && hasLane ? "answers" : "polls";
    this.wantsFocus = "row";
    this.requestUpdate();
  }

  private readonly speak = (language: string): void => {
    this.language = language;
    this.requestUpdate();
  };

  private readonly draw = (drawing: Drawing): void => {
    this.drawing = drawing;
    this.requestUpdate();
  };

  private readonly choose = (seconds: number | null): void => {
    this.seconds = seconds;
    this.requestUpdate();
  };

  // --- what one does

  private readonly move = (move: Move): void => {
    const desk = this.current;
    if (!desk || this.isLineDown || this.pending.has(desk.poll.id)) return;
    if (mustWait(desk, move, this.live.serverNowMs)) return;
    if (move === nextMove(desk, this.live.serverNowMs) && this.settling.leftMs(Date.now()) > 0) {
      this.say({ text: t("hasChanged"), isBad: true, isIncomplete: false });
      return;
    }
    this.asking = move === "take_back";
    this.wantsFocus = this.asking ? "confirm" : "";
    this.requestUpdate();
    if (!this.asking) void this.perform(move, desk);
  };

  private readonly confirm = (): void => {
    const desk = this.current;
    if (!desk || !this.asking || this.isLineDown) return;
    this.asking = false;
    this.wantsFocus = "big";
    void this.perform("take_back", desk);
  };

  private readonly cancel = (): void => {
    this.asking = false;
    this.wantsFocus = "row";
    this.say(good(""));
  };

  private async perform(move: Move, desk: DeskPoll): Promise<void> {
    this.pending.set(desk.poll.id, Infinity);
    this.requestUpdate();
    const { said, poll } = await perform(this.live, { move, desk, seconds: this.seconds, ballots: this.ballotsOf(desk) });
    // What comes next is offered once the list shows what was done.
    if (poll?.poll.id === desk.poll.id) this.pending.set(desk.poll.id, poll.version);
    else this.pending.delete(desk.poll.id);
    if (poll && move === "duplicate") this.look(poll.poll.id);
    if (poll && (move === "open" || move === "reopen")) this.seconds = null;
    this.say(said);
  }

  private readonly show = (view: View): void => {
    const desk = this.current;
    if (!desk || this.isLineDown || !viewsOf(desk).includes(view)) return;
    if (desk.graphic === view) {
      this.take();
      return;
    }
    const args = { poll_id: desk.poll.id, view };
    void this.live.command("polls.show_graphic", args, { timeoutMs: PATIENCE_MS }).then((outcome) => {
      this.say(outcome.ok ? good(t("put", { what: t(view) })) : bad(outcome, desk, this.live));
    });
  };

  private readonly take = (): void => {
    if (this.isLineDown) return;
    void this.live.command("polls.take_graphic", {}, { timeoutMs: PATIENCE_MS }).then((outcome) => {
      this.say(outcome.ok ? good(t("taken")) : bad(outcome, undefined, this.live));
    });
  };

  private say(said: Said): void {
    this.said = said;
    this.requestUpdate();
  }

  private readonly showKeys = (): void => {
    this.querySelector<HTMLDialogElement>(".v-sheet")?.showModal();
  };

  // --- by keyboard

  private readonly onKey = (event: KeyboardEvent): void => {
    const order = readKey(event);
    if (!order) return;
    event.preventDefault();
    // A key that is held down presses once; only the cursor runs.
    if (event.repeat && order.do !== "step") return;
    this.obey(order);
  };

  private obey(order: KeyOrder): void {
    const desk = this.current;
    switch (order.do) {
      case "step":
        this.step(order.by);
        break;
      case "area":
        this.changeArea();
        break;
      case "next": {
        const next = desk && nextMove(desk, this.live.serverNowMs);
        if (next) this.move(next);
        break;
      }
      case "move": {
        const offered = desk ? allowed(movesOn(desk, this.live.serverNowMs, this.ballotsOf(desk)), this.mayPrepare) : [];
        const move = order.moves.find((each) => offered.includes(each));
        if (move) this.move(move);
        break;
      }
      case "view":
        this.show(order.view);
        break;
      case "take":
        this.take();
        break;
      case "seconds":
        this.choose(order.seconds);
        break;
      case "decide":
        this.moderation.decideAtCursor(order.decision);
        break;
      case "tab":
        this.moderation.nextTab();
        break;
      case "fresh":
        this.moderation.freshen();
        break;
      case "language":
        this.speak(this.languages[(this.languages.indexOf(this.language) + 1) % this.languages.length] ?? this.language);
        break;
      case "drawing":
        this.draw(this.drawing === "bars" ? "donut" : "bars");
        break;
      case "cancel":
        this.cancel();
        break;
      case "keys":
        this.showKeys();
        break;
    }
  }

  // --- who, when and how

  private tickLater(): void {
    clearTimeout(this.timer);
    const nowMs = this.live.serverNowMs;
    const settlesMs = this.settling.leftMs(Date.now());
    const runs = (this.desk.state?.polls ?? []).some((desk) => leftMs(desk, nowMs) !== null || graceMs(desk, nowMs) !== null);
    const delayMs = settlesMs > 0 ? settlesMs : runs ? RUNNING_MS : CALM_MS;
    this.timer = setTimeout(() => {
      this.requestUpdate();
    }, delayMs);
  }

  /** What opens minutes after the press would surprise everybody: nothing is queued here. */
  private get isLineDown(): boolean {
    return this.live.status === "reconnecting" || this.live.status === "closed";
  }

  private get mayPrepare(): boolean {
    return (this.config.roles ?? []).some((role) => role === "director" || role === "organiser");
  }

  private get present(): number | null {
    const people = this.event.pulse["presence"];
    return typeof people === "number" ? people : null;
  }

  private get languages(): readonly string[] {
    const languages = this.config["languages"];
    return Array.isArray(languages) ? languages.map(String) : [];
  }

  /** Where polls are prepared, for who may. */
  private get studio(): string {
    const address = this.config["studio"];
    return typeof address === "string" ? address : "";
  }
}
