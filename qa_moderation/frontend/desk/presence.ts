/** Where the crew is on the desk, and telling the others where one is oneself. */
import type { LiveClient } from "../../../live/frontend/client";
import type { Cursor } from "../../../live/frontend/wire.gen";

/** Who was not heard of for so long is gone. */
const GONE_MS = 40_000;
const RENEW_MS = 15_000;
const APART_MS = 2_000;
/** As many as the stylesheet has colours. */
const HUES = 6;

export interface Present {
  readonly subject: string;
  readonly name: string;
  readonly initials: string;
  readonly hue: number;
  readonly questionId: number | null;
}

/** The colour of a member of the crew: the same for all who look. */
export function hueOf(subject: string): number {
  let sum = 0;
  for (const char of subject) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum % HUES;
}

/** "Mona Keller" is MK, "Hugo" is HU. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/[\s-]+/).filter(Boolean);
  const [first = "?", last] = [words[0], words.length > 1 ? words[words.length - 1] : undefined];
  const letters = (word: string, most: number): string => Array.from(word).slice(0, most).join("");
  return (last ? letters(first, 1) + letters(last, 1) : letters(first, 2)).toUpperCase();
}

/** Who is at the desk beside `me`, by name. */
export function othersAt(cursors: Readonly<Record<string, Cursor>>, me: string, nowMs: number): Present[] {
  return Object.entries(cursors)
    .filter(([subject, { at_ms }]) => subject !== me && nowMs - at_ms < GONE_MS)
    .map(([subject, { name, question_id }]) => ({
      subject,
      name,
      initials: initialsOf(name),
      hue: hueOf(subject),
      questionId: question_id,
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.subject.localeCompare(b.subject));
}

/** Whose cursors are at each question. */
export function pointersOf(others: readonly Present[]): Map<number, Present[]> {
  const pointers = new Map<number, Present[]>();
  for (const other of others) {
    if (other.questionId === null) continue;
    const here = pointers.get(other.questionId);
    if (here) here.push(other);
    else pointers.set(other.questionId, [other]);
  }
  return pointers;
}

/** Tells the others where one is: at most once in two seconds, and again before they would think one is gone. */
export class Pointing {
  private wanted: number | null = null;
  private told: number | null | undefined;
  private toldAtMs = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `isSeen` tells whether there is a connection and somebody before the page; otherwise nothing is said. */
  constructor(
    private readonly live: Pick<LiveClient, "command">,
    private readonly isSeen: () => boolean,
  ) {}

  /** The cursor is at this question, or at none. */
  at(id: number | null): void {
    this.wanted = id;
    if (this.told !== id) this.plan(APART_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.told = undefined;
  }

  private plan(apartMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.tell, Math.max(0, this.toldAtMs + apartMs - Date.now()));
  }

  private readonly tell = (): void => {
    if (this.isSeen()) {
      this.told = this.wanted;
      void this.live.command("desk.point", { question_id: this.wanted });
    }
    this.toldAtMs = Date.now();
    this.plan(RENEW_MS);
  };
}
