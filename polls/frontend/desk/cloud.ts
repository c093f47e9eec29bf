/** Reads the words of one cloud, and takes them out or puts them back. */
import type { CommandOutcome, LiveClient } from "../../../live/frontend/client";
import type { Tally } from "../../../live/frontend/wire.gen";
import { recounted, sorted, type CloudWord } from "./cloud-rows";
import type { Failure } from "./saying";

const PATIENCE_MS = 10_000;
/** Counts change four times a second; whoever moderates reads more slowly. */
const PAUSE_MS = 2_000;

export class Cloud {
  pollId: number | null = null;
  words: readonly CloudWord[] = [];
  cursor: string | null = null;
  failure: Failure | null = null;
  readonly sent = new Set<string>();

  private seen: Tally | undefined;
  private isReading = false;
  private isDue = false;
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly live: () => LiveClient,
    private readonly changed: () => void,
  ) {}

  /** Lay out the words of a poll, or none; read again when `tally` has changed. */
  open(pollId: number | null, tally: Tally | undefined): void {
    if (pollId !== this.pollId) {
      this.pollId = pollId;
      this.words = [];
      this.cursor = null;
      this.seen = tally;
      this.due(0);
    } else if (pollId !== null && tally !== this.seen) {
      this.seen = tally;
      this.due(PAUSE_MS);
    }
  }

  close(): void {
    clearTimeout(this.pause);
    this.pause = undefined;
  }

  again(): void {
    this.due(0);
  }

  sort(): void {
    this.words = sorted(this.words);
    this.changed();
  }

  step(by: number): void {
    const at = this.words.findIndex(({ word }) => word === this.cursor);
    this.cursor = this.words[Math.max(0, Math.min(this.words.length - 1, at + by))]?.word ?? null;
    this.changed();
  }

  point(word: string): void {
    if (this.cursor === word) return;
    this.cursor = word;
    this.changed();
  }

  /** Take a word out, or put it back. */
  async turn(word: CloudWord): Promise<CommandOutcome | null> {
    if (this.pollId === null || this.sent.has(word.word)) return null;
    this.sent.add(word.word);
    this.changed();
    const is_hidden = !word.is_hidden;
    const args = { poll_id: this.pollId, word: word.word, is_hidden };
    const outcome = await this.live().command("polls.hide_word", args, { timeoutMs: PATIENCE_MS });
    this.sent.delete(word.word);
    if (outcome.ok) this.words = this.words.map((each) => (each.word === word.word ? { ...each, is_hidden } : each));
    this.changed();
    return outcome;
  }

  private due(delayMs: number): void {
    if (delayMs === 0) this.close();
    else if (this.pause !== undefined) return;
    this.pause = setTimeout(() => {
      this.pause = undefined;
      void this.read();
    }, delayMs);
  }

  private async read(): Promise<void> {
    const pollId = this.pollId;
    if (pollId === null) return;
    if (this.isReading) {
      this.isDue = true;
      return;
    }
    this.isReading = true;
    const outcome = await this.live().command("polls.read_words", { poll_id: pollId }, { timeoutMs: PATIENCE_MS });
    this.isReading = false;
    if (pollId === this.pollId) {
      this.failure = outcome.ok ? null : outcome;
      if (outcome.ok) this.words = recounted(this.words, (outcome.result as { words: CloudWord[] }).words);
      this.cursor ??= this.words[0]?.word ?? null;
      this.changed();
    }
    if (this.isDue || pollId !== this.pollId) {
      this.isDue = false;
      this.due(PAUSE_MS);
    }
  }
}
