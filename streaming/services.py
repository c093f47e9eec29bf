"""Changing streams."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F

from events.models import Event
from live.errors import Refusal
from live.facts import Fact
from live.log import append
from streaming import errors
from streaming.addresses import dash_url, hls_url
from streaming.facts import Interruption, StreamEnded, StreamInterrupted, StreamOpened, StreamStarted
from streaming.models import Source, Status, Stream
from streaming.topics import stream_topic


def create_stream(
    *, event: Event, source: Source = Source.FILM, file: str = "", ingest_port: int | None = None
) -> Stream:
    """Give an event its stream, off the air. `file` is a path below MEDIA_ROOT, for the source 'file'."""
    return Stream.objects.create(event=event, source=source, file=file, ingest_port=ingest_port)


def open_stream(*, event_id: int) -> Stream:
    """Put an event's stream on the air; does nothing if it is. Raises Refusal if there is none, or nothing to play."""
    with transaction.atomic():
        stream = _lock_stream(event_id)
        if stream.enabled:
            return stream
        if stream.source == Source.FILE and not stream.file:
            raise Refusal(errors.NO_FILE, "expected a file to play in a loop, got none; upload one in the studio")
        stream.enabled = True
        since_ms = _set_status(stream, Status.STARTING)
        _append(
            stream, StreamOpened(dash_url=dash_url(stream.channel), hls_url=hls_url(stream.channel), since_ms=since_ms)
        )
    return stream


def close_stream(*, event_id: int) -> Stream:
    """Take an event's stream off the air; does nothing if it is. Raises Refusal if there is none."""
    with transaction.atomic():
        stream = _lock_stream(event_id)
        if not stream.enabled:
            return stream
        stream.enabled = False
        since_ms = _set_status(stream, Status.OFFLINE)
        _append(stream, StreamEnded(since_ms=since_ms))
    return stream


def restart_stream(*, event_id: int) -> Stream:
    """Ask the packager for a fresh encoder. Raises Refusal if the stream is off the air."""
    with transaction.atomic():
        stream = _lock_stream(event_id)
        if not stream.enabled:
            raise Refusal(errors.NOT_OPEN, "expected a stream on the air, got one that is closed; open it first")
        Stream.objects.filter(pk=stream.pk).update(generation=F("generation") + 1)
        stream.generation += 1
    return stream


def report_picture(*, stream_id: int) -> bool:
    """The picture is there: viewers leave the slate. False if nothing changed (live already, or closed)."""
    with transaction.atomic():
        stream = Stream.objects.select_for_update().filter(pk=stream_id, enabled=True).first()
        if stream is None or stream.status == Status.LIVE:
            return False
        since_ms = _set_status(stream, Status.LIVE)
        _append(stream, StreamStarted(since_ms=since_ms))
    return True


def report_interruption(*, stream_id: int, reason: Interruption) -> bool:
    """The picture is gone: viewers get the slate. False if nothing changed (no picture yet, or slate already)."""
    with transaction.atomic():
        stream = Stream.objects.select_for_update().filter(pk=stream_id, status=Status.LIVE).first()
        if stream is None:
            return False
        since_ms = _set_status(stream, Status.SLATE)
        _append(stream, StreamInterrupted(since_ms=since_ms, reason=reason))
    return True


def _lock_stream(event_id: int) -> Stream:
    stream = Stream.objects.select_for_update().filter(event_id=event_id).first()
    if stream is None:
        raise Refusal(errors.NO_STREAM, "expected an event with a stream, got one without; create it in the studio")
    return stream


def _set_status(stream: Stream, status: Status) -> int:
    since_ms = time.time_ns() // 1_000_000
    stream.status = status
    stream.status_changed_at = datetime.fromtimestamp(since_ms / 1000, UTC)
    stream.save(update_fields=["enabled", "status", "status_changed_at"])
    return since_ms


def _append(stream: Stream, fact: Fact) -> None:
    append(stream_topic(stream.event_id), fact)
