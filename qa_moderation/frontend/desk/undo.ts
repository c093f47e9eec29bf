/** What can be undone: one's own last moves, each for ten seconds. */

/** UNDO_S of the server, which allows two seconds more for the way, and counts from the last step of a bulk. */
export const UNDO_MS = 10_000;

export interface MoveItem {
  readonly question_id: number;
  readonly version: number;
}

export interface Undoable {
  readonly items: readonly MoveItem[];
  readonly label: string;
  readonly untilMs: number;
}

export class UndoStack {
  private stack: Undoable[] = [];

  /** `items` have the versions that the move made. */
  push(items: readonly MoveItem[], label: string, nowMs: number): void {
    if (items.length === 0) return;
    const moved = new Set(items.map(({ question_id }) => question_id));
    // Only the last move of a question can be undone.
    const rest = this.stack
      .map((each) => ({ ...each, items: each.items.filter(({ question_id }) => !moved.has(question_id)) }))
      .filter((each) => each.items.length > 0 && each.untilMs > nowMs);
    this.stack = [...rest, { items, label, untilMs: nowMs + UNDO_MS }];
  }

  /** The last one that can be undone. */
  top(nowMs: number): Undoable | null {
    return this.stack.findLast(({ untilMs }) => untilMs > nowMs) ?? null;
  }

  /** Take the last one off, to undo it. */
  pop(nowMs: number): Undoable | null {
    const last = this.top(nowMs);
    if (last) this.stack = this.stack.filter((each) => each !== last);
    return last;
  }
}
