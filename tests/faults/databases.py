"""A launch on a PostgreSQL of its own, with an event and its people in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.browser.launch import ROOT, Launch, launch_environment, run_manage
from tests.parts.postgres import PostgresCluster


@contextmanager
def database_with_event(folder: Path, *, people: int, first_id: int = 1) -> Iterator[PostgresCluster]:
    """Yield a PostgreSQL, fsync on, with a live event; `folder` is made, and is a launch's template.

    `first_id`: of the people. Numbers that nothing else has can be looked for.
    """
    cluster = PostgresCluster()
    cluster.start()
    try:
        folder.mkdir()
        environment = {
            **launch_environment(folder, port=0, bus_url="memory://"),
            "UNVEIL_DATABASE_URL": cluster.url,
        }
        run_manage(environment, "migrate", "--no-input")
        make_event = [sys.executable, "-m", "tests.faults.make_event", str(people), str(first_id)]
        subprocess.run(make_event, cwd=ROOT, env=environment, check=True)
        yield cluster
    finally:
        cluster.remove()


@contextmanager
def launch_on(
    cluster: PostgresCluster, folder: Path, template: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Launch]:
    """Yield a launch that runs on `cluster`."""
    running = Launch(folder, template, {"UNVEIL_DATABASE_URL": cluster.url, **(environment or {})})
    try:
        running.start()
        yield running
    finally:
        running.stop()
