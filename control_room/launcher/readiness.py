"""Whether a launch truly works: not that processes run, but that each does for a visitor what it is for."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin
from urllib.request import urlopen

from celery import Celery
from redis import Redis

PROBE_TIMEOUT_S = 3.0
PAUSE_S = 0.2


@dataclass(frozen=True, slots=True)
class Probe:
    """`works` says by returning True that process `name` does its part; False or any exception says not yet."""

    name: str
    works: Callable[[], bool]


def launch_probes(*, base_url: str, page_path: str, hls_path: str, bus_url: str, broker_url: str) -> list[Probe]:
    """Return the probes of a whole launch, in the order in which its parts come up."""
    return [
        Probe("redis", partial(redis_answers, bus_url)),
        Probe("web", partial(server_is_ready, urljoin(base_url, "/readyz"))),
        Probe("web", partial(answers, urljoin(base_url, page_path))),
        Probe("worker", partial(worker_answers, broker_url)),
        Probe("packager", partial(stream_has_picture, urljoin(base_url, hls_path))),
    ]


def wait_until_ready(
    probes: Sequence[Probe],
    *,
    timeout_s: float,
    reminder_s: float = math.inf,
    remind: Callable[[Sequence[str]], None] = lambda names: None,
) -> list[str]:
    """Return the names of the processes that do not work after `timeout_s`; empty as soon as all work.

    `remind` is told every `reminder_s` seconds which are still missing.
    """
    pending = list(probes)
    started = time.monotonic()
    reminded = started
    while pending and time.monotonic() - started < timeout_s:
        pending = [probe for probe in pending if not _works(probe)]
        if not pending:
            break
        if time.monotonic() - reminded >= reminder_s:
            reminded = time.monotonic()
            remind(_names(pending))
        time.sleep(PAUSE_S)
    return _names(pending)


def _names(probes: Sequence[Probe]) -> list[str]:
    return list(dict.fromkeys(probe.name for probe in probes))


def _works(probe: Probe) -> bool:
    try:
        return probe.works()
    except Exception:  # not there yet, in whichever way
        return False


def redis_answers(url: str) -> bool:
    """Whether the Redis at `url` answers. Raises when it does not."""
    with Redis.from_url(url, socket_timeout=PROBE_TIMEOUT_S) as client:
        return bool(client.ping())


def server_is_ready(url: str) -> bool:
    """Whether a process of ours says at `url` (its /readyz) that all it needs is there."""
    return all(json.loads(_get(url)).values())


def answers(url: str) -> bool:
    """Whether `url` gives a page. Raises when it does not."""
    return bool(_get(url))


def worker_answers(broker_url: str) -> bool:
    """Whether a worker takes work from the queue at `broker_url`."""
    with Celery(broker=broker_url) as client:
        return bool(client.control.ping(timeout=1.0, limit=1))


def stream_has_picture(master_url: str) -> bool:
    """Whether a rendition of the HLS master playlist lists a whole segment that can be fetched."""
    playlist_url = urljoin(master_url, _addresses(_get(master_url))[0])
    segment_url = urljoin(playlist_url, _addresses(_get(playlist_url))[0])
    return bool(_get(segment_url))


def _addresses(playlist: bytes) -> list[str]:
    return [line for line in playlist.decode().splitlines() if line and not line.startswith("#")]


def _get(url: str) -> bytes:
    with urlopen(url, timeout=PROBE_TIMEOUT_S) as answer:  # noqa: S310 -- the launch's own address
        body: bytes = answer.read()
    return body
