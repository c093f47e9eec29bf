"""What is told of polls, kept until all is known, and appended at once."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from live.facts import JSON, Fact
from live.log import append_many
from polls import facts
from polls.models import Kind, Poll
from polls.selectors import (
    Pictures,
    desk_poll,
    is_public,
    pictures_of,
    poll_graphic,
    poll_record,
    quiz_rooms,
    shows_tally,
    tallies_of,
)
from polls.standings import leaders_of
from polls.states import ballots_key, tally_key, waiting_key
from polls.topics import poll_desk_topic, poll_graphics_topic, polls_topic

_NONE = facts.Tally(ballots=0, counts={}, mean=None)


class Announcements:
    """Facts and values of one transaction about the polls of one event."""

    def __init__(self, event_id: int) -> None:
        self._event_id = event_id
        self._facts: dict[str, list[Fact]] = defaultdict(list)
        self._values: dict[str, dict[str, JSON]] = defaultdict(dict)
        self._programme_ms: int | None = None

    def tell_audience(self, poll: Poll, fact: Fact, *, programme_ms: int | None = None) -> None:
        """Keep a fact for those who are in the poll's room, with the programme time at which it is true for them."""
        self._facts[polls_topic(self._event_id, poll.room)].append(fact)
        self._programme_ms = programme_ms if programme_ms is not None else self._programme_ms

    def tell_crew(self, fact: Fact) -> None:
        """Keep a fact for the crew."""
        self._facts[poll_desk_topic(self._event_id)].append(fact)

    def tell_changed(self, poll: Poll) -> facts.DeskPoll:
        """Tell the crew, and the page of graphics where it shows it, how a poll is now."""
        pictures = pictures_of([poll])
        record = desk_poll(poll, pictures)
        self.tell_crew(facts.DeskPollChanged(poll=record))
        if poll.graphic:
            self._tell_graphic(poll, pictures)
        return record

    def tell_opened(self, poll: Poll, *, programme_ms: int | None) -> None:
        """Tell the audience of a poll."""
        record = poll_record(poll, pictures_of([poll]))
        self.tell_audience(poll, facts.PollOpened(poll=record), programme_ms=programme_ms)

    def tell_graphic_taken(self, poll_id: int) -> None:
        """Tell the page of graphics that nothing is on air."""
        graphics = poll_graphics_topic(self._event_id)
        self._facts[graphics].append(facts.PollGraphicTaken())
        self._values[graphics][tally_key(poll_id)] = msgspec.to_builtins(_NONE)

    def tell_leaders(self, *rooms: str) -> None:
        """Tell everybody who leads: the rooms that were shown a quiz question's results, the crew, and the page of
        graphics where the leaderboard is on air.

        `rooms`: those that may have been shown one, and no more.
        """
        leaders, shown = leaders_of(self._event_id), quiz_rooms(self._event_id)
        for room in sorted({*shown, *rooms}):
            told = facts.PollLeadersChanged(leaders=leaders if room in shown else [])
            self._facts[polls_topic(self._event_id, room)].append(told)
        self.tell_crew(facts.DeskLeadersChanged(leaders=leaders))
        for poll in Poll.objects.filter(event_id=self._event_id, graphic="leaderboard"):
            self._tell_graphic(poll, pictures_of([poll]))

    def _tell_graphic(self, poll: Poll, pictures: Pictures) -> None:
        """Tell the page of graphics what is on air: once, however many reasons there are."""
        shown = facts.PollGraphicShown(graphic=poll_graphic(poll, pictures))
        told = self._facts[poll_graphics_topic(self._event_id)]
        if shown not in told:
            told.append(shown)

    def put_counts(self, *polls: Poll) -> None:
        """Put how polls stand where it may be seen."""
        for poll_id, tally in tallies_of(polls).items():
            poll = next(each for each in polls if each.pk == poll_id)
            value = msgspec.to_builtins(tally)
            self._values[poll_desk_topic(self._event_id)][tally_key(poll_id)] = value
            if poll.kind == Kind.TEXT:
                self._values[poll_desk_topic(self._event_id)][waiting_key(poll_id)] = poll.waiting
            if is_public(poll):
                room = polls_topic(self._event_id, poll.room)
                self._values[room][ballots_key(poll_id)] = poll.ballots
                if shows_tally(poll):
                    self._values[room][tally_key(poll_id)] = value
            if poll.graphic:
                self._values[poll_graphics_topic(self._event_id)][tally_key(poll_id)] = value

    def put_nothing(self, poll: Poll) -> None:
        """Take a poll's counts out of everything."""
        nothing = msgspec.to_builtins(_NONE)
        for topic in (
            poll_desk_topic(self._event_id),
            polls_topic(self._event_id, poll.room),
            poll_graphics_topic(self._event_id),
        ):
            self._values[topic][tally_key(poll.pk)] = nothing
        self._values[polls_topic(self._event_id, poll.room)][ballots_key(poll.pk)] = 0
        self._values[poll_desk_topic(self._event_id)][waiting_key(poll.pk)] = 0

    def append(self) -> None:
        """Append all that was kept to the log. Must be called in the transaction, as its last step."""
        append_many(self._facts, self._values, programme_ms=self._programme_ms)
