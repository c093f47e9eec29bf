import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import type { DeskQuestion, DeskState } from "../../../live/frontend/wire.gen";
import "../topics/desk";
import { announcements } from "./announcing";
import { Board } from "./board";
import type { DeskCompose } from "./compose";
import { Deeds } from "./deeds";
import { DeckDrag } from "./drag";
import { NO_FILTER, readFilter, writeFilter, type Filter } from "./filter";
import { foot } from "./foot";
import { head, type HeadContext } from "./head";
import { readKey } from "./keys";
import { lane, type LaneHost } from "./lane";
import { LANES, type LaneName } from "./lanes";
import { KeptViews } from "./kept-views";
import type { DeskList } from "./list-editor";
import { Moves } from "./moves";
import { obey, type Page } from "./orders";
import { pane } from "./pane";
import { othersAt, Pointing, pointersOf, type Present } from "./presence";
import { Sayings } from "./sayings";
import type { Scene } from "./scene";
import { sheet } from "./sheet";
import { Viewport } from "./viewport";
import { t } from "./words";

const TICK_MS = 1_000;
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
  private readonly sayings = new Sayings(() => {
    this.requestUpdate();
  });
  private readonly moves = new Moves(
    this.live,
    () => {
      this.requestUpdate();
    },
    (text, isBad) => {
      this.sayings.say(text, isBad);
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
    refocus: (gently = false) => {
      const isWriting = document.activeElement?.matches("input, textarea, select") && !document.activeElement.closest(".d-form");
      if (gently && isWriting) this.requestUpdate();
      else this.refocus();
    },
    showForm: () => {
      this.showForm();
    },
  });
  private readonly views = new KeptViews(
    this.live,
    () => {
      this.focusName();
    },
    (text) => {
      this.sayings.say(text, true);
    },
  );
  private readonly pointing = new Pointing(this.live, () => !document.hidden && ["live", "degraded"].includes(this.live.status));
  private readonly drag = new DeckDrag(
    () => this.desk.state?.deck,
    (id, spot, seen) => {
      const question = this.board.index.find(id);
      if (question) void this.moves.place(question, spot, seen, spot.side === "before" ? "up" : "down");
    },
  );
  private readonly viewport = new Viewport(this, () => {
    this.isMeasureDue = true;
    this.requestUpdate();
  });
  private isPaneOpen = matchMedia(BESIDE).matches;
  private focusNext = false;
  private tick: ReturnType<typeof setInterval> | undefined;
  private isMeasureDue = true;
  private unhear: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.narrow(readFilter(location.search));
    document.addEventListener("keydown", this.onKey);
    this.addEventListener("focusin", this.refresh);
    this.tick = setInterval(this.refresh, TICK_MS);
    this.unhear = this.desk.subscribe(({ facts }) => {
      const me = typeof this.config["person"] === "string" ? this.config["person"] : "";
      this.sayings.tell(announcements(facts, me, this.live.serverNowMs));
    });
    this.viewport.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onKey);
    this.removeEventListener("focusin", this.refresh);
    clearInterval(this.tick);
    this.unhear();
    this.viewport.stop();
    this.pointing.stop();
    this.deeds.close(false);
  }

  protected override willUpdate(): void {
    const state = this.desk.state;
    if (!state) return;
    this.board.pinned = this.deeds.form?.seen?.id ?? null;
    this.board.take(state, {
      me: this.live.subject,
      nowMs: this.live.serverNowMs,
      own: this.moves.own((id) => state.questions[String(id)]),
      isRead: (name) => this.board.shown(name).length > 0 && this.viewport.isRead(name),
    });
    const { form } = this.deeds;
    if (form?.seen && this.board.cursor !== form.seen.id) this.deeds.close(false);
    this.pointing.at(this.board.cursor);
    const { lane: at, cursor } = this.board;
    // The deck is drawn whole: its row is scrolled to once it is there.
    if (this.focusNext && at !== "deck" && cursor !== null) this.viewport.reveal(at, this.board.walk().indexOf(cursor));
  }

  protected override updated(): void {
    if (this.isMeasureDue && this.desk.state) {
      this.isMeasureDue = false;
      if (this.viewport.measure(this.board.lanes)) this.requestUpdate();
    }
    if (!this.focusNext) return;
    this.focusNext = false;
    // One that another moved may still stand, gone, in a lane that is read: it is not that row that one went to.
    const here = this.querySelector<HTMLElement>(`[data-lane="${this.board.lane}"] [data-cursor]`);
    const target = here ?? this.querySelector<HTMLElement>("[data-cursor]");
    target?.focus({ preventScroll: true });
    if (this.board.lane === "deck") target?.scrollIntoView({ block: "nearest" });
  }

  protected override render(): TemplateResult {
    const scene = this.scene();
    const { board } = this;
    return html`
      ${head(scene, this.headContext(scene))}
      <div class="d-tabs" role="tablist">${[...LANES, board.side].map((name) => this.tab(scene, name))}</div>
      <div class="d-work" ?data-pane=${this.isPaneOpen}>
        <div class="d-lanes" aria-busy=${scene ? "false" : "true"} ?data-side-open=${board.lane === board.side}>
          ${[...LANES, board.side].map((name) => lane(name, scene, this.laneHost))}
        </div>
        ${scene && this.isPaneOpen ? pane(scene, this.togglePane) : nothing}
      </div>
      ${foot(scene, {
        said: this.sayings.text,
        isBad: this.sayings.isBad,
        news: this.sayings.news,
        undo: () => {
          void this.deeds.undo();
        },
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
      isNaming: this.views.isNaming,
      asked: this.views.asked,
      narrow: (change) => {
        this.narrow({ ...this.board.filter, ...change });
      },
      clear: () => {
        this.narrow(NO_FILTER);
      },
      openView: ({ query }) => {
        this.narrow(readFilter(query));
      },
      deleteView: (view) => {
        void this.views.delete(view);
      },
      nameView: (isNaming) => {
        this.views.name(isNaming);
      },
      saveView: (name) => {
        void this.views.save(name, this.board.filter);
      },
      keepView: () => {
        this.views.refuse();
      },
      toRows: () => {
        // Where nothing was found in this lane, the first that has something.
        const found = this.board.walk().length > 0 ? undefined : this.board.lanes.find((name) => this.board.walk(name).length > 0);
        if (found) this.board.enter(found);
        this.refocus();
      },
      openDialog: (name) => {
        this.openDialog(name);
      },
      togglePane: this.togglePane,
    };
  }

  private readonly laneHost: LaneHost = {
    windowOf: (name) => this.viewport.windowOf(name),
    scrolled: this.viewport.scrolled,
    clicked: (event) => {
      this.onClick(event);
    },
    lift: this.drag.begin,
    enter: (name) => {
      this.enter(name);
    },
    showFresh: () => {
      this.board.showAll();
      this.requestUpdate();
    },
  };

  // --- what one does

  private narrow(filter: Filter): void {
    this.board.narrow(filter, this.live.subject, this.live.serverNowMs);
    const query = writeFilter(filter);
    const address = query ? `${location.pathname}?${query}` : location.pathname;
    if (address !== location.pathname + location.search) history.replaceState(history.state, "", address);
    this.viewport.rewind();
    this.requestUpdate();
  }

  private focusName(): void {
    const next = this.views.asked ? "[data-yes]" : this.views.isNaming ? ".d-naming input" : null;
    if (next === null) {
      this.refocus();
      return;
    }
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>(next)?.focus();
    });
  }

  private enter(name: LaneName): void {
    this.board.enter(name);
    this.isMeasureDue = true;
    this.refocus();
  }

  private refocus(): void {
    this.focusNext = true;
    this.requestUpdate();
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
    } else this.sayings.say(t("byCrew"));
  };

  private openDialog(name: "compose" | "themes" | "feeds"): void {
    const state = this.desk.state;
    if (!state) return;
    if (name === "compose") this.querySelector<DeskCompose>("live-desk-compose")?.open();
    else this.querySelector<DeskList>(`live-desk-list[data-kind=${name}]`)?.open(state[name], state[`${name}_version`]);
  }

  private readonly togglePane = (): void => {
    this.isPaneOpen = !this.isPaneOpen;
    if (!this.isPaneOpen) this.deeds.close(false);
    this.refocus();
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

  private readonly onKey = (event: KeyboardEvent): void => {
    const order = readKey(event, this.deeds.form?.kind ?? null);
    if (!order) return;
    event.preventDefault();
    obey(order, this.page);
    this.requestUpdate();
  };

  private readonly page: Page = {
    board: this.board,
    deeds: this.deeds,
    refocus: () => {
      this.refocus();
    },
    enter: (name) => {
      this.enter(name);
    },
    openView: (number) => {
      const view = this.desk.state?.views[number - 1];
      if (view) this.narrow(readFilter(view.query));
    },
    leaveSearch: () => {
      if (document.activeElement?.closest(".d-search")) this.narrow({ ...this.board.filter, text: "" });
      this.refocus();
    },
    shutPane: () => {
      if (this.isPaneOpen && !matchMedia(BESIDE).matches) this.togglePane();
    },
    togglePane: () => {
      this.togglePane();
    },
    compose: () => {
      this.openDialog("compose");
    },
    showKeys: () => {
      this.showKeys();
    },
    press: (selector) => {
      this.querySelector<HTMLElement>(selector)?.click();
    },
    focusOn: (selector) => {
      this.querySelector<HTMLElement>(selector)?.focus();
    },
  };
}
