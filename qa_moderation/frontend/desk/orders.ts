/** What a key asks for, done. */
import type { Board } from "./board";
import type { Deeds } from "./deeds";
import type { KeyOrder } from "./keys";
import type { LaneName } from "./lanes";

/** What the page does itself. */
export interface Page {
  readonly board: Board;
  readonly deeds: Deeds;
  refocus(): void;
  enter(lane: LaneName): void;
  openView(number: number): void;
  leaveSearch(): void;
  shutPane(): void;
  togglePane(): void;
  compose(): void;
  showKeys(): void;
  /** Press, or go to, the first element that matches. */
  press(selector: string): void;
  focusOn(selector: string): void;
}

/** Obey one order. */
export function obey(order: KeyOrder, page: Page): void {
  const { board, deeds } = page;
  switch (order.do) {
    case "step":
      board.step(order.by);
      page.refocus();
      break;
    case "lane":
      board.cross(order.by);
      page.refocus();
      break;
    case "to-lane":
      page.enter(board.lanes[order.number - 1] ?? "inbox");
      break;
    case "side":
      page.enter(nextSide(board));
      break;
    case "act":
      deeds.act(order.action, board.question);
      break;
    case "choice":
      page.press(`.d-form [data-choice="${order.number}"]`);
      break;
    case "choose":
      if (board.cursor !== null) board.choose(board.cursor);
      break;
    case "choose-to":
      if (board.cursor !== null) board.chooseTo(board.cursor);
      break;
    case "cancel":
      cancel(page);
      break;
    case "undo":
      void deeds.undo();
      break;
    case "view":
      page.openView(order.number);
      break;
    case "fresh":
      board.showAll();
      break;
    case "search":
      page.focusOn(".d-search input");
      break;
    case "leave-search":
      page.leaveSearch();
      break;
    case "prompt":
      page.focusOn("[data-prompt-note]");
      break;
    case "pane":
      page.togglePane();
      break;
    case "compose":
      page.compose();
      break;
    case "keys":
      page.showKeys();
      break;
  }
}

/** Escape takes back one thing after the other: the form, the selection, the pane that lies over the lanes. */
function cancel(page: Page): void {
  if (page.deeds.form) page.deeds.close();
  else if (page.board.chosen.size > 0) page.board.chooseNone();
  else page.shutPane();
  page.refocus();
}

function nextSide({ lane, side }: Board): LaneName {
  const next = { parked: "declined", declined: "answered", answered: "parked" } as const;
  return lane === side ? next[side] : side;
}
