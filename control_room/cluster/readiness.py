"""Whether a cluster truly works, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from control_room.cluster.plan import Plan
from control_room.cluster.postgres import Postgres
from control_room.launcher.readiness import (
    Probe,
    answers,
    redis_answers,
    server_is_ready,
    stream_has_picture,
    worker_answers,
)


def cluster_probes(plan: Plan, postgres: Postgres, *, page_path: str, hls_path: str) -> Iterator[Probe]:
    """Yield the probes, in the order in which the parts come up; people's page and picture as people get them."""
    bus_url = f"redis://127.0.0.1:{plan.redis_port}/0"
    public = f"http://127.0.0.1:{plan.port}"
    yield Probe("postgres", postgres.answers)
    yield Probe("redis", partial(redis_answers, bus_url))
    for name, port in {"web": plan.web_port, **plan.edges}.items():
        yield Probe(name, partial(server_is_ready, f"http://127.0.0.1:{port}/readyz"))
    yield Probe("worker", partial(worker_answers, bus_url))
    yield Probe("nginx", partial(answers, f"{public}{page_path}"))
    if plan.has_stream:
        yield Probe("packager", partial(stream_has_picture, f"{public}{hls_path}"))
