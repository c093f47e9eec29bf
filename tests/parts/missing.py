"""What happens when a program that a test needs is not on this machine."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(part: str, how_to_get_it: str) -> NoReturn:
    """Skip the running test, or fail it when UNVEIL_REQUIRE_SERVICES=1 says that every part is expected."""
    reason = f"{part} is missing: {how_to_get_it}"
    if os.environ.get("UNVEIL_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{reason} (UNVEIL_REQUIRE_SERVICES=1 makes this a failure)", pytrace=False)
    pytest.skip(reason)
