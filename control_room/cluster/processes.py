"""The processes of a cluster, in the order in which they come up."""

from __future__ import annotations

import shlex
import signal
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from control_room.cluster.nginx import nginx_arguments
from control_room.cluster.plan import Plan
from control_room.cluster.postgres import Postgres
from control_room.cluster.programs import Programs
from control_room.launcher.care import Care
from control_room.launcher.processes import Kept
from live.embedded.redis_server import redis_server_arguments

# uvicorn's own patience with requests that are under way.
_SHUTDOWN_S = 12.0
_LAST_GRACE_S = 8.0
_WORKER = [
    *("python", "-m", "celery", "-A", "config.celery", "worker", "--beat", "--pool", "threads"),
    *("--concurrency", "2", "--loglevel", "WARNING", "--schedule"),
]


def patience_s(plan: Plan) -> float:
    """How long the processes may take to leave, in seconds, from the first to the last."""
    return plan.drain_window_s + _SHUTDOWN_S + _LAST_GRACE_S + 2.0


def cluster_processes(
    plan: Plan, programs: Programs, postgres: Postgres, environment: Mapping[str, str]
) -> Iterator[Kept]:
    """Yield the processes. Servers leave last: edges send their people away through nginx, and finish their writes."""

    def kept(name: str, command: list[str], care: Care, **more: str) -> Kept:
        return Kept(
            name=name,
            command=shlex.join(command),
            environment={**environment, **more},
            folder=settings.BASE_DIR,
            care=replace(care, pid_file=str(pid_file(plan, name))),
        )

    patient = Care(turn_file=str(plan.data_dir / "run" / "turn"), patience_s=plan.drain_window_s + _SHUTDOWN_S + 1.0)
    server = replace(patient, last=True, grace_s=_LAST_GRACE_S)
    edge = replace(patient, grace_s=plan.drain_window_s + _SHUTDOWN_S, restarts=plan.restarts_edges)
    # SIGTERM would have PostgreSQL wait for its clients; SIGINT ends their sessions.
    database = replace(server, stop_signal=signal.SIGINT, user=postgres.user, folder=str(postgres.folder))
    redis = redis_server_arguments(port=plan.redis_port, folder=plan.data_dir / "redis", keeps_queue=False)

    yield kept("postgres", postgres.command, database)
    yield kept("redis", [str(programs.redis_server), *redis], server)
    yield kept("web", _serve(plan.web_port), replace(edge, restarts=True), UNVEIL_STREAM_ORIGIN_EMBEDDED="true")
    for name, port in plan.edges.items():
        yield kept(name, _serve(port), edge)
    yield kept("worker", [*_WORKER, str(plan.data_dir / "beat-schedule")], patient)
    if plan.has_stream:
        yield kept("packager", ["python", "manage.py", "packager"], patient)
    yield kept("nginx", [str(programs.nginx), *nginx_arguments(plan)], server)


def pid_file(plan: Plan, name: str) -> Path:
    """Return the file that holds the process id of `name` while it runs."""
    return plan.data_dir / "run" / f"{name}.pid"


def _serve(port: int) -> list[str]:
    return ["python", "manage.py", "serve", "--port", str(port)]
