"""The topic of an event's stream, followed by everybody who may watch."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from live.facts import Fact
from live.tickets import GUEST, Ticket
from live.topics import TopicKind, register_topic, topic_event_id
from streaming.facts import StreamEnded, StreamInterrupted, StreamOpened, StreamStarted, StreamState
from streaming.selectors import NO_STREAM_STATE, stream_states


def stream_topic(event_id: int) -> str:
    """The name of an event's stream topic."""
    return f"stream/{event_id}"


@register_topic
class StreamTopic(TopicKind[StreamState]):
    """Whether there is a picture, and where."""

    prefix = "stream"
    state_type = StreamState
    fact_types = (StreamOpened, StreamStarted, StreamInterrupted, StreamEnded)

    def snapshots(self, names: Sequence[str]) -> dict[str, StreamState]:
        """Return the state of the streams, in one query."""
        events = {name: topic_event_id(name) for name in names}
        states = stream_states(events.values())
        return {name: states[event_id] for name, event_id in events.items()}

    def apply(self, state: StreamState, fact: Fact) -> StreamState:
        """Return the state after a fact."""
        match fact:
            case StreamOpened():
                return StreamState(
                    status="starting", dash_url=fact.dash_url, hls_url=fact.hls_url, since_ms=fact.since_ms
                )
            case StreamStarted():
                return msgspec.structs.replace(state, status="live", since_ms=fact.since_ms)
            case StreamInterrupted():
                return msgspec.structs.replace(state, status="slate", since_ms=fact.since_ms)
            case StreamEnded():
                return msgspec.structs.replace(NO_STREAM_STATE, since_ms=fact.since_ms)
            case _:
                raise TypeError(f"expected a fact of the stream, got {type(fact).__name__}")

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Everybody but guests: who knows the address can watch, so only those who may watch are told it."""
        return GUEST not in ticket.roles
