"""A PostgreSQL of the cluster's own: made by initdb, on a loopback port, durable as in production."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from control_room.cluster.plan import Plan
from control_room.cluster.secrets import kept_secret
from control_room.launcher.checks import NotPossible
from control_room.launcher.users import as_user
from live.embedded.lifetime import die_with_parent

_START_TIMEOUT_S = 60.0
_STOP_TIMEOUT_S = 30.0
_ROLE = "unveil"
# Those of the worker, the packager, and people who look.
_OTHER_CONNECTIONS = 20


class Postgres:
    """PostgreSQL refuses to run as root: then `user`, who owns its folder, runs it."""

    def __init__(self, plan: Plan, programs: Path) -> None:
        self._plan = plan
        self._programs = programs
        self.folder = plan.data_dir / "postgres"
        self.data = self.folder / "data"
        self.user = _user_for_root() if os.geteuid() == 0 else None
        self._password = kept_secret(plan.data_dir / "database-password")

    @property
    def url(self) -> str:
        """The address for UNVEIL_DATABASE_URL."""
        return f"postgres://{_ROLE}:{self._password}@127.0.0.1:{self._plan.postgres_port}/postgres"

    @property
    def command(self) -> list[str]:
        """The command line of the server. It stays in the foreground."""
        # For a machine of 2 to 8 GB that it shares with everything else. fsync and full_page_writes stay on.
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self._plan.postgres_port,
            "unix_socket_directories": "",
            "max_connections": _OTHER_CONNECTIONS + self._plan.database_connections * (3 + self._plan.edge_count),
            "shared_buffers": "256MB",
            "effective_cache_size": "1GB",
            "work_mem": "8MB",
            "wal_compression": "on",
            "max_wal_size": "1GB",
            "random_page_cost": "1.1",
            "jit": "off",
            "log_checkpoints": "off",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self._programs / "postgres"), "-D", str(self.data), *options]

    def make(self) -> None:
        """Make the cluster's files where they are not there. Raises NotPossible."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        if self.user is not None:
            self._give_folder_to(self.user)
        if self.data.exists():
            self._require_same_version()
            return
        # A name of its own until it is whole: what an interrupted initdb leaves is no database.
        unfinished = self.folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        password_file = self.folder / "password"
        password_file.write_text(self._password)
        password_file.chmod(0o600)
        if self.user is not None:
            shutil.chown(password_file, self.user)
        try:
            self._initdb(unfinished, password_file)
        finally:
            password_file.unlink()
        unfinished.rename(self.data)

    @contextmanager
    def running(self, log: Path) -> Iterator[None]:
        """Run the server meanwhile. Raises NotPossible when it does not come up."""
        with log.open("ab") as output:
            server = subprocess.Popen(
                self.command,
                cwd=self.folder,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C at the terminal is for us, and we stop it
                preexec_fn=die_with_parent,
                **as_user(self.user),
            )
        try:
            self._wait_until_it_answers(server, log)
            yield
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(_STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()

    def answers(self) -> bool:
        """Whether it takes connections. Raises psycopg.OperationalError when it does not."""
        psycopg.connect(self.url, connect_timeout=3).close()
        return True

    def _initdb(self, data: Path, password_file: Path) -> None:
        command = [self._programs / "initdb", "-D", data, "-U", _ROLE, "--auth=scram-sha-256", "--encoding=UTF8"]
        made = subprocess.run(
            [*map(str, command), "--locale=C", f"--pwfile={password_file}"],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **as_user(self.user),
        )
        if made.returncode:
            raise NotPossible(f"initdb ended with {made.returncode}: {made.stdout.strip().splitlines()[-1]}")

    def _give_folder_to(self, user: str) -> None:
        shutil.chown(self.folder, user)
        enters = ["/bin/sh", "-c", 'cd "$1"', "sh", str(self.folder)]
        if subprocess.run(enters, cwd="/", stderr=subprocess.DEVNULL, **as_user(user)).returncode:
            raise NotPossible(
                f"PostgreSQL refuses to run as root, and the user {user} cannot enter {self.folder}; "
                "run this as another user, or keep the data where all may pass: --data-dir /var/tmp/unveil"
            )

    def _require_same_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        said = subprocess.run([self._programs / "postgres", "--version"], capture_output=True, text=True).stdout
        version = said.split()[2].split(".")[0] if said else "none"
        if made_by != version:
            raise NotPossible(
                f"expected PostgreSQL {made_by}, which made {self.data}, got {version}; "
                "install that, or begin afresh: --reset"
            )

    def _wait_until_it_answers(self, server: subprocess.Popen[bytes], log: Path) -> None:
        end = time.monotonic() + _START_TIMEOUT_S
        while time.monotonic() < end and server.poll() is None:
            with suppress(psycopg.OperationalError):
                self.answers()
                return
            time.sleep(0.1)
        raise NotPossible(f"PostgreSQL did not come up; its log: {os.path.relpath(log)}")


def _user_for_root() -> str:
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError as error:
        raise NotPossible(
            "PostgreSQL refuses to run as root, and there is no user postgres; run this as another user"
        ) from error
