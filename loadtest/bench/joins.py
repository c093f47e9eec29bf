"""joins: what it costs a server to let somebody in, to keep them, and to answer what they say."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from loadtest.bench.arguments import add_shared_arguments, counts
from loadtest.bench.bench import Bench, available, interleaved, prepared, run_settings
from loadtest.bench.crowd import Crowd, Report, build_crowd
from loadtest.bench.filling import PATIENCE_S, Failed, fill
from loadtest.bench.meter import Meter
from loadtest.bench.peers import PEERS
from loadtest.bench.peers.peer import Peer, Running
from loadtest.bench.processes import memory_bytes
from loadtest.bench.result import Comparison, Promise, Result
from loadtest.bench.settings import VAR

METRIC = "cpu_us_per_join"
MOST_PEERS = ["unveil", "unveil-send", "unveil-daphne", "nchan", "node", "channels", "channels-pubsub"]
# What a server does for somebody after the handshake (their own state, presence) belongs to the price of joining.
SETTLE_S = 1.0
# The first few pay for what is imported and compiled on their way; they are let in and out before anything is counted.
FIRST = 20
# How many knock at once when joins are offered as fast as they are taken.
STORM_IN_FLIGHT = 512
COMMANDS_PER_S = 1_000


def add_arguments(parser: ArgumentParser) -> None:
    """How many join."""
    parser.add_argument("--subscribers", type=counts, default=[2_000, 15_000], metavar="N,M", help="how many join")
    add_shared_arguments(parser, peers=MOST_PEERS)


def run(options: Namespace) -> Result:
    """Measure."""
    if options.quick:
        options.subscribers, options.rounds = [min(100, *options.subscribers)], 1
    peers, skipped = available(PEERS, options.peers)
    program = build_crowd(VAR)
    few = min(options.subscribers)

    def measure(peer: Peer, count: int) -> Mapping[str, float]:
        return _measure(program, peer, count, with_commands=count <= few)

    with prepared(peers, max(options.subscribers)):
        settings = {**run_settings(options, peers, skipped), "idle_cpu_is_subtracted": False}
        readings = interleaved(peers, options.subscribers, options.rounds, measure)
    return Result("joins", settings, readings, _comparisons(peers, options.subscribers), _promises(options.subscribers))


def _comparisons(peers: Sequence[Peer], subscribers: Sequence[int]) -> list[Comparison]:
    return [
        Comparison(metric, "unveil", peer.name, count, min(count, peer.most_subscribers), is_main=metric == METRIC)
        for metric in (METRIC, "memory_kb", "joins_per_s")
        for count in subscribers
        for peer in peers
        if peer.name != "unveil"
    ]


def _promises(subscribers: Sequence[int]) -> list[Promise]:
    """A join for 100 us and 3 KB, 5,000 a second; a light command, its handler apart, for 60 us."""
    return [
        *(Promise(f"unveil@{count}", METRIC, at_most=100.0) for count in subscribers),
        *(Promise(f"unveil@{count}", "joins_per_s", at_least=5_000.0) for count in subscribers),
        # A heap grows in steps: what one connection takes of it shows when there are many.
        *(
            Promise(f"unveil@{max(subscribers)}", metric, at_most=3.0)
            for metric in ("memory_kb", "memory_of_second_half_kb")
        ),
        Promise(f"unveil@{min(subscribers)}", "answer_cpu_us", at_most=60.0),
    ]


def _measure(program: Path, peer: Peer, count: int, *, with_commands: bool) -> Mapping[str, float]:
    with peer.running() as server, Crowd.of(program, server, peer.snapshots) as crowd:
        fill(crowd, FIRST, per_second=FIRST)
        crowd.close()
        idle = Meter(server)
        time.sleep(SETTLE_S)
        values = {"idle_cpu_percent": idle.read().percent}
        values |= _paced(crowd, server, count, per_second=peer.most_joins_per_s)
        crowd.close()
        time.sleep(SETTLE_S)
        try:
            values |= _storm(crowd, server, count)
            for name, text in server.commands.items() if with_commands else ():
                values[f"{name}_cpu_us"] = _said(crowd, server, text, count)
        except Failed as failed:
            raise Failed(str(failed), values) from failed
    return values


def _paced(crowd: Crowd, server: Running, count: int, *, per_second: int) -> dict[str, float]:
    """Let them in one after another.

    What all of them add to the memory is too little, since they also fill what the process had left over from its
    start; so what the second half adds is told too.
    """
    crowd.reset()
    empty_bytes = memory_bytes(server.pids)
    meter = Meter(server)
    second_half = count // 2
    fill(crowd, count - second_half, per_second=per_second)
    time.sleep(SETTLE_S)
    half_bytes = memory_bytes(server.pids)
    report = fill(crowd, second_half, per_second=per_second)
    time.sleep(SETTLE_S)
    used = meter.read()
    full_bytes = memory_bytes(server.pids)
    return {
        METRIC: used.server_s * 1e6 / count,
        "memory_kb": (full_bytes - empty_bytes) / 1024 / count,
        "memory_of_second_half_kb": (full_bytes - half_bytes) / 1024 / second_half,
        **_times(report),
    }


def _times(report: Report) -> dict[str, float]:
    told = {"handshake": report["handshake_ms"], "snapshot": report["snapshot_ms"]}
    return {
        f"{name}_{which}_ms": times[which]
        for name, times in told.items()
        if times is not None
        for which in ("p50", "p95", "p99")
    }


def _storm(crowd: Crowd, server: Running, count: int) -> dict[str, float]:
    """Everybody at once: how many get in a second."""
    crowd.reset()
    meter = Meter(server)
    report = fill(crowd, count, per_second=0, in_flight=STORM_IN_FLIGHT)
    time.sleep(SETTLE_S)
    return {
        "joins_per_s": count / report["opening_s"],
        "storm_cpu_us_per_join": meter.read().server_s * 1e6 / count,
        "storm_handshake_p99_ms": report["handshake_ms"]["p99"],
    }


def _said(crowd: Crowd, server: Running, text: str, count: int) -> float:
    """Return the microseconds of CPU for each answer when everybody says `text` once."""
    crowd.reset()
    meter = Meter(server)
    crowd.say(text, per_second=COMMANDS_PER_S)
    report = crowd.wait(lambda now: now["acks"] + now["refusals"] >= count, patience_s=PATIENCE_S)
    answers = report["acks"] + report["refusals"]
    if answers < count:
        raise Failed(f"expected {count} answers to {text[:60]!r}, got {answers}")
    return meter.read().server_s * 1e6 / answers


JOINS = Bench("joins", "what it costs to let somebody in", METRIC, "us of CPU for a join", add_arguments, run)
