"""The codes of what is refused here."""

from __future__ import annotations

from live.errors import register_code

OFF = register_code("chat.off", "The chat is off; details.because is policy or phase.")
CREW_ONLY = register_code("chat.crew_only", "Only the crew writes in this chat now.")
RULES_FIRST = register_code("chat.rules_first", "Who writes has first to accept the rules (chat.accept_rules).")
MUTED = register_code("chat.muted", "This person may not write until details.until_ms (null: until it is lifted).")
BANNED = register_code("chat.banned", "This person may not write in this event's chat; details.reason says why.")
SLOW_MODE = register_code(
    "chat.slow_mode", "One message in details.slow_mode_s seconds; try again after details.retry_after_ms."
)
TOO_FAST = register_code("chat.too_fast", "One message after the other: try again after details.retry_after_ms.")
DUPLICATE = register_code("chat.duplicate", "This person said the same a moment ago (details.message_id).")
EMPTY = register_code("chat.empty", "The message has no visible characters.")
TOO_LONG = register_code("chat.too_long", "The message is longer than details.max_chars; details.chars is its length.")
LINKS_NOT_ALLOWED = register_code("chat.links_not_allowed", "This chat takes no links.")
WORD_REFUSED = register_code("chat.word_refused", "The message has a word that this event does not publish.")
NOT_REGISTERED = register_code("chat.not_registered", "The ticket's attendee is not registered for this event.")
UNKNOWN_ROOM = register_code("chat.unknown_room", "The event has no chat of this name.")
UNKNOWN_MESSAGE = register_code("chat.unknown_message", "No such message, or not one that this person sees.")
UNKNOWN_PERSON = register_code("chat.unknown_person", "No such attendee of this event.")
DESK_FULL = register_code(
    "chat.desk_full", "details.limit messages wait for a moderator already; say it in other words, or later."
)
ILLEGAL_MOVE = register_code(
    "chat.illegal_move", "No such move from the message's state; details.message is how it is."
)
TOO_MANY_PINS = register_code("chat.too_many_pins", "details.limit messages are pinned already; unpin one first.")
TOO_MANY_SANCTIONS = register_code("chat.too_many_sanctions", "details.limit people are muted or banned already.")
LIST_STALE = register_code(
    "chat.list_stale",
    "The list changed since it was seen: details.words is how it is now, details.version its version.",
)
RULES_TOO_LONG = register_code(
    "chat.rules_too_long", "The rules of the chat are longer than details.max_chars in details.language."
)
BAD_WORD = register_code("chat.bad_word", "A word of the list has no letters, or is longer than details.max_chars.")
