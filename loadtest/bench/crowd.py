"""The crowd (crowd/*.c) as Python sees it: compiled when needed, spoken to in lines."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from loadtest.bench.peers.peer import Running

SOURCES = Path(__file__).parent / "crowd"
SOURCE_ADDRESSES = 200

Report = dict[str, Any]


class CrowdFailed(Exception):
    """The client could not be built, or ended."""


def how_to_get_compiler() -> str | None:
    """Return what to tell when there is no C compiler."""
    return None if shutil.which("cc") else "a C compiler (cc) is missing: apt-get install gcc libc6-dev"


def build_crowd(folder: Path) -> Path:
    """Compile the client into `folder` unless that is newer than its source; return its path. Raises CrowdFailed."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "crowd"
    sources = sorted(SOURCES.glob("*.[ch]"))
    if program.exists() and program.stat().st_mtime > max(source.stat().st_mtime for source in sources):
        return program
    # Under another name first: two benches at once must not run a half-written file.
    fresh = folder / f"crowd.{time.monotonic_ns()}"
    translated = [str(source) for source in sources if source.suffix == ".c"]
    command = ["cc", "-O2", "-std=gnu11", "-Wall", "-Wextra", "-o", str(fresh), *translated]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise CrowdFailed(f"expected the crowd to compile, got:\n{done.stderr}")
    fresh.replace(program)
    return program


class Crowd:
    """Many sockets to one server on this machine. `targets` has a line "path<TAB>cookie" for each."""

    def __init__(
        self, program: Path, *, port: int, targets: Path, topic: str, snapshots: int, host: str = "127.0.0.1"
    ) -> None:
        origin = f"http://{host}:{port}"
        words = [program, host, port, targets, origin, topic, snapshots, SOURCE_ADDRESSES]
        self._process = subprocess.Popen(
            [str(word) for word in words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    @classmethod
    def of(cls, program: Path, server: Running, snapshots: int) -> Crowd:
        """Return the crowd of a running peer."""
        return cls(program, port=server.port, targets=server.targets, topic=server.topic, snapshots=snapshots)

    def __enter__(self) -> Crowd:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    @property
    def pid(self) -> int:
        """The client's process."""
        return self._process.pid

    def open(self, count: int, *, per_second: int = 0, in_flight: int = 256) -> None:
        """Begin to open sockets, `in_flight` at once at most; `per_second` 0 is as fast as that goes."""
        self._ask(f"open {count} {per_second} {in_flight}")

    def say(self, text: str, *, per_second: int) -> None:
        """Have each socket say `text` once; `$` in it becomes the socket's number."""
        self._ask(f"say {per_second} {text}")

    def hush(self) -> None:
        """Let nobody say what they have not said yet."""
        self._ask("hush")

    def reset(self) -> None:
        """Begin to count anew; positions stay."""
        self._ask("reset")

    def close(self) -> None:
        """Close all sockets without a goodbye."""
        self._ask("close")

    def report(self) -> Report:
        """Return all counts since the last reset."""
        return self._ask("report")

    def wait(self, holds: Callable[[Report], bool], *, patience_s: float, step_s: float = 0.05) -> Report:
        """Report until `holds`, or until nothing has got on for `patience_s`; return the last report.

        Sockets that leave are no progress: a server that loses one now and then would be waited for without end.
        """
        last = self.report()
        moved_at = time.monotonic()
        while not holds(last) and time.monotonic() - moved_at < patience_s:
            time.sleep(step_s)
            current = self.report()
            if any(current[name] > last[name] for name in ("begun", "ready", "facts", "acks", "refusals")):
                moved_at = time.monotonic()
            last = current
        return last

    def _ask(self, line: str) -> Report:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise CrowdFailed(f"expected an answer to {line[:40]!r}, the client ended with {self._process.wait()}")
        report = cast(Report, json.loads(answer))
        if "error" in report:
            raise CrowdFailed(report["error"])
        return report
