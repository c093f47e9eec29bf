"""The topic of reactions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from live.facts import JSON, Fact
from live.tickets import ATTENDEE, CREW_ROLES, Ticket
from live.topics import TopicKind, register_topic, topic_event_id
from polls.reactions import facts, selectors
from polls.reactions.states import ReactionsState, with_counts

SWITCH_ROLES = frozenset({"moderator", "director", "organiser"})


def reactions_topic(event_id: int) -> str:
    """Return the name of the topic that the audience and the crew follow."""
    return f"reactions/{event_id}"


@register_topic
class ReactionsTopic(TopicKind[ReactionsState]):
    """What there is to react with, and how often everybody together did."""

    prefix = "reactions"
    state_type = ReactionsState
    fact_types = (facts.ReactionsChanged,)

    def snapshots(self, names: Sequence[str]) -> dict[str, ReactionsState]:
        """Read the events' rows: one query."""
        states = selectors.reactions_states(topic_event_id(name) for name in names)
        return {name: states[topic_event_id(name)] for name in names}

    def apply(self, state: ReactionsState, fact: Fact) -> ReactionsState:
        """Take whether they are on, and the list."""
        if not isinstance(fact, facts.ReactionsChanged):
            raise TypeError(f"expected a fact of {self.prefix!r}, got {type(fact).__name__}")
        return msgspec.structs.replace(state, is_on=fact.is_on, is_held=fact.is_held, emoji=fact.emoji)

    def apply_values(self, state: ReactionsState, values: Mapping[str, JSON]) -> ReactionsState:
        """Take the newest counts."""
        return msgspec.structs.replace(state, counts=with_counts(state.counts, values))

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Everybody who registered, and the crew. Not guests."""
        return not ticket.roles.isdisjoint({ATTENDEE, *CREW_ROLES})
