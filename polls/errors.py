"""The codes of what is refused here."""

from __future__ import annotations

from live.errors import register_code

NOT_REGISTERED = register_code("polls.not_registered", "The ticket's attendee is not registered for this event.")
UNKNOWN_POLL = register_code("polls.unknown_poll", "The event has no such poll, or it was not opened yet.")
NOT_INVITED = register_code("polls.not_invited", "This poll is for a part of the audience that this person is not in.")
NOT_OPEN = register_code("polls.not_open", "The poll takes no votes yet.")
CLOSED = register_code("polls.closed", "The poll takes no votes any more; details.closed_at_ms says since when.")
BAD_ANSWER = register_code(
    "polls.bad_answer",
    "The answer does not fit the poll; details.because says why: kind, unknown_option, twice, too_few, too_many, "
    "out_of_range, incomplete, empty, too_long.",
)
WORD_REFUSED = register_code("polls.word_refused", "The answer has a word that this event does not publish.")
ALREADY_VOTED = register_code(
    "polls.already_voted", "This person voted; details.vote is what stands. It may not be changed."
)
VOTE_MOVED = register_code(
    "polls.vote_moved", "This person's vote changed since it was seen; details.vote is what stands."
)
NAME_EMPTY = register_code("polls.name_empty", "The name has no visible characters.")
NAME_TAKEN = register_code("polls.name_taken", "Somebody at this event plays by this name already.")
STALE = register_code("polls.stale", "The poll changed since it was seen; details.poll is how it is now.")
ILLEGAL_MOVE = register_code("polls.illegal_move", "No such move from the poll's state; details.poll is how it is.")
NOT_FINAL = register_code(
    "polls.not_final", "Viewers whose picture is late still answer; the result is final at details.accepts_until_ms."
)
BAD_POLL = register_code("polls.bad_poll", "The poll cannot be kept like this; details.because names what is wrong.")
INCOMPLETE = register_code(
    "polls.incomplete",
    "The poll is not ready; details.missing lists what is: question, options, right_answer, range, translation.",
)
TOO_MANY_POLLS = register_code("polls.too_many_polls", "The event has details.limit polls already.")
ORDER_MISMATCH = register_code("polls.order_mismatch", "An order must name each poll once; details.poll_ids does.")
UNKNOWN_ANSWER = register_code("polls.unknown_answer", "The poll has no such answer.")
UNKNOWN_WORD = register_code("polls.unknown_word", "Nobody gave this word.")
