"""What happens to reactions, and the records that tell it."""

from __future__ import annotations

from live.facts import Fact, Record


class Reaction(Record):
    """An emoji to react with; it is its own id. `labels`: what it says, by language; the emoji where one is missing."""

    emoji: str
    labels: dict[str, str]


class ReactionsChanged(Fact):
    """Reactions are on or off, or others. `is_held`: the service level has them off, whatever `is_on` says."""

    is_on: bool
    is_held: bool
    emoji: list[Reaction]
