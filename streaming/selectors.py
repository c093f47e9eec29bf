"""Reading streams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from streaming.addresses import dash_url, hls_url
from streaming.facts import StreamState, StreamStatus
from streaming.models import Status, Stream

NO_STREAM_STATE = StreamState(status="offline", dash_url=None, hls_url=None, since_ms=0)


def stream_states(event_ids: Iterable[int]) -> dict[int, StreamState]:
    """Return the state of each event's stream, in one query; events without a stream are offline."""
    wanted = list(event_ids)
    found = {stream.event_id: stream_state(stream) for stream in Stream.objects.filter(event_id__in=wanted)}
    return {event_id: found.get(event_id, NO_STREAM_STATE) for event_id in wanted}


def stream_state(stream: Stream) -> StreamState:
    """Return a stream as viewers know it. A stream that never opened is no different from none."""
    open_ = stream.status != Status.OFFLINE
    return StreamState(
        status=cast(StreamStatus, stream.status),
        dash_url=dash_url(stream.channel) if open_ else None,
        hls_url=hls_url(stream.channel) if open_ else None,
        since_ms=round(stream.status_changed_at.timestamp() * 1000) if stream.status_changed_at else 0,
    )


def enabled_streams() -> Sequence[Stream]:
    """Return the streams that the packager must keep on the air."""
    return list(Stream.objects.filter(enabled=True).select_related("event").order_by("pk"))
