import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { Playout } from "../../../live/frontend/on-air/playout";
import type { PollGraphic, Tally } from "../../../live/frontend/wire.gen";
import "../topics/poll-graphics";
import { fitPlate } from "./fit";
import { plate } from "./parts";

/** Type and pictures that do not come in time are done without: the graphic is wanted now. */
const PATIENCE_MS = 2_000;
const UNITS = 1080;
/** Between the safe area's top and where a ticker would be. */
const HIGHEST = 878;

const after = (delayMs: number, action: () => void): (() => void) => {
  const timer = setTimeout(action, delayMs);
  return () => {
    clearTimeout(timer);
  };
};

/**
 * `<live-poll-graphics></live-poll-graphics>`: the poll that the crew has on air, over nothing.
 *
 * A graphic is its poll and its view: another one goes out before it comes in; what changes of the same one (votes, the
 * right answer, places) moves while it is on air. Like the graphics of questions it never draws an error or a word
 * about the connection.
 */
export class PollGraphics extends LiveElement {
  private readonly graphics = this.follow(`poll-graphics/${this.config.event_id}`);
  private readonly playout = new Playout<string>(
    after,
    () => {
      this.requestUpdate();
    },
    document.documentElement.dataset["motion"] !== "off",
  );
  /** The address is the mixer's, so each mixer may draw results its own way. */
  private readonly chart = new URLSearchParams(location.search).get("chart") === "donut" ? "donut" : "auto";
  /** What is drawn: kept while it leaves, though the topic knows it no more. */
  private graphic: PollGraphic | null = null;
  private tally: Tally | undefined;
  private fitted: PollGraphic | null = null;
  private measuring: string | null = null;
  private resizes: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizes = new ResizeObserver(() => {
      this.fit();
    });
    this.resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizes?.disconnect();
  }

  protected override willUpdate(): void {
    const state = this.graphics.state;
    const isOver = this.live.status === "closed" || this.graphics.unavailable !== null;
    if (!state && !isOver) return;
    const graphic = isOver ? null : (state?.graphic ?? null);
    const wanted = graphic && `${graphic.view}/${graphic.poll.id}`;
    this.playout.want(wanted);
    if (graphic && this.playout.content === wanted) {
      this.graphic = graphic;
      this.tally = state?.tallies[graphic.poll.id];
    }
    if (this.playout.content === null) this.graphic = null;
  }

  protected override render(): TemplateResult {
    const { graphic, tally, chart } = this;
    const { phase, isStill } = this.playout;
    return html`${graphic ? plate({ graphic, tally, phase, isStill, chart }) : nothing}`;
  }

  protected override updated(): void {
    const { phase, content } = this.playout;
    if (phase === "measuring" && this.measuring !== content) {
      this.measuring = content;
      void this.measure(content);
    }
    // The right answer came: its mark takes room.
    if (this.graphic !== this.fitted && phase !== "measuring") this.fit();
  }

  private async measure(content: string | null): Promise<void> {
    await this.querySelector("live-poll-chart")?.updateComplete;
    const drawable = Promise.all([this.type(), this.pictures()]);
    await Promise.race([drawable, new Promise((resolve) => after(PATIENCE_MS, () => { resolve(null); }))]);
    if (this.playout.content !== content) return; // another one came meanwhile, and is measured for itself
    this.measuring = null;
    this.fit();
    this.playout.measured();
  }

  /** The faces of all that the graphic says; those of scripts that our faces lack are the machine's own. */
  private async type(): Promise<void> {
    const said = [...this.querySelectorAll<HTMLElement>(".pg :is(p, bdi, b, span)")];
    await Promise.allSettled(said.map((one) => document.fonts.load(faceOf(one), one.textContent)));
  }

  /** The pictures of what there is to choose. Their place is kept also for one that does not come. */
  private async pictures(): Promise<void> {
    await Promise.allSettled([...this.querySelectorAll("img")].map((one) => one.decode()));
  }

  /** Reads the layout, so it is done before anything moves, and when the picture or what it says changes. */
  private fit(): void {
    this.fitted = this.graphic;
    const found = this.querySelector<HTMLElement>(".pg__plate");
    if (found) fitPlate(found, HIGHEST, this.clientHeight / UNITS);
  }
}

function faceOf(element: HTMLElement): string {
  const { fontStyle, fontWeight, fontFamily } = getComputedStyle(element);
  return `${fontStyle} ${fontWeight} 40px ${fontFamily}`;
}
