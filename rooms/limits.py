"""Bounds of what a crowd can make grow, and the pace at which a crowd can be read."""

from __future__ import annotations

SHOWN_KEPT = 100
"""Messages that a page holds, the latest that were shown. About 30 KB for each who joins."""

SHOWN_PER_SECOND = 3
SHOWN_AT_ONCE = 3
"""What of the crowd's messages reaches readers: 3 at once, then 3 a second, so that within any second there are 6 at
most, and a word of the crew's has room beside them. A room in which one message a second comes, at random moments,
loses one in 130 to it; at two a second, one in 16. What the crew says is not counted."""

OWN_KEPT = 20
"""Messages of their own that a person's page holds, whatever became of them."""

DESK_KEPT = 200
"""Messages that the crew's page holds, the latest; those that wait for a decision, and the pinned, beside them."""

ASIDES_PER_SECOND = 2
ASIDES_AT_ONCE = 10
"""What the desk hears of beside what is shown: mentions that the sample left out, and what the shadow-muted say."""

HELD_PER_EVENT = 300
"""Messages that wait for a moderator; one more is refused."""

HELD_PER_PERSON = 5
"""Of these, one person's: nobody fills the queue of all."""

REPORTED_PER_EVENT = 200
"""Messages with open reports; a report of another one is refused."""

REPORTS_PER_PERSON = 20
"""Reports of one person that are open; one more is refused."""

REPORTS_COUNTED = 20
"""Reports of one message that are counted: more would tell the crew nothing new."""

PINNED_PER_ROOM = 3

SANCTIONS_PER_EVENT = 1000
"""People who are muted or banned; those whose time is over make room."""

WORDS_PER_EVENT = 500
WORD_CHARS = 60

REJUDGED = 500
"""Published messages that are judged anew when the list of words changes, the latest: 30 ms for a hundred of 300
characters and 500 words, while the event's chat waits."""

SLOW_MODE_S = 600
"""The longest pause that a policy may put between two messages of one person."""

RULES_CHARS = 600
"""The event's own rules of the chat, in one language: read before one writes, in a column beside the picture."""

REASON_CHARS = 300
"""Why somebody was muted or banned; they are told."""

MESSAGE_CHARS = 1000
"""The longest that a policy may allow, and what the crew may say."""

PAUSE_MS = 1000
"""Between two messages of one person, where there is no slow mode."""

SAME_AGAIN_S = 30
"""How long one may not say the same twice."""
