/** A part of a ring that turns and grows to where it is wanted. */
import { noChange } from "lit";
import { AsyncDirective } from "lit/async-directive.js";
import { directive, type ElementPart } from "lit/directive.js";
import { Glide, glideTo, stopGlide } from "./glide";

/** The gap between parts, in turns. */
const GAP = 0.006;

/** The path of the arc about (0, 0) from `from` to `to` turns, clockwise from the top; "" where there is nothing to see. */
export function arcPath(from: number, to: number, radius: number): string {
  const [start, end] = [from + GAP / 2, to - GAP / 2];
  if (to - from >= 0.9999) return `M0 ${-radius}A${radius} ${radius} 0 1 1 -0.01 ${-radius}Z`;
  if (end <= start) return "";
  const point = (turns: number): string => {
    const angle = turns * 2 * Math.PI;
    return `${(radius * Math.sin(angle)).toFixed(3)} ${(-radius * Math.cos(angle)).toFixed(3)}`;
  };
  return `M${point(start)}A${radius} ${radius} 0 ${end - start > 0.5 ? 1 : 0} 1 ${point(end)}`;
}

class Arc extends AsyncDirective {
  private readonly ends = [new Glide(0), new Glide(0)] as const;
  private now: [number, number] = [0, 0];

  override render(_from: number, _to: number, _radius: number, _lastsMs: number): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [from, to, radius, lastsMs]: [number, number, number, number]): typeof noChange {
    for (const [end, goal] of [from, to].entries()) {
      const glide = this.ends[end];
      if (!glide) continue;
      glideTo(glide, goal, lastsMs, (value) => {
        this.now[end] = value;
        element.setAttribute("d", arcPath(this.now[0], this.now[1], radius));
      });
    }
    return noChange;
  }

  override disconnected(): void {
    for (const glide of this.ends) stopGlide(glide);
  }
}

/** ``svg`<path ${arc(0, 0.25, 40, 280)}></path>` `` */
export const arc = directive(Arc);
