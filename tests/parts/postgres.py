"""A PostgreSQL cluster of the tests' own: fresh, on a free port, durable as in production (fsync stays on)."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.parts.ports import free_port
from tests.parts.programs import postgres_folder


class PostgresCluster:
    """Made by initdb in a folder of its own. PostgreSQL refuses to run as root: then the user `postgres` runs it."""

    def __init__(self, *, durable: bool = True) -> None:
        """`durable=False` leaves fsync out: for suites that empty all tables a hundred times and crash nothing."""
        self._durable = durable
        self.port = free_port()
        self._programs = postgres_folder()
        # A short path: a socket's address may have 107 characters at most.
        self._folder = Path(tempfile.mkdtemp(prefix="unveil-pg-"))

    @property
    def url(self) -> str:
        """The address for UNVEIL_DATABASE_URL."""
        return f"postgres://unveil:unveil@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Make the cluster (first call) and start it. Raises CalledProcessError with its output shown."""
        data = self._folder / "data"
        if not data.exists():
            if os.geteuid() == 0:
                owner = pwd.getpwnam("postgres")
                os.chown(self._folder, owner.pw_uid, owner.pw_gid)
            self._run(
                "initdb", "-D", data, "-U", "unveil", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"
            )
        options = f"-p {self.port} -k {self._folder} -h 127.0.0.1" + ("" if self._durable else " -c fsync=off")
        self._run("pg_ctl", "-D", data, "-l", self._folder / "log", "-o", options, "-w", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop; "immediate" is a crash: the next start recovers from the log."""
        self._run("pg_ctl", "-D", self._folder / "data", "-m", mode, "-w", "stop")

    def log(self) -> str:
        """Return what the server has logged."""
        return (self._folder / "log").read_text(errors="replace")

    def remove(self) -> None:
        """Stop and delete everything."""
        self.stop("immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*as_postgres, str(self._programs / program), *map(str, arguments)],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
        )
