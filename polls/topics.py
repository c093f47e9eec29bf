"""The topics of polls: what the audience of a room is asked, the crew's list, and what is on air."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from live.facts import JSON, Fact
from live.tickets import ATTENDEE, CREW_ROLES, GUEST, Ticket
from live.topics import TopicKind, register_topic, topic_event_id, topic_key
from polls import facts, selectors
from polls.states import (
    PollDeskState,
    PollGraphicsState,
    PollsState,
    at_position,
    opening_order,
    with_counts,
    with_desk_poll,
    with_poll,
    with_tallies,
    without_key,
)

DESK_ROLES = frozenset({"moderator", "director", "organiser"})
AUDIENCE_ROLES = frozenset({ATTENDEE, *CREW_ROLES})
GRAPHICS = "graphics"
"""The role of a ticket that the key of an on-air graphic gives."""


def polls_topic(event_id: int, room: str) -> str:
    """Return the name of the topic of those who are in a room."""
    return f"polls/{event_id}/{room}"


def poll_desk_topic(event_id: int) -> str:
    """Return the name of the crew's topic."""
    return f"poll-desk/{event_id}"


def poll_graphics_topic(event_id: int) -> str:
    """Return the name of the topic that on-air graphics follow."""
    return f"poll-graphics/{event_id}"


def _by_event(names: Iterable[str]) -> dict[int, str]:
    return {topic_event_id(name): name for name in names}


@register_topic
class PollsTopic(TopicKind[PollsState]):
    """What a room is asked, and how it answered as far as it may be seen."""

    prefix = "polls"
    keyed = True
    state_type = PollsState
    fact_types = (
        facts.PollOpened,
        facts.PollClosed,
        facts.PollResultsShown,
        facts.PollLeadersChanged,
        facts.SurveyOrdered,
        facts.PollWithdrawn,
        facts.PollTakenBack,
        facts.PollTextShown,
        facts.PollTextsHidden,
    )

    def snapshots(self, names: Sequence[str]) -> dict[str, PollsState]:
        """Read polls, counts, texts and leaders: five queries at most."""
        wanted = {(topic_event_id(name), topic_key(name)): name for name in names}
        return {wanted[key]: state for key, state in selectors.audience_states(wanted).items()}

    def apply(self, state: PollsState, fact: Fact) -> PollsState:
        """Put the poll in its place, or change what the fact says of it."""
        replace = msgspec.structs.replace
        match fact:
            case facts.PollOpened():
                return replace(state, polls=with_poll(state.polls, fact.poll))
            case facts.PollClosed():
                return self._changed(
                    state, fact.poll_id, closes_at_ms=fact.closes_at_ms, accepts_until_ms=fact.accepts_until_ms
                )
            case facts.PollResultsShown():
                return self._changed(
                    state,
                    fact.poll_id,
                    results_at_ms=fact.results_at_ms,
                    right_options=fact.right_options,
                    right_value=fact.right_value,
                )
            case facts.PollLeadersChanged():
                return replace(state, leaders=fact.leaders)
            case facts.SurveyOrdered():
                news = fact.positions
                polls = [replace(poll, position=news.get(str(poll.id), poll.position)) for poll in state.polls]
                return replace(state, polls=sorted(polls, key=opening_order))
            case facts.PollWithdrawn():
                return self._changed(state, fact.poll_id, gone_at_ms=fact.gone_at_ms)
            case facts.PollTakenBack():
                polls = [poll for poll in state.polls if poll.id != fact.poll_id]
                return replace(state, polls=polls, texts=without_key(state.texts, fact.poll_id))
            case facts.PollTextShown():
                return replace(state, texts=_with_text(state.texts, fact))
            case facts.PollTextsHidden():
                return replace(state, texts=_without_texts(state.texts, fact))
            case _:
                raise TypeError(f"expected a fact of {self.prefix!r}, got {type(fact).__name__}")

    def apply_values(self, state: PollsState, values: Mapping[str, JSON]) -> PollsState:
        """Take how many voted, and what for."""
        return msgspec.structs.replace(
            state,
            ballots=with_counts(state.ballots, values, "ballots"),
            tallies=with_tallies(state.tallies, values),
        )

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Attendees and the crew. A guest has no vote, and no seat."""
        return GUEST not in ticket.roles and not ticket.roles.isdisjoint(AUDIENCE_ROLES)

    @staticmethod
    def _changed(state: PollsState, poll_id: int, **changes: JSON) -> PollsState:
        polls = [msgspec.structs.replace(poll, **changes) if poll.id == poll_id else poll for poll in state.polls]
        return msgspec.structs.replace(state, polls=polls)


def _with_text(
    texts: Mapping[str, list[facts.ShownText]], fact: facts.PollTextShown
) -> dict[str, list[facts.ShownText]]:
    others = [text for text in texts.get(str(fact.poll_id), []) if text.id != fact.text.id]
    shown = sorted([*others, fact.text], key=lambda text: text.number)
    return {**texts, str(fact.poll_id): [text for text in shown if text.number >= fact.kept_from]}


def _without_texts(
    texts: Mapping[str, list[facts.ShownText]], fact: facts.PollTextsHidden
) -> dict[str, list[facts.ShownText]]:
    left = [text for text in texts.get(str(fact.poll_id), []) if text.id not in fact.text_ids]
    others = without_key(texts, fact.poll_id)
    return {**others, str(fact.poll_id): left} if left else others


@register_topic
class PollDeskTopic(TopicKind[PollDeskState]):
    """The polls of an event as the crew prepares and runs them."""

    prefix = "poll-desk"
    state_type = PollDeskState
    fact_types = (
        facts.DeskPollChanged,
        facts.DeskPollDeleted,
        facts.DeskPollsOrdered,
        facts.DeskLeadersChanged,
    )

    def snapshots(self, names: Sequence[str]) -> dict[str, PollDeskState]:
        """Read polls, pictures, counts and leaders: five queries at most."""
        events = _by_event(names)
        return {events[event_id]: state for event_id, state in selectors.desk_states(events).items()}

    def apply(self, state: PollDeskState, fact: Fact) -> PollDeskState:
        """Take how a poll is now, or the order."""
        replace = msgspec.structs.replace
        match fact:
            case facts.DeskPollChanged():
                return replace(state, polls=with_desk_poll(state.polls, fact.poll))
            case facts.DeskPollDeleted():
                return replace(state, polls=[poll for poll in state.polls if poll.poll.id != fact.poll_id])
            case facts.DeskPollsOrdered():
                places = {poll_id: place for place, poll_id in enumerate(fact.poll_ids)}
                polls = [_at_place(poll, places.get(poll.poll.id, poll.position)) for poll in state.polls]
                return replace(state, polls=sorted(polls, key=lambda each: (each.position, each.poll.id)))
            case facts.DeskLeadersChanged():
                return replace(state, leaders=fact.leaders)
            case _:
                raise TypeError(f"expected a fact of {self.prefix!r}, got {type(fact).__name__}")

    def apply_values(self, state: PollDeskState, values: Mapping[str, JSON]) -> PollDeskState:
        """Take how each poll stands, and how many answers wait."""
        return msgspec.structs.replace(
            state,
            tallies=with_tallies(state.tallies, values),
            waiting=with_counts(state.waiting, values, "waiting"),
        )

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Moderators, directors, organisers."""
        return not ticket.roles.isdisjoint(DESK_ROLES)


def _at_place(desk: facts.DeskPoll, position: int) -> facts.DeskPoll:
    place = position if desk.poll.placement == "feedback" else 0
    return msgspec.structs.replace(desk, position=position, poll=at_position(desk.poll, place))


@register_topic
class PollGraphicsTopic(TopicKind[PollGraphicsState]):
    """What of a poll is on air as a graphic: a key in an address opens it."""

    prefix = "poll-graphics"
    state_type = PollGraphicsState
    fact_types = (facts.PollGraphicShown, facts.PollGraphicTaken)
    key_roles = frozenset({GRAPHICS})

    def snapshots(self, names: Sequence[str]) -> dict[str, PollGraphicsState]:
        """Read the polls that are on air, their pictures, counts and leaders: five queries at most."""
        events = _by_event(names)
        return {events[event_id]: state for event_id, state in selectors.graphics_states(events).items()}

    def apply(self, state: PollGraphicsState, fact: Fact) -> PollGraphicsState:
        """Put a graphic on air, or take it off."""
        match fact:
            case facts.PollGraphicShown():
                return msgspec.structs.replace(state, graphic=fact.graphic)
            case facts.PollGraphicTaken():
                return msgspec.structs.replace(state, graphic=None)
            case _:
                raise TypeError(f"expected a fact of {self.prefix!r}, got {type(fact).__name__}")

    def apply_values(self, state: PollGraphicsState, values: Mapping[str, JSON]) -> PollGraphicsState:
        """Take how the poll on air stands."""
        return msgspec.structs.replace(state, tallies=with_tallies(state.tallies, values))

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """The pages of graphics, and the crew."""
        return not ticket.roles.isdisjoint({GRAPHICS, *CREW_ROLES})
