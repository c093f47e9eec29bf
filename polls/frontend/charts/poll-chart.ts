import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { currentLanguage, onLanguageChange, type Language } from "../../../live/frontend/i18n";
import type { GivenAnswer as Answer, Leader, PollRecord, Tally } from "../../../live/frontend/wire.gen";
import { chartColours, type ChartColours } from "./model/colours";
import { drawBars, drawRanking } from "./draw/bars";
import { CloudScene, type Measure } from "./draw/cloud";
import { drawDonut } from "./draw/donut";
import { drawHistogram } from "./draw/histogram";
import { drawLeaders } from "./draw/leaders";
import type { Look } from "./draw/look";
import { drawRating } from "./draw/rating";
import { chartOf, type Chart, type View } from "./model/chart";
import type { Box } from "./model/placing";
import { counting } from "./motion/counting";
import { moveFrom, placesOf } from "./motion/flip";
import { drawTable, sayTurnout } from "./table";

const NO_COLOURS: ChartColours = { fill: "currentColor", rest: "currentColor", text: "currentColor", series: [] };
/** A cloud before its place was measured. */
const SOME_BOX: Box = { width: 640, height: 400 };
/** Rows that change places take longer than bars: the eye follows them. */
const MOVE_FACTOR = 1.6;

/**
 * `<live-poll-chart>`: how a poll stands, as a picture that moves and as a table for whoever does not see it.
 *
 * It follows no topic: the page gives it `poll`, `tally` (undefined while nobody voted, or nobody may know) and, for
 * the leaderboard, `leaders`. Its type scales with its own font-size. `--chart-move` (a time, 0ms for none) says how
 * long a movement lasts; `--chart-ground` and `--chart-ground-2` are what it stands on.
 */
export class PollChart extends LitElement {
  static override properties: PropertyDeclarations = {
    poll: { attribute: false },
    tally: { attribute: false },
    leaders: { attribute: false },
    own: { attribute: false },
    language: { type: String },
    view: { type: String },
  };

  declare poll: PollRecord | undefined;
  declare tally: Tally | undefined;
  declare leaders: readonly Leader[];
  declare own: Answer | null;
  declare language: Language | undefined;
  declare view: View;

  private chart: Chart | null = null;
  private colours = NO_COLOURS;
  private hasGrown = false;
  private lastsMs = 0;
  private stood: ReadonlyMap<string, number> = new Map();
  private box = SOME_BOX;
  private measure: Measure = roughly;
  private readonly cloud = new CloudScene();
  private stopListening: () => void = () => undefined;
  private resizes: ResizeObserver | undefined;

  constructor() {
    super();
    this.leaders = [];
    this.own = null;
    this.view = "auto";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = onLanguageChange(() => {
      this.requestUpdate();
    });
    this.resizes = new ResizeObserver(() => {
      if (this.chart?.picture.kind === "cloud" && this.measureCloud()) this.requestUpdate();
    });
    this.resizes.observe(this);
    void this.remeasure();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening();
    this.resizes?.disconnect();
    this.hasGrown = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.poll) {
      this.chart = null;
      return;
    }
    const isOther = changed.has("poll") && changed.get("poll")?.id !== this.poll.id;
    if (isOther) {
      this.cloud.forget();
      this.hasGrown = false;
    }
    if (isOther || this.colours === NO_COLOURS) this.colours = coloursOf(this);
    const { poll, tally, leaders, own, view } = this;
    this.chart = chartOf({ poll, tally, leaders, own, view, language: this.language ?? currentLanguage() });
    this.lastsMs = millisecondsOf(getComputedStyle(this).getPropertyValue("--chart-move"));
    this.stood = placesOf(this);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { chart, tally, leaders, own, poll, view, language } = this;
    if (!chart) return nothing;
    const look: Look = { lastsMs: this.lastsMs, hasGrown: this.hasGrown || this.lastsMs === 0 };
    const turnout = chart.picture.kind === "leaders" ? nothing : html`<p class="pc-turnout" ${counting(chart.ballots, sayRounded, look.lastsMs)}></p>`;
    return html`<div class="pc" aria-hidden="true">${this.draw(chart, look)}${turnout}</div>
      ${guard([poll, tally, leaders, own, view, language, currentLanguage()], () => drawTable(chart))}`;
  }

  protected override updated(): void {
    const { chart, colours } = this;
    if (!chart) return;
    this.dataset["chart"] = chart.isDonut ? "donut" : chart.picture.kind;
    if (colours.series.length > 0) {
      this.style.setProperty("--chart-fill", colours.fill);
      this.style.setProperty("--chart-rest", colours.rest);
      this.style.setProperty("--chart-text", colours.text);
    }
    moveFrom(this, this.stood, this.lastsMs * MOVE_FACTOR);
    if (chart.picture.kind === "cloud" && this.measureCloud()) this.requestUpdate();
    if (this.hasGrown) return;
    // In the next frame, so that there is a length to grow from.
    requestAnimationFrame(() => {
      this.hasGrown = true;
      this.requestUpdate();
    });
  }

  private draw({ picture, isDonut }: Chart, look: Look): TemplateResult | typeof nothing {
    const { series } = this.colours;
    switch (picture.kind) {
      case "choice":
        return isDonut ? drawDonut(picture, series, look) : drawBars(picture, look);
      case "ranking":
        return drawRanking(picture, look);
      case "rating":
        return drawRating(picture, series, look);
      case "guesses":
        return drawHistogram(picture, look);
      case "cloud":
        return this.cloud.draw(picture, this.box, this.measure);
      case "leaders":
        return drawLeaders(picture, look);
      case "turnout":
        return nothing;
    }
  }

  /** Whether the cloud's place has another size than it had. */
  private measureCloud(): boolean {
    const place = this.querySelector<HTMLElement>(".pc-cloud");
    if (!place?.clientWidth || !place.clientHeight) return false;
    const { clientWidth: width, clientHeight: height } = place;
    if (Math.abs(width - this.box.width) < 1 && Math.abs(height - this.box.height) < 1) return false;
    this.box = { width, height };
    return true;
  }

  /** Words are measured in the face that they are set in, once it is there. */
  private async remeasure(): Promise<void> {
    const { fontFamily } = getComputedStyle(this);
    const font = `600 100px ${fontFamily}`;
    this.measure = measurer(font);
    try {
      await document.fonts.load(font);
      this.measure = measurer(font);
      this.requestUpdate();
    } catch {
      // It is drawn in what there is.
    }
  }
}

const sayRounded = (ballots: number): string => sayTurnout(Math.round(ballots));

/** About what a character of ours is wide. */
function roughly(text: string): number {
  return 0.56 * text.length;
}

function measurer(font: string): Measure {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return roughly;
  context.font = font;
  const widths = new Map<string, number>();
  return (text) => {
    let width = widths.get(text);
    if (width === undefined) widths.set(text, (width = context.measureText(text).width / 100));
    return width;
  };
}

function coloursOf(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return chartColours(read("--brand-accent"), read("--chart-ink"), [read("--chart-ground"), read("--chart-ground-2")]) ?? NO_COLOURS;
}

/** "280ms", "0.28s". */
function millisecondsOf(time: string): number {
  const value = parseFloat(time);
  if (Number.isNaN(value)) return 0;
  return time.trim().endsWith("ms") ? value : value * 1000;
}
