/** The answers that lie before a moderator: what was read stays where it is, whatever becomes of it. Pure. */

/** An answer as the crew reads it: the mirror of polls/facts.py, which no topic carries. */
export interface TextRecord {
  readonly id: number;
  readonly text: string;
  /** "" where nobody knows whose it is. */
  readonly author_name: string;
  readonly state: "waiting" | "shown" | "hidden";
  /** Who of the crew decided, "" before. */
  readonly moved_by: string;
}

/** The server's TEXTS_PER_PAGE. */
export const PAGE = 50;
/** So many are read at once; then some of them have to be decided first. */
export const ROWS_MOST = 300;

export type TabName = TextRecord["state"];
export const TABS = ["waiting", "shown", "hidden"] as const;

export interface AnswerRow {
  readonly record: TextRecord;
  /** Somebody else decided, and nobody told us what. */
  readonly isElsewhere: boolean;
}

/** `rows` with what comes after them; those that left the tab meanwhile go. */
export function readOn(rows: readonly AnswerRow[], page: readonly TextRecord[], tab: TabName): AnswerRow[] {
  const kept = rows.filter((row) => row.record.state === tab && !row.isElsewhere);
  const known = new Set(kept.map(({ record }) => record.id));
  return [...kept, ...page.filter(({ id }) => !known.has(id)).map((record) => ({ record, isElsewhere: false }))];
}

/** `rows` with a decision of one's own. */
export function decided(rows: readonly AnswerRow[], record: TextRecord): AnswerRow[] {
  return rows.map((row) => (row.record.id === record.id ? { record, isElsewhere: false } : row));
}

/** Those that still wait for a decision; `sent` are being decided. */
export function undecided(rows: readonly AnswerRow[], sent: ReadonlySet<number>): AnswerRow[] {
  return rows.filter((row) => isUndecided(row) && !sent.has(row.record.id));
}

function isUndecided({ record, isElsewhere }: AnswerRow): boolean {
  return record.state === "waiting" && !isElsewhere;
}

/** How many answers wait that were not read yet; negative: somebody else decided about some that were. */
export function unread(rows: readonly AnswerRow[], sent: ReadonlySet<number>, waiting: number): number {
  return waiting - undecided(rows, sent).length;
}

/**
 * Compare with what waits now, read again from the first undecided row on: rows that are not in the page any more were
 * decided by somebody else. A full page says nothing of what comes after it.
 */
export function compared(rows: readonly AnswerRow[], page: readonly TextRecord[]): AnswerRow[] {
  const there = new Set(page.map(({ id }) => id));
  const lastId = page.length < PAGE ? Infinity : (page[page.length - 1]?.id ?? Infinity);
  return rows.map((row) =>
    isUndecided(row) && row.record.id <= lastId && !there.has(row.record.id) ? { ...row, isElsewhere: true } : row,
  );
}

/** The row that the cursor is on after `id` was decided: the next that waits, else the last before it, else itself. */
export function nextUndecided(rows: readonly AnswerRow[], id: number): number {
  const at = rows.findIndex(({ record }) => record.id === id);
  const after = rows.slice(at + 1).find(isUndecided);
  const before = rows.slice(0, at).reverse().find(isUndecided);
  return (after ?? before)?.record.id ?? id;
}
