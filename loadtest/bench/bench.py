"""What a bench is, and the list of them: a later one is a module here that is added to BENCHES in __main__.py."""

from __future__ import annotations

import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loadtest.bench.crowd import CrowdFailed, how_to_get_compiler
from loadtest.bench.filling import Failed
from loadtest.bench.peers.peer import Peer
from loadtest.bench.programs import DidNotStart
from loadtest.bench.result import Reading, Result, rotated
from loadtest.bench.settings import VAR, surroundings


@dataclass(frozen=True, slots=True)
class Bench:
    """One bench. `run` measures whatever is there, and never judges; promises are judged by the result."""

    name: str
    summary: str
    # The metric that the chart shows, and its unit.
    main_metric: str
    unit: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], Result]
    # What to tell when something is missing without which nothing can be measured.
    lacks: Callable[[], str | None] = how_to_get_compiler


def say(line: str) -> None:
    """Tell the person at the terminal; standard output is for the result."""
    print(line, file=sys.stderr, flush=True)


def available(peers: Mapping[str, Peer], asked: Sequence[str]) -> tuple[list[Peer], list[str]]:
    """Return those of `asked` that can run here, and a line for each that cannot."""
    there, skipped = [], []
    for name in asked:
        lack = peers[name].missing()
        if lack is None:
            there.append(peers[name])
        else:
            skipped.append(f"{name} is skipped: {lack}")
            say(skipped[-1])
    return there, skipped


@contextmanager
def prepared(peers: Sequence[Peer], subscribers: int) -> Iterator[None]:
    """Have each peer make what it needs, in a folder that goes when all is measured."""
    VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=VAR) as folder:
        for peer in peers:
            say(f"preparing {peer.name}")
            peer.prepare(Path(folder) / peer.name, subscribers)
        yield


def interleaved(
    peers: Sequence[Peer],
    counts: Sequence[int],
    rounds: int,
    measure: Callable[[Peer, int], Mapping[str, float]],
) -> list[Reading]:
    """Measure each peer at each count in each round, in another order each time.

    A peer that holds fewer is asked for as many as it holds, once.
    """
    readings: list[Reading] = []
    for number in range(rounds):
        for count in counts:
            for name in rotated([peer.name for peer in peers], number):
                peer = next(each for each in peers if each.name == name)
                held = min(count, peer.most_subscribers)
                if any((each.peer, each.subscribers, each.round) == (name, held, number) for each in readings):
                    continue
                readings.append(_reading(peer, held, number, measure))
    return readings


def run_settings(options: Namespace, peers: Sequence[Peer], skipped: Sequence[str]) -> dict[str, Any]:
    """Return what the result says of how it came about."""
    return {
        **surroundings(),
        **{name: value for name, value in sorted(vars(options).items()) if name not in {"bench", "json", "peers"}},
        "peers": {peer.name: f"{peer.about}; {peer.version()}" for peer in peers},
        "skipped": list(skipped),
    }


def _reading(peer: Peer, count: int, number: int, measure: Callable[[Peer, int], Mapping[str, float]]) -> Reading:
    began = time.monotonic()
    try:
        reading = Reading(peer.name, count, number, measure(peer, count))
    except Failed as failed:
        reading = Reading(peer.name, count, number, failed.values, failure=str(failed))
    except (CrowdFailed, DidNotStart, OSError, RuntimeError) as error:
        reading = Reading(peer.name, count, number, {}, failure=str(error))
    told = ", ".join([*(f"{name} {value:.4g}" for name, value in reading.values.items()), reading.failure or ""])
    say(f"round {number + 1}  {peer.name}@{count}  {time.monotonic() - began:.0f} s  {told}")
    return reading
