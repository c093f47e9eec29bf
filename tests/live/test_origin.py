"""Which pages may open a socket."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from live.origin import is_allowed


@pytest.mark.parametrize(
    ("origin", "host", "allowed"),
    [
        (b"https://launch.example", b"launch.example", True),
        (b"http://LAUNCH.example:8000", b"launch.EXAMPLE:8000", True),
        (b"https://partner.example", b"launch.example", True),
        (b"https://launch.example", b"launch.example:8000", False),
        (b"https://launch.example.evil.example", b"launch.example", False),
        (b"https://evil.example", b"evil.example", False),
        (b"https://evil.example", b"launch.example", False),
        (b"null", b"launch.example", False),
        (b"", b"", False),
        (b"", b"launch.example", False),
        (b"https://launch.example", b"", False),
        (b"http://[", b"launch.example", False),
        (b"http://[::1", b"[::1", False),
        (b"\xff\xfe", b"\xff", False),
    ],
)
def test_origin_is_our_own_host_or_a_known_one(settings: Settings, origin: bytes, host: bytes, allowed: bool) -> None:
    settings.ALLOWED_HOSTS = ["launch.example"]
    settings.LIVE_ALLOWED_ORIGINS = ["https://partner.example"]
    assert is_allowed(origin, host) is allowed


def test_verdict_follows_the_settings(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["launch.example"]
    assert is_allowed(b"https://launch.example", b"launch.example")
    settings.ALLOWED_HOSTS = ["other.example"]
    assert not is_allowed(b"https://launch.example", b"launch.example")
