"""Bounds of what a crowd, or a hand that slips, can make grow. Snapshots carry all that these allow."""

from __future__ import annotations

POLLS_PER_EVENT = 100
"""Polls of an event in all states; what the audience was shown of them is in every snapshot, about 1 KB each."""

OPTIONS = 12
RANKED_OPTIONS = 8
"""A ranking's counts are options times places."""

QUESTION_CHARS = 240
OPTION_CHARS = 120
LABEL_CHARS = 40
ALT_CHARS = 200

WORDS_PER_PERSON = 3
WORD_CHARS = 30
CLOUD_WORDS = 80
"""Words of a cloud that are published, the most frequent. All are counted."""

TEXT_CHARS = 280
TEXTS_SHOWN = 40
"""Answers in one's own words that the audience sees at once; the newest that the crew let through."""

TEXTS_PER_PAGE = 50
"""Answers that the crew reads at once."""

NUMBER_BINS = 24
"""Bars of a guess's distribution."""

NUMBER_MOST = 10**12

SCALES = {"stars": (1, 5), "nps": (0, 10)}
"""The lowest and the highest value of each scale."""

QUIZ_POINTS = 1_000
"""For a right answer at once; half of it at the end of the time, or after QUIZ_SLOWEST_S where there is none."""

QUIZ_SLOWEST_S = 30
LEADERS = 10
NAME_CHARS = 24

SECONDS_MOST = 3_600
"""The longest countdown."""

GRACE_UNKNOWN_S = 15
"""Votes are taken so long after the close where no viewer's delay was measured."""

GRACE_LEAST_S = 3
GRACE_MOST_S = 60
GRACE_MARGIN_S = 2
"""Added to the delay that all but one in a hundred voters were within."""

PLAYHEAD_MARGIN_MS = 1_000
"""How far a browser's word about its own picture may be off before a vote is refused for it."""
