"""The state of the topic of reactions.

Counts change by values alone, the rest by facts alone: so it does not matter which of them overtakes the other.
"""

from __future__ import annotations

from collections.abc import Mapping

from live.facts import JSON, Record
from polls.reactions.facts import Reaction

_COUNT = "count/"


class ReactionsState(Record):
    """What there is to react with, in order, and how often each was tapped. What nobody tapped has no entry.

    They are on where `is_on` (the organiser's and the crew's word) and not `is_held` (the service level's).
    """

    is_on: bool
    is_held: bool
    emoji: list[Reaction]
    counts: dict[str, int]


def count_key(emoji: str) -> str:
    """Return the conflated key of how often an emoji was tapped."""
    return f"{_COUNT}{emoji}"


def with_counts(counts: Mapping[str, int], values: Mapping[str, JSON]) -> dict[str, int]:
    """Return `counts` with the newest; an emoji that left the list comes as 0, and goes."""
    changed = {**counts, **{key.removeprefix(_COUNT): count for key, count in values.items()}}
    return {emoji: count for emoji, count in changed.items() if count}
