"""Where a stream is found: the addresses that players and encoders are given."""

from __future__ import annotations

from django.conf import settings


def _channel_url(channel: str) -> str:
    base: str = settings.STREAM_PUBLIC_URL or "/stream/"
    return f"{base.rstrip('/')}/{channel}"


def dash_url(channel: str) -> str:
    """The address of a channel's DASH manifest."""
    return f"{_channel_url(channel)}/manifest.mpd"


def hls_url(channel: str) -> str:
    """The address of a channel's HLS master playlist."""
    return f"{_channel_url(channel)}/master.m3u8"
