"""What is made of the intervals between frames."""

from __future__ import annotations

import pytest

from loadtest.bench.filling import Failed
from loadtest.bench.graphics import figures


def test_figures_tell_how_many_frames_and_how_late() -> None:
    gaps = [16.0] * 95 + [40.0] * 5
    assert figures(gaps) == {
        "frames_per_s": pytest.approx(1000 * 100 / (16 * 95 + 40 * 5)),
        "interval_p50_ms": 16.0,
        "interval_p95_ms": 16.0,
        "interval_max_ms": 40.0,
        "late_share": 0.05,
    }


def test_no_frame_at_all_is_a_failure() -> None:
    with pytest.raises(Failed, match="got none"):
        figures([])
