"""What happens to a launch's processes when one of them, or the launch itself, is ended in any way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.faults

RUN = """
import os, sys
from pathlib import Path
from control_room.launcher.processes import Logs, make_manager, procfile_processes
folder = Path(sys.argv[1])
make_manager(procfile_processes(folder / "Procfile", dict(os.environ)), logs=Logs(folder / "log")).loop()
"""
# Each writes its process ids, and of a child of its own. The second ignores polite signals.
PROCFILE = """
polite: sh -c 'echo $$ >> polite.pids; sleep 300 & echo $! >> polite.pids; wait'
stubborn: sh -c 'trap "" TERM INT; echo $$ >> stubborn.pids; while :; do sleep 1; done'
"""


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A launch of two processes, both of them up."""
    (tmp_path / "Procfile").write_text(PROCFILE)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            until(lambda: len(pids(tmp_path)) == 3)
            yield process
        finally:
            process.kill()
    until(lambda: not alive(tmp_path))


def pids(folder: Path) -> list[int]:
    """The processes that the two wrote down, ended ones too."""
    return [int(line) for path in sorted(folder.glob("*.pids")) for line in path.read_text().split()]


def alive(folder: Path) -> list[int]:
    """Those of them that still run."""
    return [pid for pid in pids(folder) if is_alive(pid)]


def is_alive(pid: int) -> bool:
    """Whether `pid` runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(holds: Callable[[], bool], timeout_s: float = 12.0) -> None:
    """Return once `holds()`."""
    end = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < end, "did not come to hold in time"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_launch_ends_all_its_processes_within_seconds(
    launch: subprocess.Popen[str], tmp_path: Path, number: int
) -> None:
    started = time.monotonic()
    launch.send_signal(number)
    launch.wait(timeout=10)
    assert time.monotonic() - started < 8
    assert alive(tmp_path) == []


def test_launch_killed_outright_leaves_no_orphan(launch: subprocess.Popen[str], tmp_path: Path) -> None:
    launch.kill()
    launch.wait()
    until(lambda: not alive(tmp_path))


def test_process_that_ends_is_started_again_and_the_others_stay(launch: subprocess.Popen[str], tmp_path: Path) -> None:
    stubborn = int((tmp_path / "stubborn.pids").read_text())
    leader, child = (int(line) for line in (tmp_path / "polite.pids").read_text().split())
    os.kill(leader, signal.SIGKILL)
    until(lambda: len(pids(tmp_path)) == 5)
    assert not is_alive(child), "what a process leaves behind ends with it"
    assert is_alive(stubborn)
    assert launch.stdout is not None
    notice = launch.stdout.readline()
    assert notice.startswith("unveil: polite ended (killed by SIGKILL), starting again in 0.5 s; its log: ")


RUN_IN_ORDER = """
import os, sys
from dataclasses import replace
from pathlib import Path
from control_room.launcher.care import Care
from control_room.launcher.processes import Kept, Logs, make_manager
folder = Path(sys.argv[1])
turn = Care(turn_file=str(folder / "turn"), patience_s=10.0)
last = replace(turn, last=True, pid_file=str(folder / "server.pid"))
processes = [
    Kept(name=name, command=f"sh leave.sh {name} {pause_s}", environment=os.environ, folder=folder, care=care)
    for name, pause_s, care in (("server", 0, last), ("edge", 1, turn))
]
make_manager(processes, logs=Logs(folder / "log"), patience_s=20.0).loop()
"""
LEAVE = 'trap "sleep $2; echo $1 >> left; exit" TERM; touch $1.up; while :; do sleep 0.05; done'


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_servers_leave_after_those_that_they_serve(tmp_path: Path, number: int) -> None:
    (tmp_path / "leave.sh").write_text(LEAVE)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen([sys.executable, "-c", RUN_IN_ORDER, str(tmp_path)], env=environment) as launch:
        try:
            until(lambda: len(list(tmp_path.glob("*.up"))) == 2)
            assert is_alive(int((tmp_path / "server.pid").read_text()))
            launch.send_signal(number)
            launch.wait(timeout=20)
            until(lambda: (tmp_path / "left").exists() and len((tmp_path / "left").read_text().split()) == 2)
        finally:
            launch.kill()
    assert (tmp_path / "left").read_text().split() == ["edge", "server"]
    until(lambda: not (tmp_path / "server.pid").exists())


def test_keeper_killed_outright_takes_its_process_with_it(launch: subprocess.Popen[str], tmp_path: Path) -> None:
    leader, child = (int(line) for line in (tmp_path / "polite.pids").read_text().split())
    keeper = int(Path(f"/proc/{leader}/stat").read_text().rsplit(")", 1)[1].split()[1])
    os.kill(keeper, signal.SIGKILL)
    until(lambda: not is_alive(leader))
    os.kill(child, signal.SIGTERM)  # our processes end their own children when they are told to end; a shell does not
