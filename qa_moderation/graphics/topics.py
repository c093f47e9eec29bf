"""The topics of graphics: what they show, and the keys to their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from events.moments import epoch_ms
from live.facts import JSON, Fact
from live.tickets import CREW_ROLES, Ticket
from live.topics import TopicKind, register_topic, topic_event_id
from qa_moderation.graphics import facts, selectors
from qa_moderation.graphics.states import GraphicsKeysState, GraphicsState, with_seen

GRAPHICS = "graphics"
"""The role of a key's ticket."""

TRIGGER_ROLES = frozenset({"moderator", "director", "organiser"})
KEY_MAKER_ROLES = frozenset({"director", "organiser"})


def graphics_topic(event_id: int) -> str:
    """Return the name of the topic that graphics follow."""
    return f"graphics/{event_id}"


def graphics_keys_topic(event_id: int) -> str:
    """Return the name of the topic that lists the keys."""
    return f"graphics-keys/{event_id}"


@register_topic
class GraphicsTopic(TopicKind[GraphicsState]):
    """What on-air graphics of questions show: a key in an address opens it."""

    prefix = "graphics"
    state_type = GraphicsState
    fact_types = (
        facts.GraphicShown,
        facts.GraphicHidden,
        facts.QuestionOnAirChanged,
        facts.TickerChanged,
        facts.AutoHideChanged,
    )
    key_roles = frozenset({GRAPHICS})

    def snapshots(self, names: Sequence[str]) -> dict[str, GraphicsState]:
        """Read rows, questions on air and the tickers' questions: three queries."""
        states = selectors.graphics_states(topic_event_id(name) for name in names)
        return {name: states[topic_event_id(name)] for name in names}

    def apply(self, state: GraphicsState, fact: Fact) -> GraphicsState:
        """Take what the fact carries."""
        match fact:
            case facts.GraphicShown():
                return msgspec.structs.replace(state, shown=fact.shown)
            case facts.GraphicHidden() | facts.QuestionOnAirChanged():
                return msgspec.structs.replace(state, shown=fact.shown, question=fact.question)
            case facts.TickerChanged():
                return msgspec.structs.replace(state, shown=fact.shown, ticker=fact.ticker)
            case facts.AutoHideChanged():
                return msgspec.structs.replace(state, auto_hide=fact.auto_hide)
        raise TypeError(f"expected a fact of {self.prefix!r}, got {type(fact).__name__}")

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """The pages of graphics, and the crew."""
        return not ticket.roles.isdisjoint({GRAPHICS, *CREW_ROLES})


@register_topic
class GraphicsKeysTopic(TopicKind[GraphicsKeysState]):
    """The keys to the pages of graphics, for those who make and revoke them."""

    prefix = "graphics-keys"
    state_type = GraphicsKeysState
    fact_types = (facts.GraphicsKeyMade, facts.GraphicsKeyRevoked)

    def snapshots(self, names: Sequence[str]) -> dict[str, GraphicsKeysState]:
        """Read the keys: one query."""
        keys = selectors.live_keys(topic_event_id(name) for name in names)
        return {
            name: GraphicsKeysState(
                keys={str(key.pk): selectors.key_record(key) for key in keys[topic_event_id(name)]},
                seen={
                    str(key.pk): epoch_ms(key.last_seen_at) for key in keys[topic_event_id(name)] if key.last_seen_at
                },
            )
            for name in names
        }

    def apply(self, state: GraphicsKeysState, fact: Fact) -> GraphicsKeysState:
        """List a key, or no longer."""
        match fact:
            case facts.GraphicsKeyMade():
                keys = {**state.keys, str(fact.key.id): fact.key}
            case facts.GraphicsKeyRevoked():
                keys = {id: key for id, key in state.keys.items() if id != str(fact.key_id)}
            case _:
                raise TypeError(f"expected a fact of {self.prefix!r}, got {type(fact).__name__}")
        return msgspec.structs.replace(state, keys=keys)

    def apply_values(self, state: GraphicsKeysState, values: Mapping[str, JSON]) -> GraphicsKeysState:
        """Take when keys were last in use."""
        return msgspec.structs.replace(state, seen=with_seen(state.seen, values))

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Directors and organisers."""
        return not ticket.roles.isdisjoint(KEY_MAKER_ROLES)
