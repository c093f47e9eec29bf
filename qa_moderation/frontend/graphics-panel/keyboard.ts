/** The panel by keyboard: G, then what. */

export type Order = "lower_third" | "full" | "ticker" | "panel";

const ORDERS: Readonly<Record<string, Order>> = { l: "lower_third", f: "full", t: "ticker", g: "panel" };
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
    this.armedAtMs = !isArmed && key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (!order && key !== "g") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (order) this.obey(order);
  };
}
