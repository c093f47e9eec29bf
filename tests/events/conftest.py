"""What tests of events share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from events.kept_pages import kept_pages


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """What a process remembers from one test is not true in the next."""
    kept_pages.forget()
    yield
    kept_pages.forget()
