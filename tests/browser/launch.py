"""A real launch for browser tests: a server process, a Redis, a database file, and optionally the stream."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.request import urlopen

from control_room.launcher.readiness import Probe, answers, stream_has_picture, wait_until_ready
from tests.parts.ports import free_port
from tests.parts.redis import RedisServer

ROOT = Path(__file__).resolve().parents[2]
# Far more than it takes: a machine may be slow, and busy with other things.
START_TIMEOUT_S = 90.0
STREAM_TIMEOUT_S = 120.0
STOP_TIMEOUT_S = 30.0
# Of the demo event.
LANGUAGES = ("en", "fr")


def run_manage(environment: Mapping[str, str], *arguments: str) -> None:
    """Run a management command to its end; its output is shown when it fails."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=dict(environment), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")


def launch_environment(var_dir: Path, *, port: int, bus_url: str) -> dict[str, str]:
    """The environment of every process of a launch that keeps its files in `var_dir`."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "UNVEIL_ENV": "test",
        "UNVEIL_VAR_DIR": str(var_dir),
        "UNVEIL_BASE_URL": f"http://127.0.0.1:{port}",
        "UNVEIL_ALLOWED_ORIGINS": f"http://localhost:{port}",
        "UNVEIL_BUS_URL": bus_url,
        "UNVEIL_EMAIL_URL": f"file://{var_dir / 'mailbox'}",
        "UNVEIL_DRAIN_WINDOW_S": "0.5",
        "UNVEIL_LOG_LEVEL": "INFO",
        "PYTHONUNBUFFERED": "1",
    }


class Launch:
    """A running launch: `url` is its address, `event` its event; Redis and web can be stopped and started."""

    def __init__(self, folder: Path, template: Path, environment: Mapping[str, str] | None = None) -> None:
        self.var_dir = folder / "var"
        shutil.copytree(template, self.var_dir)
        self.redis = RedisServer(folder / "redis")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **launch_environment(self.var_dir, port=self.port, bus_url=self.redis.url),
            **(environment or {}),
        }
        self.event: dict[str, Any] = {}
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._seeder: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start Redis and web, and wait until a page could be asked for."""
        self.redis.start()
        self.start_web()
        self.event = self.seed("event")

    def start_web(self) -> None:
        """Start the web process, also again after `kill_web`; same port."""
        self._spawn("web", "serve", "--port", str(self.port))
        self._wait_for(Probe("web", partial(answers, f"{self.url}/readyz")), START_TIMEOUT_S)

    def start_second_web(self) -> int:
        """Start another web process on the same database and Redis, and return its port."""
        port = free_port()
        # One process alone may be the stream's origin.
        self._spawn("web2", "serve", "--port", str(port), UNVEIL_STREAM_ORIGIN_EMBEDDED="0")
        self._wait_for(Probe("web2", partial(answers, f"http://127.0.0.1:{port}/readyz")), START_TIMEOUT_S)
        return port

    def kill_web(self, signal_number: int = signal.SIGKILL) -> None:
        """End the web process: by default without a chance to say goodbye."""
        self._end("web", signal_number)

    def freeze_web(self) -> None:
        """Stop the web process in its tracks: connections stay open, nothing is answered."""
        self._processes["web"].send_signal(signal.SIGSTOP)

    def thaw_web(self) -> None:
        """Let it go on after `freeze_web`."""
        self._processes["web"].send_signal(signal.SIGCONT)

    def start_stream(self) -> None:
        """Put the event's stream on the air, start the packager, and wait for the first segment."""
        playlist = self.url + self.seed("stream", event_id=self.event["id"])["playlist"]
        self._spawn("packager", "packager")
        self._wait_for(Probe("packager", partial(stream_has_picture, playlist)), STREAM_TIMEOUT_S)

    def kill_packager(self) -> None:
        """End the packager without a chance to say goodbye."""
        self._end("packager", signal.SIGKILL)

    def manage(self, *arguments: str) -> None:
        """Run a management command on this launch's database."""
        run_manage(self.environment, *arguments)

    def seed(self, do: str, **request: Any) -> dict[str, Any]:
        """Make something in the database: see tests/browser/seed.py for what there is."""
        if self._seeder is None:
            with self._log("seed").open("ab") as log:
                self._seeder = subprocess.Popen(
                    [sys.executable, "-m", "tests.browser.seed"],
                    cwd=ROOT,
                    env=self.environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                )
        assert self._seeder.stdin is not None
        assert self._seeder.stdout is not None
        self._seeder.stdin.write(json.dumps({"do": do, **request}) + "\n")
        self._seeder.stdin.flush()
        answer = self._seeder.stdout.readline()
        if not answer:
            raise RuntimeError(f"expected an answer to {do!r}, the seeder ended:\n{self._log('seed').read_text()}")
        return cast(dict[str, Any], json.loads(answer))

    def move_to(self, phase: str) -> None:
        """Move the event to a phase, and wait until a page that is opened now is of that phase."""
        self.seed("phase", event_id=self.event["id"], to=phase)
        # The page of before is kept for a second, and for longer where the new one takes its time: in each language.
        for language in LANGUAGES:
            page = f"{self.url}/{language}/e/{self.event['slug']}/"
            self._wait_for(Probe(f"the page {phase}", partial(_says, page, f'data-phase="{phase}"')), START_TIMEOUT_S)

    def mails(self) -> list[str]:
        """The mails sent so far, oldest first."""
        return [
            path.read_text() for path in sorted(self.var_dir.glob("mailbox/*"), key=lambda each: each.stat().st_mtime)
        ]

    def log_tails(self) -> list[tuple[str, str]]:
        """The last lines of each process's log."""
        paths = sorted(self.var_dir.glob("*.log"))
        return [(path.name, "\n".join(path.read_text(errors="replace").splitlines()[-60:])) for path in paths]

    def stop(self) -> None:
        """End everything; one that does not end keeps nobody else alive."""
        with ExitStack() as stack:
            stack.callback(self.redis.stop)
            if self._seeder is not None:
                stack.callback(self._seeder.communicate)
            for name in reversed(self._processes):
                stack.callback(self._end, name, signal.SIGTERM)

    def _spawn(self, name: str, *arguments: str, **environment: str) -> None:
        with self._log(name).open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "manage.py", *arguments],
                cwd=ROOT,
                env={**self.environment, **environment},
                stdout=log,
                stderr=log,
            )

    def _end(self, name: str, signal_number: int) -> None:
        process = self._processes.pop(name)
        process.send_signal(signal_number)
        try:
            process.wait(timeout=STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    def _wait_for(self, probe: Probe, timeout_s: float) -> None:
        if wait_until_ready([probe], timeout_s=timeout_s):
            logs = "\n\n".join(f"{name}:\n{tail}" for name, tail in self.log_tails())
            raise RuntimeError(f"expected {probe.name} to work within {timeout_s:g} s\n{logs}")

    def _log(self, name: str) -> Path:
        return self.var_dir / f"{name}.log"


def _says(page: str, words: str) -> bool:
    with urlopen(page) as answer:
        return words in answer.read().decode()
