/** One's own taps, merged: they leave at most once a second, and what one hand cannot do is left out. */
import type { Counts } from "./flow";

/** The server takes one command a second of each person, with as many taps. */
export const PAUSE_MS = 1_000;
export const MOST_TAPS = 20;

export interface TapsOptions {
  now(): number;
  /** Call `action` once after `delayMs`; returns how to prevent it. */
  after(delayMs: number, action: () => void): () => void;
  send(taps: Counts): void;
}

export class Taps {
  private waiting: Record<string, number> = {};
  private count = 0;
  private sentAtMs = -Infinity;
  private cancel: (() => void) | null = null;

  constructor(private readonly options: TapsOptions) {}

  /** Take one tap; returns whether it counts. The first after a pause leaves at once. */
  add(emoji: string): boolean {
    if (this.count >= MOST_TAPS) return false;
    this.waiting[emoji] = (this.waiting[emoji] ?? 0) + 1;
    this.count += 1;
    const dueMs = this.sentAtMs + PAUSE_MS - this.options.now();
    if (dueMs <= 0) this.flush();
    else this.cancel ??= this.options.after(dueMs, this.flush);
    return true;
  }

  /** Forget what has not left. */
  drop(): void {
    this.cancel?.();
    this.cancel = null;
    this.waiting = {};
    this.count = 0;
  }

  private readonly flush = (): void => {
    const taps = this.waiting;
    this.drop();
    this.sentAtMs = this.options.now();
    this.options.send(taps);
  };
}
