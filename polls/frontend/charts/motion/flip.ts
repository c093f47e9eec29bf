/** Rows that move to their new places: where each was is measured, and it sets off from there. */

/** Where the rows of `host` are on the screen now, by key. */
export function placesOf(host: ParentNode): Map<string, number> {
  const rows = host.querySelectorAll<HTMLElement>("[data-flip]");
  return new Map([...rows].map((row) => [row.dataset["flip"] ?? "", row.getBoundingClientRect().top]));
}

/** Let the rows of `host` move to where they are from where they were. */
export function moveFrom(host: ParentNode, before: ReadonlyMap<string, number>, lastsMs: number): void {
  if (lastsMs <= 0) return;
  const rows = [...host.querySelectorAll<HTMLElement>("[data-flip]")];
  const moved = rows.filter((row) => before.has(row.dataset["flip"] ?? ""));
  // What still moves is measured without it: from where it is seen to where it belongs.
  for (const row of moved) for (const animation of row.getAnimations()) animation.cancel();
  const after = moved.map((row) => row.getBoundingClientRect().top);
  for (const [at, row] of moved.entries()) {
    const by = (before.get(row.dataset["flip"] ?? "") ?? 0) - (after[at] ?? 0);
    if (Math.abs(by) < 1) continue;
    row.animate([{ transform: `translateY(${by.toFixed(1)}px)` }, { transform: "none" }], {
      duration: lastsMs,
      easing: "cubic-bezier(0.3, 0, 0.2, 1)",
    });
  }
}
