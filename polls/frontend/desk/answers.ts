/** Reads and decides the answers to one poll, page by page. */
import type { CommandOutcome, LiveClient } from "../../../live/frontend/client";
import { compared, decided, nextUndecided, PAGE, readOn, ROWS_MOST, undecided, unread, type AnswerRow, type TabName, type TextRecord } from "./answer-rows";
import type { Failure } from "./saying";

const PATIENCE_MS = 10_000;
/** The topic tells counts four times a second. */
const CATCHES_UP_MS = 1_000;

interface Page {
  readonly texts: TextRecord[];
  readonly counts: Record<TabName, number>;
}

/** What lies before the moderator; `changed` is called after each change. */
export class Answers {
  pollId: number | null = null;
  tab: TabName = "waiting";
  rows: readonly AnswerRow[] = [];
  counts: Readonly<Record<TabName, number>> = { waiting: 0, shown: 0, hidden: 0 };
  cursor: number | null = null;
  /** Answers that wait and were not read yet. */
  fresh = 0;
  hasMore = false;
  isReading = false;
  failure: Failure | null = null;
  readonly sent = new Set<number>();
  readonly complaints = new Map<number, Failure>();

  private quietUntilMs = Number.NEGATIVE_INFINITY;
  /** What was compared last: the same mismatch is not looked up again and again. */
  private compared = "";
  private readings = 0;

  constructor(
    private readonly live: () => LiveClient,
    private readonly changed: () => void,
  ) {}

  /** Lay the answers of a poll out, or none; `waiting` is what the topic says now. */
  open(pollId: number | null, waiting: number): void {
    if (pollId === this.pollId) {
      this.note(waiting);
      return;
    }
    this.pollId = pollId;
    this.tab = "waiting";
    this.complaints.clear();
    void this.readAnew();
  }

  choose(tab: TabName): void {
    if (tab === this.tab && !this.failure) return;
    this.tab = tab;
    void this.readAnew();
  }

  /** Go on after what was read; what was decided leaves the list. */
  async readOn(): Promise<void> {
    if (this.rows.length >= ROWS_MOST || this.isReading) return;
    await this.read(this.rows[this.rows.length - 1]?.record.id ?? 0, (page) => {
      this.rows = readOn(this.rows, page.texts, this.tab);
      this.hasMore = page.texts.length === PAGE;
    });
  }

  async decide(id: number, move: "show" | "hide"): Promise<CommandOutcome | null> {
    const row = this.rows.find(({ record }) => record.id === id);
    if (this.pollId === null || !row || this.sent.has(id) || row.record.state === (move === "show" ? "shown" : "hidden")) return null;
    this.sent.add(id);
    this.complaints.delete(id);
    this.changed();
    const args = { poll_id: this.pollId, text_id: id };
    const outcome = await this.live().command(move === "show" ? "polls.show_text" : "polls.hide_text", args, {
      timeoutMs: PATIENCE_MS,
    });
    this.sent.delete(id);
    this.quietUntilMs = Date.now() + CATCHES_UP_MS;
    if (outcome.ok) this.moved(row.record, (outcome.result as { text: TextRecord }).text);
    else this.complaints.set(id, outcome);
    this.changed();
    return outcome;
  }

  step(by: number): void {
    const ids = this.rows.map(({ record }) => record.id);
    const at = ids.indexOf(this.cursor ?? -1);
    this.cursor = ids[Math.max(0, Math.min(ids.length - 1, at + by))] ?? null;
    this.changed();
  }

  point(id: number): void {
    if (this.cursor === id) return;
    this.cursor = id;
    this.changed();
  }

  private moved(before: TextRecord, now: TextRecord): void {
    this.counts = {
      ...this.counts,
      [before.state]: Math.max(0, this.counts[before.state] - 1),
      [now.state]: this.counts[now.state] + 1,
    };
    this.rows = decided(this.rows, now);
    if (this.cursor === now.id && this.tab === "waiting") this.cursor = nextUndecided(this.rows, now.id);
  }

  /**
   * Take what the topic says waits now: more does, or somebody else decided. Just after a decision of one's own, or a
   * reading, the topic may not be as far.
   */
  private note(waiting: number): void {
    if (this.pollId === null || this.isReading || this.sent.size > 0) return;
    if (Date.now() < this.quietUntilMs) return;
    if (waiting !== this.counts.waiting) this.counts = { ...this.counts, waiting };
    if (this.tab !== "waiting" || this.failure) return;
    const more = unread(this.rows, this.sent, waiting);
    this.fresh = Math.max(0, more);
    if (more < 0) void this.compare(waiting);
    // Nobody reads an empty list: nothing can jump in it.
    else if (more > 0 && undecided(this.rows, this.sent).length === 0) void this.readOn();
  }

  private async compare(waiting: number): Promise<void> {
    const rows = undecided(this.rows, this.sent);
    const first = rows[0];
    const question = `${waiting}/${rows.length}`;
    if (!first || question === this.compared) return;
    this.compared = question;
    await this.read(first.record.id - 1, (page) => {
      this.rows = compared(this.rows, page.texts);
    });
  }

  private async readAnew(): Promise<void> {
    this.rows = [];
    this.cursor = null;
    this.hasMore = false;
    this.fresh = 0;
    // What is on its way is of another list.
    this.readings += 1;
    this.isReading = false;
    if (this.pollId === null) return;
    await this.readOn();
  }

  private async read(after: number, take: (page: Page) => void): Promise<void> {
    if (this.pollId === null) return;
    const reading = ++this.readings;
    this.isReading = true;
    this.failure = null;
    const args = { poll_id: this.pollId, state: this.tab, after };
    const outcome = await this.live().command("polls.read_texts", args, { timeoutMs: PATIENCE_MS });
    if (reading !== this.readings) return;
    this.isReading = false;
    if (outcome.ok) this.take(outcome.result as Page, take);
    else this.failure = outcome;
    this.changed();
  }

  private take(page: Page, take: (page: Page) => void): void {
    take(page);
    this.counts = page.counts;
    this.quietUntilMs = Date.now() + CATCHES_UP_MS;
    this.fresh = this.tab === "waiting" ? Math.max(0, unread(this.rows, this.sent, page.counts.waiting)) : 0;
    const ids = this.rows.map(({ record }) => record.id);
    if (this.cursor === null || !ids.includes(this.cursor)) this.cursor = ids[0] ?? null;
  }
}
