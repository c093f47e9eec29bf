"""The driver: `python -m loadtest --scenario steady --viewers 20000 --seconds 60`.

Starts a stage unless it is given targets, starts client processes (Locust workers), plays a scenario, judges it, writes
a report, and ends everything that it started. Exits with 0 when all checks passed, 1 when one failed, 2 when the run
did not come about.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402  (gevent patches first)
import contextlib  # noqa: E402
import signal  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from pathlib import Path  # noqa: E402

import gevent  # noqa: E402
from locust import runners  # noqa: E402
from locust.env import Environment  # noqa: E402
from locust.html import get_html_report  # noqa: E402
from locust.runners import MasterRunner  # noqa: E402

from loadtest.conductor import SPEAKERS, Conductor, ShowFailed  # noqa: E402
from loadtest.options import VOTES, parse_options, plan_of  # noqa: E402
from loadtest.people import read_audience  # noqa: E402
from loadtest.ports import free_port  # noqa: E402
from loadtest.progress import tell_progress  # noqa: E402
from loadtest.report import run_record, write_report  # noqa: E402
from loadtest.scenarios import SCENARIOS  # noqa: E402
from loadtest.servers import Server  # noqa: E402
from loadtest.show import Show  # noqa: E402
from loadtest.stage import Stage, StageFailed  # noqa: E402
from loadtest.targets import parse_target  # noqa: E402
from loadtest.users import CohortUser  # noqa: E402

_WORKERS_S = 60.0
# Beyond the seconds that were asked for: coming in, settling, and a scenario's own waits.
_MOST_OVERTIME_S = 600.0
runners.HEARTBEAT_LIVENESS = 60


def main() -> int:
    """Play, and return the exit code."""
    options = parse_options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with contextlib.ExitStack() as stack:
            stage = None if options.targets else stack.enter_context(_stage(options))
            return _play(options, stage, stack)
    except (StageFailed, ShowFailed, TimeoutError, ValueError, LookupError) as error:
        print(f"loadtest: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("loadtest: stopped", file=sys.stderr)
        return 130


def _stage(options: argparse.Namespace) -> Stage:
    settings = {"UNVEIL_DRAIN_WINDOW_S": str(options.drain_window_s)}
    if options.scenario == "overload":
        options.admission = options.admission or options.viewers // 3
        options.edges = 1
    if options.admission:
        # The conductor's own, and a newcomer, come in beside the audience.
        settings["UNVEIL_MAX_CONNECTIONS"] = str(options.admission + SPEAKERS + 4)
    print(f"Starting {options.edges} edges with {options.viewers:,} people", flush=True)
    return Stage(
        edges=options.edges,
        people=options.viewers + SPEAKERS + 1,
        database=options.database,
        settings=settings,
        polls=options.scenario in VOTES,
    )


def _play(options: argparse.Namespace, stage: Stage | None, stack: contextlib.ExitStack) -> int:
    urls = stage.urls if stage else options.targets
    path = stage.audience if stage else options.audience
    audience = read_audience(path)
    if len(audience.people) < options.viewers + SPEAKERS:
        raise ValueError(
            f"expected {options.viewers + SPEAKERS} people or more in {path}, got {len(audience.people)}; "
            f"seed_audience --people {options.viewers + SPEAKERS} --crew"
        )
    targets = [parse_target(url) for url in urls]
    servers = [Server(parse_target(url)) for url in options.metrics or urls]
    started_at = datetime.now(UTC).isoformat(timespec="seconds")

    environment = Environment(user_classes=[CohortUser])
    runner = stack.enter_context(_workers(environment, options, urls, path))
    conductor = Conductor(audience, targets, tuple(options.follow))
    stack.callback(conductor.leave)
    conductor.enter()
    runner.start(options.clients, spawn_rate=options.clients)
    show = Show(runner, options.clients, conductor, servers, stage)
    print(f"{options.scenario}: {options.viewers:,} viewers from {options.clients} processes", flush=True)
    telling = gevent.spawn(tell_progress, show)
    try:
        with gevent.Timeout(options.seconds + _MOST_OVERTIME_S, ShowFailed("expected an end, got none")):
            SCENARIOS[options.scenario](show, plan_of(options))
    except ShowFailed as failure:
        show.check("the run", "to come to its end", failure, False)
    telling.kill()

    settings = {key: str(value) for key, value in vars(options).items() if value is not None}
    settings["database"] = stage.database if stage else "of the targets"
    record = run_record(show, options.scenario, settings, started_at)
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{options.scenario}-{options.viewers}"
    page = write_report(options.out, name, record, get_html_report(environment))
    for check in show.checks:
        mark = "✓" if check.passed else "✗"
        print(f"{mark} {check.what}: {check.got}" + ("" if check.passed else f" (expected {check.expected})"))
    for span, costs in show.costs.items():
        said = ", ".join(f"{whose.removesuffix('_us')} {us:.1f} us" for whose, us in costs.items())
        print(f"  CPU for a frame delivered, {span}: {said}")
    print(f"{'passed' if record['passed'] else 'FAILED'}: {page}")
    return 0 if record["passed"] else 1


@contextlib.contextmanager
def _workers(
    environment: Environment, options: argparse.Namespace, urls: list[str], path: Path
) -> Iterator[MasterRunner]:
    """Start the client processes; they end with the context, and with this process."""
    port = free_port()
    runner = environment.create_master_runner("127.0.0.1", port)
    workers = []
    try:
        for number in range(options.clients):
            command = [sys.executable, "-m", "loadtest.worker", "--master-port", str(port), "--number", str(number)]
            command += ["--of", str(options.clients), "--audience", str(path), "--targets", *urls]
            workers.append(subprocess.Popen([*command, "--follow", *options.follow]))
        deadline = time.monotonic() + _WORKERS_S
        while len(runner.clients.ready) < options.clients:
            if any(worker.poll() is not None for worker in workers) or time.monotonic() > deadline:
                raise ShowFailed(f"expected {options.clients} client processes within {_WORKERS_S:g} s")
            gevent.sleep(0.1)
        yield runner
    finally:
        with contextlib.suppress(Exception):
            runner.quit()
        for worker in workers:
            worker.terminate()
        for worker in workers:
            try:
                worker.wait(5)
            except subprocess.TimeoutExpired:
                worker.kill()


if __name__ == "__main__":
    sys.exit(main())
