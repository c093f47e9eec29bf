"""What happens to a stream."""

from __future__ import annotations

from typing import Literal

from live.facts import Args, Fact, Record

StreamStatus = Literal["offline", "starting", "live", "slate"]
Interruption = Literal["encoder_died", "encoder_hung", "source_lost", "origin_unreachable", "restarted"]


class StreamState(Record):
    """A stream as viewers know it. The addresses are there while it is on the air; times are UTC milliseconds."""

    status: StreamStatus
    dash_url: str | None
    hls_url: str | None
    since_ms: int


class StreamOpened(Fact):
    """The crew put the stream on the air; its picture comes soon."""

    dash_url: str
    hls_url: str
    since_ms: int


class StreamStarted(Fact):
    """The picture is there, for the first time or again."""

    since_ms: int


class StreamInterrupted(Fact):
    """The picture stopped; it comes back by itself if it can."""

    since_ms: int
    reason: Interruption


class StreamEnded(Fact):
    """The crew took the stream off the air."""

    since_ms: int


class OpenStream(Args):
    """Put the stream on the air."""


class CloseStream(Args):
    """Take the stream off the air."""


class RestartStream(Args):
    """Replace the encoder by a fresh one."""
