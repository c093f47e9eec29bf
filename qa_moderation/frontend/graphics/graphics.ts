import { html, nothing, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import "../topics/graphics";
import { fitFull, fitLowerThird, fitTicker } from "./fit";
import { full, lowerThird, ticker } from "./parts";
import { Playout } from "../../../live/frontend/on-air/playout";
import { kindsOf, NOTHING, wanted, type Kind, type Wanted } from "./wanted";

/** Type that does not come in time is done without: the graphic is wanted now. */
const TYPE_PATIENCE_MS = 2_000;
const UNITS = 1080;

const after = (delayMs: number, action: () => void): (() => void) => {
  const timer = setTimeout(action, delayMs);
  return () => {
    clearTimeout(timer);
  };
};

/**
 * `<live-graphics></live-graphics>`: the graphics that the page's address names, over nothing.
 *
 * What it shows on air is never an error, a spinner or a word of its own about the connection: without one it keeps
 * what it has. Only a key that opens nothing any more clears it.
 */
export class Graphics extends LiveElement {
  private readonly graphics = this.follow(`graphics/${this.config.event_id}`);
  private readonly kinds = kindsOf(this.config["kind"]);
  private readonly moves = document.documentElement.dataset["motion"] !== "off";
  private readonly playouts: { readonly [K in Kind]: Playout<NonNullable<Wanted[K]>> } = {
    lower_third: this.playout(),
    full: this.playout(),
    ticker: this.playout(),
  };
  private readonly measuring = new Map<Kind, unknown>();
  private resizes: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizes = new ResizeObserver(() => {
      for (const kind of this.kinds) this.fit(kind);
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
    const now = state && !isOver ? wanted(state) : NOTHING;
    if (this.kinds.includes("lower_third")) this.playouts.lower_third.want(now.lower_third);
    if (this.kinds.includes("full")) this.playouts.full.want(now.full);
    if (this.kinds.includes("ticker")) this.playouts.ticker.want(now.ticker);
  }

  protected override render(): TemplateResult {
    const { lower_third: third, full: screen, ticker: band } = this.playouts;
    const { name } = this.config;
    return html`
      ${screen.content ? full(screen.content, typeof name === "string" ? name : "", screen) : nothing}
      ${third.content ? lowerThird(third.content, third) : nothing} ${band.content ? ticker(band.content, band) : nothing}
    `;
  }

  protected override updated(): void {
    for (const kind of this.kinds) {
      const { phase, content } = this.playouts[kind];
      if (phase !== "measuring" || this.measuring.get(kind) === content) continue;
      this.measuring.set(kind, content);
      void this.measure(kind, content);
    }
  }

  private playout<Content>(): Playout<Content> {
    return new Playout<Content>(
      after,
      () => {
        this.requestUpdate();
      },
      this.moves,
    );
  }

  private async measure(kind: Kind, content: unknown): Promise<void> {
    await Promise.race([this.type(kind), new Promise((resolve) => after(TYPE_PATIENCE_MS, () => { resolve(null); }))]);
    const playout = this.playouts[kind];
    if (playout.content !== content) return; // another one came meanwhile, and is measured for itself
    this.measuring.delete(kind);
    this.fit(kind);
    playout.measured();
  }

  /** The faces of all that the graphic says; those of scripts that our faces lack are the machine's own. */
  private async type(kind: Kind): Promise<void> {
    const said = [...this.querySelectorAll<HTMLElement>(`[data-graphic="${kind}"] :is(p, bdi, span)`)];
    await Promise.allSettled(said.map((one) => document.fonts.load(faceOf(one), one.textContent)));
  }

  /** Reads the layout, so it is done before anything moves, and when the picture changes its size. */
  private fit(kind: Kind): void {
    const find = (name: string): HTMLElement | null => this.querySelector<HTMLElement>(name);
    if (kind === "lower_third") {
      const text = find(".g-lower__text");
      if (text) fitLowerThird(text, this.clientHeight / UNITS);
    } else if (kind === "full") {
      const [box, text] = [find(".g-full__box"), find(".g-full__text")];
      if (box && text) fitFull(box, text);
    } else {
      const [place, track, lines] = [find(".g-ticker__place"), find(".g-ticker__track"), find(".g-ticker__lines")];
      if (place && track && lines) fitTicker(place, track, lines, this.clientHeight / UNITS);
    }
  }
}

function faceOf(element: HTMLElement): string {
  const { fontStyle, fontWeight, fontFamily } = getComputedStyle(element);
  return `${fontStyle} ${fontWeight} 40px ${fontFamily}`;
}
