"""The states of the topics of polls, and how facts change them.

How many voted, and for what, changes by values alone; polls by facts alone. So it does not matter which of them
overtakes the other on its way. Nothing has no entry: a poll without votes is in none of the counts, and a value that
says so takes it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import msgspec

from live.facts import JSON, Record
from polls.facts import DeskPoll, Leader, PollGraphic, PollRecord, ShownText, Tally

T = TypeVar("T")


class PollsState(Record):
    """What the audience of a room is, was and will be asked: polls by id, in the order of their opening, then the
    survey's questions in the organiser's.

    `ballots`: people who voted, by poll. `tallies`: only of those whose results may be seen. `texts`: answers that the
    crew let through, by poll, by number. `leaders`: the quiz as it stood at the last results.
    """

    polls: list[PollRecord]
    ballots: dict[str, int]
    tallies: dict[str, Tally]
    texts: dict[str, list[ShownText]]
    leaders: list[Leader]


class PollDeskState(Record):
    """Every poll of an event, in order, with how it stands. `waiting`: answers that nobody of the crew has read."""

    polls: list[DeskPoll]
    tallies: dict[str, Tally]
    waiting: dict[str, int]
    leaders: list[Leader]


class PollGraphicsState(Record):
    """What is on air, and how it stands."""

    graphic: PollGraphic | None
    tallies: dict[str, Tally]


def tally_key(poll_id: int) -> str:
    """Return the conflated key of a poll's counts."""
    return f"tally/{poll_id}"


def ballots_key(poll_id: int) -> str:
    """Return the conflated key of how many voted."""
    return f"ballots/{poll_id}"


def waiting_key(poll_id: int) -> str:
    """Return the conflated key of how many answers wait."""
    return f"waiting/{poll_id}"


def with_poll(polls: Sequence[PollRecord], poll: PollRecord) -> list[PollRecord]:
    """Return `polls` with `poll` in its place: by opening, the survey's questions last and in their own order."""
    others = [other for other in polls if other.id != poll.id]
    return sorted([*others, poll], key=opening_order)


def opening_order(poll: PollRecord) -> tuple[bool, int, int, int]:
    """Return what polls are sorted by where the audience sees them."""
    return (poll.opens_at_ms is None, poll.opens_at_ms or 0, poll.position, poll.id)


def at_position(poll: PollRecord, position: int) -> PollRecord:
    """Return `poll` at another place among the survey's questions."""
    return msgspec.structs.replace(poll, position=position)


def with_desk_poll(polls: Sequence[DeskPoll], poll: DeskPoll) -> list[DeskPoll]:
    """Return `polls` with `poll` in its place."""
    others = [other for other in polls if other.poll.id != poll.poll.id]
    return sorted([*others, poll], key=lambda each: (each.position, each.poll.id))


def without_key(values: Mapping[str, T], poll_id: int) -> dict[str, T]:
    """Return `values` without those of a poll."""
    return {key: value for key, value in values.items() if key != str(poll_id)}


def with_counts(counts: Mapping[str, int], values: Mapping[str, JSON], name: str) -> dict[str, int]:
    """Return `counts` with the conflated `values` called `name`; what is 0 has no entry."""
    return _changed(counts, {key: int(value) for key, value in values.items() if key.startswith(f"{name}/")}, bool)


def with_tallies(tallies: Mapping[str, Tally], values: Mapping[str, JSON]) -> dict[str, Tally]:
    """Return `tallies` with the conflated `values`; one without votes has no entry."""
    news = {key: msgspec.convert(value, Tally) for key, value in values.items() if key.startswith("tally/")}
    return _changed(tallies, news, lambda tally: tally.ballots > 0)


def _changed(old: Mapping[str, T], news: Mapping[str, T], is_kept: Callable[[T], bool]) -> dict[str, T]:
    changed = {**old, **{key.partition("/")[2]: value for key, value in news.items()}}
    return {key: value for key, value in changed.items() if is_kept(value)}
