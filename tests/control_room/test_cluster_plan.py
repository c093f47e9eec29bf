"""What a cluster is made of before anything starts."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from control_room.cluster.nginx import nginx_capacity
from control_room.cluster.plan import Plan
from control_room.cluster.programs import find_programs
from control_room.cluster.secrets import kept_secret
from control_room.launcher.checks import NotPossible


def test_plan_derives_every_port_from_the_public_one() -> None:
    plan = Plan(data_dir=Path("data"), port=8080, edge_count=3)
    assert plan.ports == {
        "postgres": 8083,
        "redis": 8082,
        "web": 8081,
        "edge-1": 8090,
        "edge-2": 8091,
        "edge-3": 8092,
        "nginx": 8080,
    }


@pytest.mark.parametrize(
    ("port", "edges", "said"),
    [
        (8080, 0, "expected one edge or more, got 0; try --edges 2"),
        (65_530, 2, "expected ports from 1 to 65535, got up to 65541; try PORT=8080"),
    ],
)
def test_plan_refuses_what_cannot_be(port: int, edges: int, said: str) -> None:
    with pytest.raises(NotPossible) as refused:
        Plan(data_dir=Path("data"), port=port, edge_count=edges)
    assert str(refused.value) == said


def test_find_programs_says_how_to_get_each_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NotPossible) as refused:
        find_programs(path=str(tmp_path), versions=tmp_path)
    assert f"unveil: {refused.value}".splitlines() == [
        "unveil: PostgreSQL is missing. Debian: apt-get install postgresql",
        "unveil: redis-server is missing. Debian: apt-get install redis-server",
        "unveil: nginx is missing. Debian: apt-get install nginx",
    ]


def test_find_programs_takes_the_newest_postgresql(tmp_path: Path) -> None:
    for program in ("redis-server", "nginx", "9.6/bin/initdb", "15/bin/initdb"):
        path = tmp_path / program
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    found = find_programs(path=str(tmp_path), versions=tmp_path)
    assert found.postgres_folder == tmp_path / "15" / "bin"


def test_nginx_capacity_counts_two_files_for_each_socket() -> None:
    one_worker = nginx_capacity(open_files=20_000, sockets=1)
    assert one_worker.sockets == one_worker.workers * 9_900
    assert nginx_capacity(open_files=20_000, sockets=200_000).workers == 21


def test_kept_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    made = kept_secret(path)
    assert len(made) >= 50
    assert kept_secret(path) == made
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
