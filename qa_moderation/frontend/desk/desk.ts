import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import type { Change } from "../../../live/frontend/topics";
import type { DeskQuestion, DeskState, View } from "../../../live/frontend/wire.gen";
import "../topics/desk";
import { announcements } from "./announcing";
import { Board } from "./board";
import type { DeskCompose } from "./compose";
import { Deeds } from "./deeds";
import { DeckDrag } from "./drag";
import { NO_FILTER, readFilter, writeFilter, type Filter } from "./filter";
import { foot } from "./foot";
import { head, type HeadContext } from "./head";
import { readKey, type KeyOrder } from "./keys";
import { lane, type LaneHost } from "./lane";
import { LANES, type LaneName } from "./lanes";
import type { DeskList } from "./list-editor";
import { Moves } from "./moves";
import { pane } from "./pane";
import { othersAt, Pointing, type Present } from "./presence";
import { RowWindow } from "./row-window";
import type { Scene } from "./scene";
import { sheet } from "./sheet";
import { t } from "./words";

const TICK_MS = 1_000;
const NEWS_MS = 8_000;
const SAID_MS = 12_000;
/** Wide enough that the pane stands beside the lanes. */
const BESIDE = "(min-width: 80rem)";
const NARROW = "(max-width: 48rem)";

/**
 * `<live-desk></live-desk>`: the moderation desk. Lanes from left to right, as a question travels, and a pane for the
 * question under the cursor; every action by one key or click.
 */
export class Desk extends LiveElement {
  private readonly desk = this.follow(`desk/${this.config.event_id}`);
  private readonly board = new Board();
  private readonly moves = new Moves(
    this.live,
    () => {
      this.requestUpdate();
    },
    (text, isBad = false) => {
      this.say(text, isBad);
    },
  );
  private readonly deeds = new Deeds({
    live: this.live,
    board: this.board,
    moves: this.moves,
    state: () => this.desk.state,
    changed: () => {
      this.requestUpdate();
    },
    refocus: () => {
      this.focusNext = true;
      this.requestUpdate();
    },
    showForm: () => {
      this.showForm();
    },
  });
  private readonly pointing = new Pointing(this.live, () => !document.hidden && ["live", "degraded"].includes(this.live.status));
  private readonly drag = new DeckDrag((id, ids) => {
    const version = this.desk.state?.deck.version;
    const question = this.board.index.find(id);
    if (version !== undefined && question) void this.moves.order(question, ids, version, "down");
  });
  private readonly windows = new Map<LaneName, RowWindow>();
  private said = { text: "", isBad: false };
  private news: readonly string[] = [];
  private isPaneOpen = matchMedia(BESIDE).matches;
  private isNaming = false;
  private focusNext = false;
  private tick: ReturnType<typeof setInterval> | undefined;
  private saidTimer: ReturnType<typeof setTimeout> | undefined;
  private resizes: ResizeObserver | undefined;
  private unhear: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.narrow(readFilter(location.search));
    document.addEventListener("keydown", this.onKey);
    this.addEventListener("focusin", this.refresh);
    this.tick = setInterval(this.refresh, TICK_MS);
    this.unhear = this.desk.subscribe((change) => {
      this.hear(change);
    });
    this.resizes = new ResizeObserver(() => {
      this.measure();
    });
    this.resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onKey);
    this.removeEventListener("focusin", this.refresh);
    clearInterval(this.tick);
    this.unhear();
    this.resizes?.disconnect();
    this.pointing.stop();
    this.deeds.close(false);
  }

  protected override willUpdate(): void {
    const state = this.desk.state;
    if (!state) return;
    this.board.take(state, {
      me: this.live.subject,
      nowMs: this.live.serverNowMs,
      own: this.moves.own((id) => state.questions[String(id)]),
      isRead: (name) => this.isRead(name),
    });
    const { form } = this.deeds;
    if (form?.seen && this.board.cursor !== form.seen.id) this.deeds.close(false);
    this.pointing.at(this.board.cursor);
    if (this.focusNext) this.reveal();
  }

  protected override updated(): void {
    if (this.isMeasureDue) this.measure();
    if (!this.focusNext) return;
    this.focusNext = false;
    const target = this.querySelector<HTMLElement>("[data-cursor]");
    target?.focus({ preventScroll: true });
    if (this.board.lane === "deck") target?.scrollIntoView({ block: "nearest" });
  }

  protected override render(): TemplateResult {
    const scene = this.scene();
    const { board } = this;
    return html`
      ${head(scene, this.headContext(scene))}
      <div class="d-tabs" role="tablist">${[...LANES, board.side].map((name) => this.tab(scene, name))}</div>
      <div class="d-work" ?data-pane=${this.isPaneOpen} ?data-bulk-form=${this.deeds.form?.seen === null}>
        <div class="d-lanes" aria-busy=${scene ? "false" : "true"} ?data-side-open=${board.lane === board.side}>
          ${[...LANES, board.side].map((name) => lane(name, scene, this.laneHost))}
        </div>
        ${scene && this.isPaneOpen ? pane(scene, this.togglePane) : nothing}
      </div>
      ${foot(scene, {
        said: this.said.text,
        isBad: this.said.isBad,
        news: this.news,
        undo: this.undo,
        deselect: this.deselect,
        showKeys: this.showKeys,
      })}
      ${sheet()}
      <live-desk-compose .themes=${scene?.state.themes ?? []} @composed=${this.composed}></live-desk-compose>
      <live-desk-list data-kind="themes" .kind=${"themes"}></live-desk-list>
      <live-desk-list data-kind="feeds" .kind=${"feeds"}></live-desk-list>
    `;
  }

  private tab(scene: Scene | null, name: LaneName): TemplateResult {
    return html`<button
      type="button"
      role="tab"
      aria-selected=${this.board.lane === name}
      @click=${() => {
        this.laneHost.enter(name);
      }}
    >
      <b>${scene ? this.board.ids(name).length : "–"}</b>${t(name)}
    </button>`;
  }

  // --- what is drawn from

  private scene(): Scene | null {
    const state = this.desk.state;
    if (!state) return null;
    return {
      state,
      board: this.board,
      moves: this.moves,
      deeds: this.deeds,
      nowMs: this.live.serverNowMs,
      me: this.live.subject,
      isOffline: this.live.status === "reconnecting",
      pointers: pointersOf(this.others(state)),
    };
  }

  private others(state: DeskState): Present[] {
    return othersAt(state.cursors, this.live.subject, this.live.serverNowMs);
  }

  private headContext(scene: Scene | null): HeadContext {
    const roles = this.config.roles ?? [];
    return {
      filter: this.board.filter,
      others: scene ? this.others(scene.state) : [],
      mayChangeFeeds: roles.includes("organiser") || roles.includes("director"),
      isNaming: this.isNaming,
      narrow: (change) => {
        this.narrow({ ...this.board.filter, ...change });
      },
      clear: () => {
        this.narrow(NO_FILTER);
      },
      openView: ({ query }) => {
        this.narrow(readFilter(query));
      },
      deleteView: ({ id }) => {
        void this.live.command("desk.delete_view", { view_id: id });
      },
      nameView: (isNaming) => {
        this.nameView(isNaming);
      },
      saveView: (name) => {
        void this.saveView(name);
      },
      openDialog: (name) => {
        this.openDialog(name);
      },
      togglePane: this.togglePane,
    };
  }

  private readonly laneHost: LaneHost = {
    windowOf: (name) => this.windowOf(name),
    scrolled: (event) => {
      const scroller = event.currentTarget as HTMLElement;
      const window = this.windowOf(scroller.dataset["scroll"] as LaneName);
      const before = window.range(Infinity)[0];
      window.top = scroller.scrollTop;
      if (window.range(Infinity)[0] !== before) this.requestUpdate();
    },
    clicked: (event) => {
      this.onClick(event);
    },
    lift: this.drag.begin,
    enter: (name) => {
      this.board.enter(name);
      this.focusNext = true;
      this.requestUpdate();
    },
    showFresh: () => {
      this.board.showAll();
      this.requestUpdate();
    },
  };

  // --- long lanes

  private windowOf(name: LaneName): RowWindow {
    let window = this.windows.get(name);
    if (!window) {
      window = new RowWindow();
      this.windows.set(name, window);
    }
    return window;
  }

  private get isMeasureDue(): boolean {
    return !this.windows.has("inbox") || this.windowOf("inbox").height === new RowWindow().height;
  }

  /** How high the lanes and their rows are: a stylesheet's matter, read when the page changes its size. */
  private measure(): void {
    for (const name of [...LANES, this.board.side]) {
      const scroller = this.scroller(name);
      if (!scroller) continue;
      const window = this.windowOf(name);
      const row = scroller.querySelector<HTMLElement>(".d-list--window > .d-row");
      window.height = scroller.clientHeight || window.height;
      if (row) window.row = row.offsetHeight;
    }
    this.requestUpdate();
  }

  /** Scroll the cursor's row into the window before it is drawn. */
  private reveal(): void {
    const { board } = this;
    const scroller = this.scroller(board.lane);
    if (!scroller || board.lane === "deck" || board.cursor === null) return;
    const window = this.windowOf(board.lane);
    window.top = window.reveal(board.walk().indexOf(board.cursor));
    if (Math.abs(scroller.scrollTop - window.top) > 1) scroller.scrollTop = window.top;
  }

  private scroller(name: LaneName): HTMLElement | null {
    return this.querySelector(`[data-scroll="${name}"]`);
  }

  private isRead(name: LaneName): boolean {
    const scroller = this.scroller(name);
    if (!scroller || this.board.shown(name).length === 0) return false;
    return scroller.closest(".d-lane")?.matches(":hover, :focus-within") === true || scroller.scrollTop > 8;
  }

  // --- what one does

  private narrow(filter: Filter): void {
    this.board.narrow(filter, this.live.subject, this.live.serverNowMs);
    const query = writeFilter(filter);
    const address = query ? `${location.pathname}?${query}` : location.pathname;
    if (address !== location.pathname + location.search) history.replaceState(history.state, "", address);
    for (const name of this.windows.keys()) this.windowOf(name).top = 0;
    this.requestUpdate();
  }

  private nameView(isNaming: boolean): void {
    this.isNaming = isNaming;
    this.requestUpdate();
    if (isNaming) {
      void this.updateComplete.then(() => {
        this.querySelector<HTMLElement>(".d-naming input")?.focus();
      });
    } else this.focusNext = true;
  }

  private async saveView(name: string): Promise<void> {
    const outcome = await this.live.command("desk.save_view", { name, query: writeFilter(this.board.filter) });
    if (outcome.ok) this.nameView(false);
    else this.say(t("failed", { code: outcome.code }), true);
  }

  private view(number: number): void {
    const view: View | undefined = this.desk.state?.views[number - 1];
    if (view) this.narrow(readFilter(view.query));
  }

  private onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const id = Number(target.closest<HTMLElement>("[data-question-id]")?.dataset["questionId"]);
    if (!id) return;
    if (target.closest("[data-choose]")) {
      if (event.shiftKey) this.board.chooseTo(id);
      else this.board.choose(id);
    } else if (matchMedia(NARROW).matches && !target.closest("button, input, select")) this.isPaneOpen = true;
    this.requestUpdate();
  }

  private showForm(): void {
    this.isPaneOpen = true;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const form = this.querySelector(".d-form");
      form?.scrollIntoView({ block: "nearest" });
      // A child that draws itself is there a moment later.
      queueMicrotask(() => {
        form?.querySelector<HTMLElement>("[data-first]")?.focus({ preventScroll: true });
      });
    });
  }

  private readonly composed = (event: Event): void => {
    const { question, straight } = (event as CustomEvent<{ question: DeskQuestion; straight: boolean }>).detail;
    if (straight) {
      const args = { question_id: question.id, version: question.version };
      void this.moves.move("approve", question, () => this.live.command("desk.approve", args));
    } else this.say(t("byCrew"), false);
  };

  private openDialog(name: "compose" | "themes" | "feeds"): void {
    const state = this.desk.state;
    if (!state) return;
    if (name === "compose") this.querySelector<DeskCompose>("live-desk-compose")?.open();
    else this.querySelector<DeskList>(`live-desk-list[data-kind=${name}]`)?.open(state[name]);
  }

  private readonly togglePane = (): void => {
    this.isPaneOpen = !this.isPaneOpen;
    if (!this.isPaneOpen) this.deeds.close(false);
    this.focusNext = true;
    this.requestUpdate();
  };

  private readonly undo = (): void => {
    void this.deeds.undo();
  };

  private readonly deselect = (): void => {
    this.board.chooseNone();
    this.requestUpdate();
  };

  private readonly showKeys = (): void => {
    this.querySelector<HTMLDialogElement>(".d-sheet")?.showModal();
  };

  private readonly refresh = (): void => {
    this.requestUpdate();
  };

  private say(text: string, isBad: boolean): void {
    this.said = { text, isBad };
    clearTimeout(this.saidTimer);
    this.saidTimer = setTimeout(() => {
      this.said = { text: "", isBad: false };
      this.requestUpdate();
    }, SAID_MS);
    this.requestUpdate();
  }

  private hear({ facts }: Change): void {
    const me = typeof this.config["person"] === "string" ? this.config["person"] : "";
    const told = announcements(facts, me, this.live.serverNowMs);
    if (told.length === 0) return;
    this.news = [...this.news, ...told].slice(-3);
    setTimeout(() => {
      this.news = this.news.filter((text) => !told.includes(text));
      this.requestUpdate();
    }, NEWS_MS);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const order = readKey(event, this.deeds.form?.kind ?? null);
    if (!order) return;
    event.preventDefault();
    this.obey(order);
    this.requestUpdate();
  };

  private obey(order: KeyOrder): void {
    const { board, deeds } = this;
    switch (order.do) {
      case "step":
        board.step(order.by);
        this.focusNext = true;
        break;
      case "lane":
        board.cross(order.by);
        this.focusNext = true;
        break;
      case "to-lane":
        this.laneHost.enter(board.lanes[order.number - 1] ?? "inbox");
        break;
      case "side":
        this.nextSide();
        break;
      case "act":
        deeds.act(order.action, board.question);
        break;
      case "choice":
        this.querySelector<HTMLElement>(`.d-form [data-choice="${order.number}"]`)?.click();
        break;
      case "choose":
        if (board.cursor !== null) board.choose(board.cursor);
        break;
      case "choose-to":
        if (board.cursor !== null) board.chooseTo(board.cursor);
        break;
      case "cancel":
        this.cancel();
        break;
      case "undo":
        this.undo();
        break;
      case "view":
        this.view(order.number);
        break;
      case "fresh":
        board.showAll();
        break;
      case "search":
        this.querySelector<HTMLInputElement>(".d-search input")?.focus();
        break;
      case "leave-search":
        this.leaveSearch();
        break;
      case "prompt":
        this.querySelector<HTMLInputElement>("[data-prompt-note]")?.focus();
        break;
      case "pane":
        this.togglePane();
        break;
      case "compose":
        this.openDialog("compose");
        break;
      case "keys":
        this.showKeys();
        break;
    }
  }

  /** Escape takes back one thing after the other: the form, the selection, the pane that lies over the lanes. */
  private cancel(): void {
    if (this.deeds.form) this.deeds.close();
    else if (this.board.chosen.size > 0) this.board.chooseNone();
    else if (this.isPaneOpen && !matchMedia(BESIDE).matches) this.togglePane();
    this.focusNext = true;
  }

  private leaveSearch(): void {
    if (document.activeElement?.closest(".d-search")) this.narrow({ ...this.board.filter, text: "" });
    this.focusNext = true;
  }

  private nextSide(): void {
    const order = { parked: "declined", declined: "answered", answered: "parked" } as const;
    this.laneHost.enter(this.board.lane === this.board.side ? order[this.board.side] : this.board.side);
  }
}

function pointersOf(others: readonly Present[]): Map<number, Present[]> {
  const pointers = new Map<number, Present[]>();
  for (const other of others) {
    if (other.questionId === null) continue;
    const here = pointers.get(other.questionId);
    if (here) here.push(other);
    else pointers.set(other.questionId, [other]);
  }
  return pointers;
}
