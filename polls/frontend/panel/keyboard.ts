/** The panel by keyboard: P, then what. */

export type Order = "open" | "close" | "results";

const ORDERS: Readonly<Record<string, Order>> = { o: "open", c: "close", r: "results" };
const PATIENCE_MS = 1_500;

/** Reads two keys one after another. Both are the panel's own: no other part of the page hears them. */
export class Keyboard {
  private armedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly obey: (order: Order) => void) {}

  readonly listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, dialog[open]")) return;
    const key = event.key.toLowerCase();
    const isArmed = event.timeStamp - this.armedAtMs < PATIENCE_MS;
    const order = isArmed ? ORDERS[key] : undefined;
    this.armedAtMs = !isArmed && key === "p" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (!order && key !== "p") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (order) this.obey(order);
  };
}
