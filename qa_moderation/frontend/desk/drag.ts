/** Putting the deck into another order by hand: mouse, pen or finger on a row's number. */
import type { Deck } from "../../../live/frontend/wire.gen";
import { spotAmong, type Spot } from "./placing";

/** Follows one row from where it was lifted to where it is let go. */
export class DeckDrag {
  /**
   * `deckNow` gives the deck when a row is lifted: the order that one sees and changes. `done` gets the question that was
   * moved, where to, and that deck: what another hand did meanwhile must not be overwritten.
   */
  constructor(
    private readonly deckNow: () => Deck | undefined,
    private readonly done: (id: number, spot: Spot, seen: Deck) => void,
  ) {}

  readonly begin = (event: PointerEvent): void => {
    const handle = (event.target as Element).closest(".d-row__place");
    const lifted = handle?.closest<HTMLElement>(".d-row");
    const list = lifted?.parentElement;
    const seen = this.deckNow();
    if (!lifted || !list || !seen || event.button !== 0) return;
    event.preventDefault();
    const rows = [...list.querySelectorAll<HTMLElement>(".d-row--deck")];
    const ids = rows.map((row) => Number(row.dataset["questionId"]));
    const from = rows.indexOf(lifted);
    const middles = rows.map((row) => row.offsetTop + row.offsetHeight / 2);
    const height = lifted.offsetHeight;
    let to = from;
    // The list stays where it is while facts bring its rows into another order: one that is moved loses the pointer.
    list.setPointerCapture(event.pointerId);
    lifted.toggleAttribute("data-lifted", true);
    list.toggleAttribute("data-sorting", true);
    const move = ({ clientY, pointerId }: PointerEvent): void => {
      if (pointerId !== event.pointerId) return;
      const by = clientY - event.clientY;
      const middle = (middles[from] ?? 0) + by;
      to = middles.filter((other, index) => index !== from && other < middle).length;
      lifted.style.setProperty("transform", `translateY(${by}px)`);
      rows.forEach((row, index) => {
        if (row === lifted) return;
        const shift = index > from && index <= to ? -height : index < from && index >= to ? height : 0;
        row.style.setProperty("transform", shift === 0 ? "" : `translateY(${shift}px)`);
      });
    };
    const end = ({ type, pointerId }: PointerEvent): void => {
      if (pointerId !== event.pointerId) return;
      document.removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"] as const) document.removeEventListener(name, end);
      for (const row of rows) row.style.removeProperty("transform");
      lifted.toggleAttribute("data-lifted", false);
      list.toggleAttribute("data-sorting", false);
      const [id, spot] = [ids[from], spotAmong(ids, from, to)];
      if (type !== "pointercancel" && id !== undefined && spot) this.done(id, spot, seen);
    };
    document.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"] as const) document.addEventListener(name, end);
  };
}
