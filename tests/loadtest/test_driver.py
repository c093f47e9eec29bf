"""The whole of it against a real server: a good run passes, and one that loses a fact must not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.launch import ROOT, Launch, launch_environment, run_manage
from tests.loadtest.conftest import Loop
from tests.loadtest.proxy import LosingProxy

pytestmark = pytest.mark.faults
VIEWERS = 200


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loadtest-template") / "var"
    folder.mkdir()
    environment = launch_environment(folder, port=0, bus_url="memory://")
    run_manage(environment, "migrate", "--no-input")
    run_manage(environment, "create_demo")
    people = ("--people", str(VIEWERS + 20), "--out", str(folder / "audience.tsv"), "--crew")
    run_manage(environment, "seed_audience", "--event", "aurelle-one", *people)
    for flags in ((), ("--final",), ("--anonymous",)):
        run_manage(environment, "seed_poll", "--event", "aurelle-one", *flags)
    return folder


@pytest.fixture
def launch(template: Path, tmp_path: Path) -> Iterator[Launch]:
    running = Launch(tmp_path, template)
    try:
        running.redis.start()
        running.start_web()
        yield running
    finally:
        running.stop()


def play(launch: Launch, folder: Path, url: str, *arguments: str) -> tuple[int, dict[str, Any], str]:
    """Run the driver as a person does. Returns its exit code, its JSON report, and what it printed."""
    command = [sys.executable, "-m", "loadtest", "--targets", url, "--metrics", launch.url]
    command += ["--audience", str(launch.var_dir / "audience.tsv"), "--out", str(folder / "reports")]
    command += ["--viewers", str(VIEWERS), "--frames-per-second", "4", "--most-p99-ms", "10000", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=150)
    written = sorted((folder / "reports").glob("*.json"))
    assert written, done.stdout + done.stderr
    assert len(list((folder / "reports").glob("*.html"))) == 2 * len(written)
    return done.returncode, json.loads(written[-1].read_text()), done.stdout + done.stderr


def test_a_steady_show_and_a_vote_pass(launch: Launch, tmp_path: Path) -> None:
    code, report, said = play(launch, tmp_path, launch.url, "--seconds", "4")
    assert (code, report["missed"]) == (0, []), said
    assert report["figures"]["facts"] >= VIEWERS * 10
    vote = ("--scenario", "write_surge", "--seconds", "4", "--window-s", "2", "--most-ack-p99-ms", "10000")
    code, report, said = play(launch, tmp_path, launch.url, *vote)
    assert (code, report["missed"]) == (0, []), said
    assert report["figures"]["acknowledged"] > VIEWERS


def test_a_surge_of_votes_passes(launch: Launch, tmp_path: Path) -> None:
    vote = ("--scenario", "vote_surge", "--seconds", "4", "--window-s", "2", "--most-ack-p99-ms", "10000")
    code, report, said = play(launch, tmp_path, launch.url, *vote)
    assert (code, report["missed"]) == (0, []), said
    # A third is said twice; the counts were held against the book of the audience.
    assert report["figures"]["acknowledged"] > VIEWERS
    assert report["figures"]["refusals"]["polls.already_voted"] > 0


def test_a_surge_to_the_page_and_people_at_the_door_pass(launch: Launch, tmp_path: Path) -> None:
    surge = ("--scenario", "join_surge", "--seconds", "2", "--window-s", "1", "--door", "6")
    patient = ("--most-join-p95-ms", "20000", "--most-stall-ms", "20000")
    code, report, said = play(launch, tmp_path, launch.url, *surge, *patient)
    assert (code, report["missed"]) == (0, []), said
    # The page, and the visit after it.
    assert report["figures"]["page"]["count"] == 2 * VIEWERS


def test_one_lost_fact_fails_the_run(launch: Launch, tmp_path: Path, loop_thread: Loop) -> None:
    proxy = LosingProxy(launch.port)
    port = loop_thread.run(proxy.start())
    code, report, said = play(launch, tmp_path, f"http://127.0.0.1:{port}", "--seconds", "4")
    loop_thread.run(proxy.stop())
    assert proxy.lost, said
    assert code == 1, said
    assert "gaps: expected 0, got 1" in report["missed"]
