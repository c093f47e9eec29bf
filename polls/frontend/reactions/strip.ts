/** The emoji that rise: elements that a stylesheet moves, of which there are never more than a few. */
import { MOST_ALIVE, type Rise } from "./flow";

export class Strip {
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private alive = 0;

  constructor(private readonly element: () => Element | null) {}

  /** Let some rise, each in its moment. */
  plan(rises: readonly Rise[]): void {
    for (const { emoji, inMs } of rises) {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        this.rise(emoji);
      }, inMs);
      this.timers.add(timer);
    }
  }

  /** Let one rise now. */
  rise(emoji: string): void {
    const strip = this.element();
    if (!strip || this.alive >= MOST_ALIVE) return;
    const riser = document.createElement("span");
    riser.className = "reactions__riser";
    riser.textContent = emoji;
    riser.style.setProperty("--at", String(Math.round(Math.random() * 100)));
    riser.style.setProperty("--lean", String(Math.round(Math.random() * 40 - 20)));
    this.alive += 1;
    riser.addEventListener("animationend", () => {
      this.alive -= 1;
      riser.remove();
    });
    strip.append(riser);
  }

  /** Nothing rises any more, and nothing is on its way. */
  clear(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.alive = 0;
    this.element()?.replaceChildren();
  }
}
