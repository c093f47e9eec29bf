"""Runs a cluster: prepares its parts, starts them in order, tells when all work, ends them together."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from control_room.cluster.card import Card
from control_room.cluster.environment import cluster_environment
from control_room.cluster.nginx import Capacity, nginx_capacity, write_configuration
from control_room.cluster.plan import Plan
from control_room.cluster.postgres import Postgres
from control_room.cluster.processes import cluster_processes, patience_s
from control_room.cluster.programs import Programs, find_programs
from control_room.cluster.readiness import cluster_probes
from control_room.launcher.announcer import Announcer
from control_room.launcher.checks import NotPossible, require_free_port
from control_room.launcher.processes import Logs, make_manager
from control_room.launcher.summary import Door, launch_summary

# What takes long to make and is nobody's data outlives --reset.
_KEPT_AT_RESET = frozenset({"static", "film", "secret-key", "lock"})


def run_cluster(plan: Plan) -> bool:
    """Run the cluster until SIGINT or SIGTERM; False when it did not come up. Raises NotPossible."""
    programs = find_programs()
    for port in plan.ports.values():
        require_free_port(port, instead=f"make cluster PORT={plan.port + 100}")
    capacity = nginx_capacity(open_files=_raise_open_files(), sockets=plan.edge_count * plan.max_connections)
    for folder in plan.folders():
        folder.mkdir(exist_ok=True)
    for stale in (plan.data_dir / "run").glob("*.pid"):
        stale.unlink()
    write_configuration(plan, capacity, programs.nginx)
    postgres = Postgres(plan, programs.postgres_folder)
    environment = cluster_environment(plan, database_url=postgres.url)
    postgres.make()
    with postgres.running(plan.data_dir / "log" / "postgres.log"):
        made = _prepare(plan, environment)
    return _run(plan, programs, postgres, environment, capacity, made)


def empty(data_dir: Path) -> None:
    """Delete a cluster's data."""
    for path in data_dir.iterdir():
        if path.name in _KEPT_AT_RESET:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _run(
    plan: Plan,
    programs: Programs,
    postgres: Postgres,
    environment: Mapping[str, str],
    capacity: Capacity,
    made: Mapping[str, Any],
) -> bool:
    processes = list(cluster_processes(plan, programs, postgres, environment))
    logs = Logs(plan.data_dir / "log")
    manager = make_manager(processes, logs=logs, patience_s=patience_s(plan))
    card = Card(plan, parts=[each.name for each in processes], environment=environment, sockets=capacity.sockets)

    def ready() -> str:
        card.announce(made)
        return _summary(plan, capacity, made, card.path)

    announcer = Announcer(
        started=logs.started,
        probes=list(cluster_probes(plan, postgres, page_path=made["page_path"], hls_path=made["hls_path"])),
        ready=ready,
        logs=plan.data_dir / "log",
    )
    announcer.start()
    try:
        manager.loop()
    finally:
        card.remove()
    return not announcer.failed


def _prepare(plan: Plan, environment: Mapping[str, str]) -> dict[str, Any]:
    command = [sys.executable, "manage.py", "prepare_cluster", *(["--film"] if plan.has_stream else [])]
    told = subprocess.run(command, cwd=settings.BASE_DIR, env=dict(environment), stdout=subprocess.PIPE, text=True)
    if told.returncode:
        raise NotPossible(f"{' '.join(command[1:])} ended with {told.returncode}; what it said is above")
    made: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return made


def _raise_open_files() -> int:
    """Let this process, and those it starts, open as many files as the system allows; returns how many."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard if hard != resource.RLIM_INFINITY else 1_048_576


def _summary(plan: Plan, capacity: Capacity, made: Mapping[str, Any], card: Path) -> str:
    edges = ", ".join(f"127.0.0.1:{port}" for port in plan.edges.values())
    return launch_summary(
        title=made["title"],
        doors=[Door(**door) for door in made["doors"]],
        password=made["password"],
        mailbox=plan.data_dir / "mailbox",
        logs=plan.data_dir / "log",
        notes=[
            f"Edges at {edges}; nginx passes up to {capacity.sockets:,} sockets on to them "
            f"({capacity.workers} workers, {capacity.files:,} open files each).",
            f"Process ids, ports and settings: {os.path.relpath(card)}.",
        ],
    )
