"""Tells every topic what happened, in one order for all services."""

from __future__ import annotations

from collections import defaultdict

from live.facts import JSON, Fact
from live.frames import Position
from live.log import append_many


class Announcements:
    """Facts and values of one transaction, kept until all are known.

    Appending locks the topics' rows all at once, by ascending name: no two services can wait for each other.
    """

    def __init__(self) -> None:
        self._facts: dict[str, list[Fact]] = defaultdict(list)
        self._values: dict[str, dict[str, JSON]] = defaultdict(dict)

    def add(self, topic: str, fact: Fact) -> None:
        """Keep `fact` for `topic`, after those that are kept for it already."""
        self._facts[topic].append(fact)

    def put(self, topic: str, key: str, value: JSON) -> None:
        """Keep the newest `value` of a conflated key of `topic`."""
        self._values[topic][key] = value

    def copy(self) -> Announcements:
        """Return the same announcements, to go back to when what follows is refused."""
        other = Announcements()
        other._facts |= {topic: list(facts) for topic, facts in self._facts.items()}
        other._values |= {topic: dict(values) for topic, values in self._values.items()}
        return other

    def append(self) -> dict[str, Position]:
        """Append all that was kept to the log, and return where each of its topics is then.

        Must be called in the transaction, as its last step.
        """
        return append_many(self._facts, self._values)
