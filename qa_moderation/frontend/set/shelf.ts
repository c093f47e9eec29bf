/** The last state of the set, kept on the tablet: what its page shows when it is opened without a network. */
import type { DeskQuestion, SetState } from "../../../live/frontend/wire.gen";

export interface Shelved {
  readonly state: SetState;
  /** When it was true, by the server's clock. */
  readonly atMs: number;
  /** How far the server's clock is ahead of this machine's. */
  readonly skewMs: number;
}

export type ShelfStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const PREFIX = "set.state:";
/** Older than this, it is another evening's. */
const FRESH_MS = 12 * 3_600_000;
/** Of what was on the set, `put back` needs the latest. */
const FINISHED = 10;
const MAX_CHARS = 1_000_000;

/** A change is kept at once, but so often at most; what did not change, to say until when it was true. */
const LEAST_MS = 1_000;
const MOST_MS = 10_000;

/** What was kept when the page was opened, and what it keeps from then on. */
export class Shelf {
  readonly found: Shelved | null;
  private keptAtMs = 0;
  private kept: SetState | null = null;
  private isClosed = false;

  constructor(
    private readonly key: string,
    private readonly storage: ShelfStorage | null = deviceStorage(),
  ) {
    this.found = unshelve(storage, key, Date.now());
  }

  /** Keep `shelved`, if it is worth it by now. */
  keep(shelved: Shelved): void {
    if (this.isClosed) return;
    const passedMs = shelved.atMs - this.keptAtMs;
    if (passedMs < (shelved.state === this.kept ? MOST_MS : LEAST_MS)) return;
    this.kept = shelved.state;
    this.keptAtMs = shelved.atMs;
    shelve(this.storage, this.key, shelved);
  }

  /** Empty it, and keep nothing any more: whoever was here is signed out. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    try {
      this.storage?.removeItem(this.key);
    } catch {
      // Forbidden: then nothing was kept either.
    }
  }
}

function deviceStorage(): ShelfStorage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/** The place of one person's set at one event. */
export function shelfKey(eventId: number, subject: string): string {
  return `${PREFIX}${eventId}:${subject}`;
}

/** Keep `shelved`, without what the set never shows. What the browser has no room for is not kept. */
export function shelve(storage: ShelfStorage | null, key: string, shelved: Shelved): void {
  const text = JSON.stringify({ ...shelved, state: slim(shelved.state) });
  try {
    if (text.length <= MAX_CHARS) storage?.setItem(key, text);
  } catch {
    // Full or forbidden: the page shows what it has, only a reload without a network would lose it.
  }
}

/** What was kept, or null when that is nothing, too old at `nowMs` (this machine's clock), or unreadable. */
export function unshelve(storage: ShelfStorage | null, key: string, nowMs: number): Shelved | null {
  try {
    const kept = JSON.parse(storage?.getItem(key) ?? "null") as Partial<Shelved> | null;
    const { state, atMs, skewMs } = kept ?? {};
    if (typeof atMs !== "number" || typeof skewMs !== "number" || !isWhole(state)) return null;
    return nowMs + skewMs - atMs < FRESH_MS ? { state, atMs, skewMs } : null;
  } catch {
    return null;
  }
}

/** Whether it has what this version of the page reads: another one may have written it. */
function isWhole(state: Partial<SetState> | undefined): state is SetState {
  const { questions, deck, feeds, prompts, themes } = state ?? {};
  return Boolean(questions && Array.isArray(deck?.question_ids) && Array.isArray(feeds) && prompts && Array.isArray(themes));
}

function slim(state: SetState): SetState {
  const all = Object.values(state.questions);
  const finished = all.filter(isFinished).sort((one, other) => other.moved_at_ms - one.moved_at_ms);
  const kept = [...all.filter((question) => !isFinished(question)), ...finished.slice(0, FINISHED)];
  const questions = kept.map((question) => [String(question.id), { ...question, notes: [], similar: [] }]);
  return { ...state, questions: Object.fromEntries(questions) as SetState["questions"], upvotes: {} };
}

function isFinished({ state }: DeskQuestion): boolean {
  return state === "answered" || state === "skipped";
}
