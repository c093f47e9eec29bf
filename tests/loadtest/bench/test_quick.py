"""A bench from its command line to its last line, with a crowd of 100 and Unveil alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any, cast

import pytest

from loadtest.bench.crowd import how_to_get_compiler
from loadtest.bench.settings import ROOT
from tests.parts.missing import missing
from tests.parts.programs import postgres_folder

pytestmark = pytest.mark.services


def bench(*arguments: str) -> dict[str, Any]:
    """What a bench prints last. It gets no setting of the test run's."""
    if how_to_get_compiler() is not None:
        missing("a C compiler", "apt-get install gcc libc6-dev")
    done = subprocess.run(
        [sys.executable, "-m", "loadtest.bench", *arguments, "--quick", "--json"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("UNVEIL_", "DJANGO_"))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return cast(dict[str, Any], json.loads(done.stdout.splitlines()[-1]))


def test_fanout_delivers_every_fact_to_everybody() -> None:
    result = bench("fanout", "--peers", "unveil")
    assert list(result) == ["bench", "settings", "rows", "ratios", "missed"]
    assert result["bench"] == "fanout"
    (row,) = result["rows"]
    assert (row["peer"], row["subscribers"], row["failures"]) == ("unveil", 100, [])
    counted = ("delivered_share", "gaps", "duplicates", "lost_sockets")
    assert [row[name]["median"] for name in counted] == [1, 0, 0, 0]
    assert row["cpu_us_per_delivery"]["median"] > 0
    # Peers get messages as long as ours: see settings.MESSAGE_BYTES. What a busy machine sends late shares a frame;
    # what is more than a frame a message are heartbeats.
    shared = min(1, row["frames_per_message"]["median"])
    assert 380 < row["frame_bytes"]["median"] * shared < 420
    assert "unveil/nchan@100" in result["settings"]["unmeasured"]


def test_joins_lets_everybody_in_and_answers_them() -> None:
    result = bench("joins", "--peers", "unveil")
    (row,) = result["rows"]
    assert (row["peer"], row["subscribers"], row["failures"]) == ("unveil", 100, [])
    for metric in ("cpu_us_per_join", "joins_per_s", "answer_cpu_us", "upvote_cpu_us", "snapshot_p95_ms"):
        assert row[metric]["median"] > 0, metric


def test_duplicates_compares_all_that_was_asked() -> None:
    result = bench("duplicates")
    (row,) = result["rows"]
    assert (row["peer"], row["subscribers"], row["failures"]) == ("unveil", 200, [])
    for metric in ("cpu_ms_per_question", "questions_per_s", "burst_s", "first_cpu_ms"):
        assert row[metric]["median"] > 0, metric


def test_chat_shows_a_readable_sample_and_all_of_the_crew() -> None:
    result = bench("chat")
    (row,) = result["rows"]
    assert (row["peer"], row["subscribers"], row["failures"]) == ("unveil", 100, [])
    counted = ("acked_share", "crew_share", "delivered_share", "gaps", "duplicates", "lost_sockets")
    assert [row[name]["median"] for name in counted] == [1, 1, 1, 0, 0, 0]
    assert 0 < row["most_in_a_second"]["median"] < 8


def test_votes_are_cheaper_together_than_a_row_at_a_time() -> None:
    postgres_folder()
    result = bench("votes")
    assert [(row["peer"], row["subscribers"], row["failures"]) for row in result["rows"]] == [
        ("unveil", 500, []),
        ("orm", 500, []),
        ("orm-insert-alone", 500, []),
    ]
    for row in result["rows"]:
        for metric in ("votes_per_cpu_s", "server_us_per_vote", "database_us_per_vote"):
            assert row[metric]["median"] > 0, metric
    assert result["ratios"]["unveil/orm@500"]["median"] > 1
    assert "unveil/orm-insert-alone@500" in result["ratios"]


def test_reactions_are_all_counted_on_another_edge() -> None:
    result = bench("reactions")
    assert [(row["peer"], row["subscribers"], row["failures"]) for row in result["rows"]] == [
        ("taps-100", 100, []),
        ("taps-500", 100, []),
    ]
    for row in result["rows"]:
        counted = ("acked_share", "counted_share", "lost_sockets")
        assert [row[name]["median"] for name in counted] == [1, 1, 0]
        assert row["frames_per_reader_s"]["median"] > 1
    assert list(result["ratios"]) == ["taps-500/taps-100@100", "taps-500/taps-100@100 cpu_us_per_frame"]
