"""What the tests of chat share."""

from __future__ import annotations

import pytest

from tests.rooms.factories import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The services' clock, which stands still until it is moved on."""
    return Clock(monkeypatch)
