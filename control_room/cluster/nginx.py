"""nginx's configuration for a cluster, and how many sockets it can pass on."""

from __future__ import annotations

import math
import os
import pwd
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template import Context, Engine

from control_room.cluster.plan import Plan
from control_room.launcher.checks import NotPossible

TEMPLATE = Path("infra") / "nginx" / "cluster.conf"
# What a worker opens beside its sockets: listeners, logs, cached files.
_OTHER_FILES = 200
# A worker reserves memory for each of its connections when it starts.
_MOST_CONNECTIONS = 65_536


@dataclass(frozen=True, slots=True)
class Capacity:
    """`files` that a worker may open, `connections` of a worker at once, two of them for each socket."""

    files: int
    connections: int
    workers: int

    @property
    def sockets(self) -> int:
        """How many sockets nginx can pass on."""
        return self.workers * (self.connections // 2)


def nginx_capacity(*, open_files: int, sockets: int) -> Capacity:
    """Return a capacity for `sockets`, where a process may open `open_files` files."""
    connections = min(open_files - _OTHER_FILES, _MOST_CONNECTIONS)
    workers = max(os.cpu_count() or 1, math.ceil(sockets / (connections // 2)))
    return Capacity(files=open_files, connections=connections, workers=workers)


def nginx_configuration(plan: Plan, capacity: Capacity) -> str:
    """Return the configuration's text."""
    template = Engine(autoescape=False).from_string((settings.BASE_DIR / TEMPLATE).read_text())
    values = {
        "folder": _quoted(plan.data_dir / "nginx"),
        "user": _workers_user(),
        "capacity": capacity,
        "port": plan.port,
        "web_port": plan.web_port,
        "edge_ports": list(plan.edges.values()),
    }
    return template.render(Context(values, use_l10n=False))


def write_configuration(plan: Plan, capacity: Capacity, nginx: Path) -> None:
    """Write the configuration. Raises NotPossible, with what nginx says, when it would not start with it."""
    (plan.data_dir / "nginx" / "nginx.conf").write_text(nginx_configuration(plan, capacity))
    tried = subprocess.run([nginx, "-t", *nginx_arguments(plan)], stderr=subprocess.PIPE, text=True)
    if tried.returncode:
        raise NotPossible(f"nginx refuses its configuration: {tried.stderr.strip().splitlines()[0]}")


def nginx_arguments(plan: Plan) -> list[str]:
    """Return nginx's arguments; `-e` keeps it from opening a log of its distribution's before it reads ours."""
    folder = plan.data_dir / "nginx"
    return ["-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _quoted(path: Path) -> str:
    return str(path).replace("\\", r"\\").replace('"', r"\"")


def _workers_user() -> str:
    """Return whom root's nginx runs its workers as, which open the network; "" where it cannot choose."""
    if os.geteuid() != 0:
        return ""
    for name in ("www-data", "nginx", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return ""
