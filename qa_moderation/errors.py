"""The codes of what is refused here."""

from __future__ import annotations

from live.errors import register_code

CLOSED = register_code(
    "qa.closed", "The event takes no questions and upvotes now; details.because is phase or policy, details.phase."
)
EMPTY = register_code("qa.empty", "The question, note or name has no visible characters.")
TOO_SHORT = register_code(
    "qa.too_short", "The question is shorter than details.min_chars; details.chars is its length."
)
TOO_LONG = register_code("qa.too_long", "The question is longer than details.max_chars; details.chars is its length.")
ANONYMOUS_NOT_ALLOWED = register_code("qa.anonymous_not_allowed", "This event's questions carry a name.")
NOT_REGISTERED = register_code("qa.not_registered", "The ticket's attendee is not registered for this event.")
DUPLICATE = register_code("qa.duplicate", "This person's details.question_id, still open, says the same.")
TOO_SOON = register_code("qa.too_soon", "One question at a time: try again after details.retry_after_ms.")
TOO_MANY_OPEN = register_code("qa.too_many_open", "details.limit of this person's questions are pending already.")
TOO_MANY_ASKED = register_code("qa.too_many_asked", "This person asked details.limit questions in this event already.")
QUEUE_FULL = register_code(
    "qa.queue_full", "details.limit questions of the event are open; none is taken until some go."
)
UNKNOWN_QUESTION = register_code("qa.unknown_question", "No such question, or not one that this person may change.")
NOT_VOTABLE = register_code("qa.not_votable", "The question is not, or no longer, open for upvotes.")
TOO_MANY_UPVOTES = register_code("qa.too_many_upvotes", "This person upvoted details.limit questions already.")
STALE = register_code(
    "qa.stale",
    "The question moved since it was seen: details.question is how it is now, details.moved_by and "
    "details.moved_at_ms say who moved it and when.",
)
ILLEGAL_MOVE = register_code(
    "qa.illegal_move", "No such move from the question's state; details.question is how it is."
)
REASON_EMPTY = register_code("qa.reason_empty", "A rejection needs a reason: the asker reads it.")
TOO_MANY_VISIBLE = register_code("qa.too_many_visible", "The audience sees details.limit open questions already.")
DECK_FULL = register_code("qa.deck_full", "details.limit questions are on deck already.")
DECK_STALE = register_code(
    "qa.deck_stale",
    "The deck changed since it was seen: details.deck is how it is now; details.changed_by, details.changed_at_ms and "
    "details.change say who changed it last, when, and by which action of the decision log.",
)
DECK_MISMATCH = register_code(
    "qa.deck_mismatch", "An order must name each question on deck once; details as for qa.deck_stale."
)
ON_AIR_BUSY = register_code("qa.on_air_busy", "details.question is on air; answer it, skip it or put it back first.")
BAD_POLICY = register_code("qa.bad_policy", "The shortest length must not be above the longest.")
CLAIMED = register_code("qa.claimed", "details.claim says who works on the question, and until when.")
PARKED_FULL = register_code("qa.parked_full", "details.limit questions are parked already.")
MERGE_SELF = register_code("qa.merge_self", "A question cannot become a part of itself.")
MERGE_FULL = register_code("qa.merge_full", "details.limit questions are a part of that one already.")
NOTES_FULL = register_code("qa.notes_full", "The question has details.limit notes already.")
UNKNOWN_THEME = register_code("qa.unknown_theme", "The event has no such theme.")
UNKNOWN_FEED = register_code("qa.unknown_feed", "The event has no such set desk.")
FEED_BUSY = register_code("qa.feed_busy", "Questions are on deck or on air of a set desk that would go.")
BAD_THEMES = register_code("qa.bad_themes", "A theme needs a name of its own and a colour #rrggbb.")
BAD_FEEDS = register_code("qa.bad_feeds", "Set desks need a slug and a name each of their own; main is one of them.")
LIST_STALE = register_code(
    "qa.list_stale",
    "The list changed since it was seen: details.themes (or details.feeds) is how it is now, "
    "details.version its version, details.changed_by and details.changed_at_ms say who changed it last and when.",
)
UNKNOWN_VIEW = register_code("qa.unknown_view", "No such view.")
VIEW_OF_ANOTHER = register_code(
    "qa.view_of_another",
    "Somebody else saved the view (details.view): to replace or delete it all the same, give its `by` as `of`.",
)
VIEWS_FULL = register_code("qa.views_full", "details.limit views are kept already.")
UNDO_TOO_LATE = register_code(
    "qa.undo_too_late",
    "The last move is older than details.seconds (of a bulk: its last part), was another's, or cannot be undone.",
)
PROMPT_STALE = register_code(
    "qa.prompt_stale",
    "details.prompt is what the set desk shows now; details.changed_by and details.changed_at_ms say who changed it "
    "last and when.",
)
ANSWER_EMPTY = register_code("qa.answer_empty", "The answer has no visible characters.")
BAD_WEBHOOK = register_code("qa.bad_webhook", "The message says which addresses a webhook may have.")
WEBHOOKS_FULL = register_code("qa.webhooks_full", "The event has details.limit webhooks already.")
