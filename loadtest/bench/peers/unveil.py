"""Unveil itself: the demo event, attendees with tickets who follow what the page follows, facts by real commands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

from loadtest.bench.peers.moderator import Moderator, Ticket
from loadtest.bench.peers.page import PAGE_SNAPSHOTS, page_query
from loadtest.bench.peers.peer import Peer, Running
from loadtest.bench.programs import ROOT, DidNotStart, free_port, redis_running, running

EVENT_SLUG = "aurelle-one"
TICKETS = "tickets.tsv"


class Unveil(Peer):
    """One process for pages and sockets, SQLite, a Redis for the bus."""

    snapshots: ClassVar[int] = PAGE_SNAPSHOTS

    def __init__(
        self,
        name: str,
        about: str,
        *,
        environment: Mapping[str, str] | None = None,
        on_daphne: bool = False,
        most_deliveries_per_s: int = 40_000,
        most_joins_per_s: int = 2_000,
    ) -> None:
        super().__init__(name, about)
        self._environment = dict(environment or {})
        self._on_daphne = on_daphne
        self.most_deliveries_per_s = most_deliveries_per_s
        self.most_joins_per_s = most_joins_per_s

    def missing(self) -> str | None:
        return None

    def prepare(self, folder: Path, subscribers: int) -> None:
        self._folder = folder
        # One launch for all who are Unveil, made once; each of them starts from a copy every time.
        self._seed = folder.parent / "seed"
        if not self._seed.exists():
            make_launch(self._seed, subscribers)
        event, *tickets = [line.split("\t") for line in (self._seed / TICKETS).read_text().splitlines()]
        self._event_id = int(event[1])
        people = [Ticket(*fields) for fields in tickets]
        self._moderator = next(each for each in people if each.kind == "moderator")
        self._attendees = [each for each in people if each.kind == "attendee"]

    @contextmanager
    def running(self) -> Iterator[Running]:
        shutil.copytree(self._seed, self._folder)
        targets = self._folder / "targets"
        targets.write_text("".join(f"{self._path(each)}\t{each.cookie}\n" for each in self._attendees))
        port = free_port()
        try:
            with redis_running(self._folder) as (redis_pid, redis_port):
                environment = bench_settings(self._folder, port=port, bus_url=f"redis://127.0.0.1:{redis_port}/0")
                environment |= self._environment
                log = self._folder / "log"
                with (
                    running(self._command(port), log=log, port=port, environment=environment) as pid,
                    closing(Moderator(port, self._event_id, self._moderator)) as moderator,
                ):
                    topic, publish, commands = self._offer(moderator)
                    yield Running(
                        port=port,
                        pids=[pid],
                        redis_pids=[redis_pid],
                        targets=targets,
                        topic=topic,
                        publish=publish,
                        commands=commands,
                    )
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _offer(self, moderator: Moderator) -> tuple[str, Callable[[], None], dict[str, str]]:
        """Return the topic that is counted, what publishes in it, and what the crowd can say."""
        moderator.approve_question_of(self._attendees[0])
        # What its shape forbids has all of a light command's way but its handler.
        commands = {"answer": _upvote("answer", 0), "upvote": _upvote("upvote", moderator.question_id)}
        return f"questions/{self._event_id}", moderator.move_question, commands

    def version(self) -> str:
        server = "daphne" if self._on_daphne else "uvicorn"
        return f"{server} {version(server)}, channels {version('channels')}"

    def _command(self, port: int) -> list[str]:
        if self._on_daphne:
            return [
                *(sys.executable, "-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", str(port)),
                "config.asgi:application",
            ]
        return [sys.executable, "manage.py", "serve", "--port", str(port)]

    def _path(self, ticket: Ticket) -> str:
        return f"/ws/events/{self._event_id}/?{page_query(self._event_id, ticket.subject)}"


def _upvote(key: str, question_id: int) -> str:
    message = {"type": "command", "id": f"bench-{key}-$", "name": "qa.upvote", "args": {"question_id": question_id}}
    return json.dumps(message, separators=(",", ":"))


def bench_settings(folder: Path, *, port: int, bus_url: str) -> dict[str, str]:
    """Return the environment of a launch that a bench makes in `folder`."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        # As in earnest: tests close their database connections with each call.
        "UNVEIL_ENV": "development",
        "UNVEIL_SECRET_KEY": "for-a-bench-on-loopback-" + "0" * 32,
        "UNVEIL_VAR_DIR": str(folder),
        "UNVEIL_BASE_URL": f"http://127.0.0.1:{port}",
        "UNVEIL_BUS_URL": bus_url,
        "UNVEIL_DRAIN_WINDOW_S": "0.1",
        "UNVEIL_MAX_CONNECTIONS": "19800",
        "UNVEIL_LOG_LEVEL": "WARNING",
    }


def make_launch(folder: Path, people: int) -> None:
    """Make the demo event in `folder`, with so many attendees and a crew; their tickets are in the file TICKETS."""
    folder.mkdir()
    environment = bench_settings(folder, port=0, bus_url="memory://")
    manage(environment, "migrate", "--no-input", "--skip-checks", "--verbosity", "0")
    manage(environment, "create_demo", "--skip-checks")
    out = str(folder / TICKETS)
    manage(environment, "seed_audience", "--event", EVENT_SLUG, "--people", str(people), "--crew", "--out", out)


def manage(environment: Mapping[str, str], *arguments: str) -> str:
    """Run a management command and return what it printed; the harness imports no app."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True)
    if done.returncode:
        raise DidNotStart(
            f"expected manage.py {arguments[0]} to succeed, got {done.returncode}:\n{done.stderr[-2000:]}"
        )
    return done.stdout
