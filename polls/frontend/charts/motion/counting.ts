/** A figure that counts to its new value. */
import { noChange } from "lit";
import { AsyncDirective } from "lit/async-directive.js";
import { directive, type ElementPart } from "lit/directive.js";
import { Glide, glideTo, stopGlide } from "./glide";

type Say = (value: number) => string;

class Counting extends AsyncDirective {
  private readonly glide = new Glide(0);
  private goal: number | null = null;
  private said = "";

  override render(_value: number, _say: Say, _lastsMs: number): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [value, say, lastsMs]: [number, Say, number]): typeof noChange {
    const draw = (now: number): void => {
      const text = say(now);
      if (text === this.said) return;
      this.said = text;
      element.textContent = text;
    };
    // Also where the value is the same, its words may be of another language by now.
    if (this.goal === value) draw(this.glide.at(performance.now()));
    else glideTo(this.glide, value, lastsMs, draw);
    if (this.goal === null && lastsMs > 0) draw(0);
    this.goal = value;
    return noChange;
  }

  override disconnected(): void {
    stopGlide(this.glide);
    this.goal = null;
  }
}

/** ``html`<b ${counting(1234, formatNumber, 280)}></b>` ``: the element's text, which nobody else may write. */
export const counting = directive(Counting);
