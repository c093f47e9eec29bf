"""Keeps one process running: started again with a growing pause when it ends, ended when the launch ends.

Run as `python -m control_room.launcher.keeper --name web --launch <pid> -- <command>`. Honcho would end everything as
soon as one process ends; with a keeper around each, pages go on while the packager is started again.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import suppress
from types import FrameType

from control_room.launcher.care import Care
from control_room.launcher.turns import hold_turn, turn_has_come
from control_room.launcher.users import as_user
from live.embedded.lifetime import die_with_parent

# What keepers print begins so; the launch shows it on the terminal.
NOTICE = "unveil: "
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 10.0
# A process that ran this long was well; its next pause is the first again.
HEALTHY_AFTER_S = 30.0
_POLL_S = 0.2


class Keeper:
    """Runs `command` while the process `launch_pid` lives and nobody asks it to stop."""

    def __init__(self, name: str, launch_pid: int, command: list[str], care: Care) -> None:
        self._name = name
        self._launch_pid = launch_pid
        self._command = command
        self._care = care
        self._stopping = False

    def stop(self, signal_number: int = signal.SIGTERM, frame: FrameType | None = None) -> None:
        """End the child and return from `run` (a signal handler)."""
        self._stopping = True

    def run(self) -> None:
        """Keep the child running until told to stop."""
        pause_s = FIRST_PAUSE_S
        turn = hold_turn(self._care.turn_file) if self._care.turn_file and not self._care.last else None
        while self._wanted():
            started = time.monotonic()
            code = self._run_once()
            if not self._wanted():
                break
            if not self._care.restarts:
                print(f"{NOTICE}{self._name} ended ({_ending(code)}) and stays away", flush=True)
                self._sleep(float("inf"))
                break
            if time.monotonic() - started >= HEALTHY_AFTER_S:
                pause_s = FIRST_PAUSE_S
            print(f"{NOTICE}{self._name} ended ({_ending(code)}), starting again in {pause_s:g} s", flush=True)
            self._sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
        if turn is not None:
            os.close(turn)

    def _run_once(self) -> int:
        # A group of its own, so that its children end with it; and its parent's death ends it, however that dies.
        child = subprocess.Popen(
            self._command,
            cwd=self._care.folder,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **as_user(self._care.user),
        )
        self._care.note_pid(child.pid)
        while self._wanted() and child.poll() is None:
            time.sleep(_POLL_S)
        self._wait_for_turn(child)
        if child.poll() is None:
            _signal_group(child.pid, self._care.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                child.wait(self._care.grace_s)
        _signal_group(child.pid, signal.SIGKILL)  # whatever it left behind
        self._care.note_pid(None)
        return child.wait()

    def _wait_for_turn(self, child: subprocess.Popen[bytes]) -> None:
        if not self._care.last or self._care.turn_file is None:
            return
        end = time.monotonic() + self._care.patience_s
        while child.poll() is None and time.monotonic() < end and not turn_has_come(self._care.turn_file):
            time.sleep(_POLL_S)

    def _wanted(self) -> bool:
        return not self._stopping and _alive(self._launch_pid)

    def _sleep(self, pause_s: float) -> None:
        end = time.monotonic() + pause_s
        while self._wanted() and time.monotonic() < end:
            time.sleep(_POLL_S)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _signal_group(leader: int, signal_number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # macOS says the second of a group of zombies
        os.killpg(leader, signal_number)


def _ending(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def main() -> None:
    """Read the arguments and keep the process."""
    parser = ArgumentParser(description="Keep a process running.")
    parser.add_argument("--name", required=True)
    parser.add_argument("--launch", type=int, required=True, help="process id that this must not outlive")
    parser.add_argument("--care", type=Care.from_json, default=Care(), help="as JSON")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    keeper = Keeper(options.name, options.launch, options.command, options.care)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, keeper.stop)
    keeper.run()
    sys.exit(0)


if __name__ == "__main__":
    main()
