/** Putting the deck into another order by hand: mouse, pen or finger on a row's number. */

/** Follows one row from where it was lifted to where it is let go. */
export class DeckDrag {
  /** `done` gets the question that was moved and the ids in their new order. */
  constructor(private readonly done: (id: number, ids: number[]) => void) {}

  readonly begin = (event: PointerEvent): void => {
    const handle = (event.target as Element).closest(".d-row__place");
    const lifted = handle?.closest<HTMLElement>(".d-row");
    const list = lifted?.parentElement;
    if (!lifted || !list || event.button !== 0) return;
    event.preventDefault();
    const rows = [...list.querySelectorAll<HTMLElement>(".d-row--deck")];
    const from = rows.indexOf(lifted);
    const middles = rows.map((row) => row.offsetTop + row.offsetHeight / 2);
    const height = lifted.offsetHeight;
    let to = from;
    lifted.setPointerCapture(event.pointerId);
    lifted.toggleAttribute("data-lifted", true);
    list.toggleAttribute("data-sorting", true);
    const move = ({ clientY }: PointerEvent): void => {
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
    const end = ({ type }: PointerEvent): void => {
      lifted.removeEventListener("pointermove", move);
      for (const row of rows) row.style.removeProperty("transform");
      lifted.toggleAttribute("data-lifted", false);
      list.toggleAttribute("data-sorting", false);
      if (type === "pointercancel" || to === from) return;
      const ids = rows.map((row) => Number(row.dataset["questionId"]));
      const id = ids[from];
      if (id === undefined) return;
      ids.splice(to, 0, ...ids.splice(from, 1));
      this.done(id, ids);
    };
    lifted.addEventListener("pointermove", move);
    lifted.addEventListener("pointerup", end, { once: true });
    lifted.addEventListener("pointercancel", end, { once: true });
  };
}
