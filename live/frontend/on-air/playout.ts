/** One graphic's way onto the air and off it: pure but for a timer. */

/**
 * out: nothing is drawn. measuring: it is drawn and not seen, while type loads and finds its size. in, on, leaving: what
 * the stylesheet moves.
 */
export type Phase = "out" | "measuring" | "in" | "on" | "leaving";

/** As long as the slowest part takes in the stylesheets of graphics. */
export const IN_MS = 1_000;
export const OUT_MS = 520;

/** Calls `action` once after `delayMs`; returns how to prevent it. */
export type After = (delayMs: number, action: () => void) => () => void;

/**
 * Follows what is wanted on air. Other content leaves before the next comes in; what changes its mind half-way is
 * followed from where it is, since the stylesheet's transitions can turn back.
 */
export class Playout<Content> {
  phase: Phase = "out";
  content: Content | null = null;
  /** Whether it appears and goes in one frame: what was on air when the page was opened comes back without a show. */
  isStill = false;

  private wish: Content | null = null;
  private wasAsked = false;
  private cancel: () => void = () => undefined;

  constructor(
    private readonly after: After,
    private readonly changed: () => void,
    private readonly moves = true,
  ) {}

  /** Have `content` on air, or (null) nothing. */
  want(content: Content | null): void {
    const isFirst = !this.wasAsked;
    this.wasAsked = true;
    this.wish = content;
    switch (this.phase) {
      case "out":
        if (content !== null) this.enter(content, isFirst);
        break;
      case "measuring":
        // Nobody has seen it yet.
        if (content === null) this.end();
        else if (!isSame(content, this.content)) this.enter(content, this.isStill);
        break;
      case "in":
      case "on":
        if (!isSame(content, this.content)) this.leave();
        break;
      case "leaving":
        break;
    }
  }

  /** It has its size and its type is there: it may be seen. */
  measured(): void {
    if (this.phase !== "measuring") return;
    this.go("in", this.isStill || !this.moves ? 0 : IN_MS, () => {
      this.isStill = false;
      this.go("on");
    });
  }

  private enter(content: Content, isStill: boolean): void {
    this.content = content;
    this.isStill = isStill;
    this.go("measuring");
  }

  private leave(): void {
    this.isStill = false;
    this.go("leaving", this.moves ? OUT_MS : 0, () => {
      this.end();
    });
  }

  private end(): void {
    this.content = null;
    this.go("out");
    if (this.wish !== null) this.enter(this.wish, false);
  }

  private go(phase: Phase, thenAfterMs?: number, then?: () => void): void {
    this.cancel();
    this.phase = phase;
    if (then && thenAfterMs !== undefined) this.cancel = this.after(thenAfterMs, then);
    this.changed();
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
