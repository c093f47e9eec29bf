"""The rehearsal from its command line to its last line: twenty seconds, in which nothing may be lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from loadtest.bench.settings import ROOT

pytestmark = pytest.mark.services


def test_a_quick_rehearsal_loses_nothing() -> None:
    """How fast it was is not asked here: the machine that tests may do so in company."""
    done = subprocess.run(
        [sys.executable, "-m", "loadtest.bench", "desk", "--quick", "--json"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("UNVEIL_", "DJANGO_"))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert list(result) == ["bench", "settings", "rows", "ratios", "missed"]
    rows = {row["peer"]: row for row in result["rows"]}
    desk, crowd = rows["desk"], rows["crowd"]
    assert desk["moves"]["median"] > 20, desk
    lost = ("moves_lost", "moves_doubled", "state_differences", "errors")
    assert [desk[name]["median"] for name in lost] == [0, 0, 0, 0], desk["failures"]
    missing = ("questions_lost", "upvotes_miscounted", "unanswered", "gaps", "errors")
    assert [crowd[name]["median"] for name in missing] == [0, 0, 0, 0, 0], desk["failures"]
    assert crowd["asked"]["median"] > 150
    assert rows["newcomer"]["snapshot_kb"]["median"] > 10
