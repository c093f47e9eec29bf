/** What a person reads: what everybody sees, and their own that nobody else does. Pure. */
import type { ChatMessageRecord, ChatState, MyChatMessage, MyChatState } from "../../../live/frontend/wire.gen";

/** One line of the chat. `reach` is there for one's own. */
export interface Line {
  readonly id: number;
  readonly message: ChatMessageRecord | null;
  readonly own: MyChatMessage | null;
}

/**
 * The lines of a room in their order: by the numbers that everybody has, and one's own that have none where they were
 * written, after what was written before them.
 */
export function timeline(state: ChatState, mine: MyChatState | undefined, room: string): Line[] {
  const own = new Map((mine?.messages ?? []).filter((message) => message.room === room).map((message) => [message.id, message]));
  // What one took back is gone at once, also where the room has not heard of it yet.
  const isGone = (id: number): boolean => own.get(id)?.reach === "taken_back";
  const shown = state.messages.filter(({ id }) => !isGone(id));
  const lines: Line[] = shown.map((message) => ({ id: message.id, message, own: own.get(message.id) ?? null }));
  const seen = new Set(lines.map(({ id }) => id));
  // What is older than a list that forgets has gone from it, whoever saw it.
  const oldestMs = state.kept_from > 1 ? Math.min(...state.messages.map(({ posted_at_ms }) => posted_at_ms)) : 0;
  for (const message of own.values()) {
    if (seen.has(message.id) || isGone(message.id) || message.posted_at_ms < oldestMs) continue;
    let at = lines.length;
    while (at > 0 && (lines[at - 1]?.id ?? 0) > message.id) at -= 1;
    lines.splice(at, 0, { id: message.id, message: null, own: message });
  }
  return lines;
}

/** The ids that were not there before, less one's own: what waits behind a count while somebody reads further up. */
export function fresh(lines: readonly Line[], seenUpTo: ReadonlySet<number>): number {
  return lines.filter(({ id, own }) => own === null && !seenUpTo.has(id)).length;
}
