/** Messages of the chat's desk for tests. */
import type { ChatDeskState, DeskChatMessage, DeskChatSanction } from "../../../live/frontend/wire.gen";

/** A message as it came; `id` is its told number too. */
export function told(id: number, more: Partial<DeskChatMessage> = {}): DeskChatMessage {
  return {
    id,
    told_number: id,
    room: "stage",
    author_id: 7,
    author_name: "Ada",
    author_company: "",
    is_crew: false,
    text: `m${id}`,
    reply_to: null,
    mentions_crew: false,
    state: "visible",
    held_for: "",
    is_pinned: false,
    reports: 0,
    is_reported: false,
    posted_at_ms: id * 1000,
    moved_by: "",
    ...more,
  };
}

export function held(id: number, more: Partial<DeskChatMessage> = {}): DeskChatMessage {
  return told(id, { state: "held", held_for: "words", ...more });
}

export function deskOf(...messages: DeskChatMessage[]): ChatDeskState {
  return { policies: {}, messages, kept_from: 1, sanctions: {}, words: [], words_version: 0, posted: {} };
}

export function sanction(more: Partial<DeskChatSanction> = {}): DeskChatSanction {
  return { attendee_id: 7, name: "Ada", company: "", kind: "mute", until_ms: 1_000, reason: "", made_by: "Mona", made_at_ms: 0, ...more };
}
