"""fanout: what a delivered message costs the server, for a crowd that listens."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from loadtest.bench.arguments import add_shared_arguments, counts
from loadtest.bench.bench import Bench, available, interleaved, prepared, run_settings
from loadtest.bench.crowd import Crowd, Report, build_crowd
from loadtest.bench.filling import PATIENCE_S, Failed, fill
from loadtest.bench.meter import Meter, Used
from loadtest.bench.peers import PEERS
from loadtest.bench.peers.peer import Peer, Running
from loadtest.bench.processes import memory_bytes
from loadtest.bench.result import Comparison, Promise, Result
from loadtest.bench.settings import MESSAGE_BYTES, VAR

METRIC = "cpu_us_per_delivery"
# The same less what publishing costs when nobody listens: Unveil's facts are durable before they are sent.
WITHOUT_PUBLISHING = "cpu_us_per_delivery_without_publishing"
# Deliveries a second to which the rate is set where none is given: half of one core at the best peers' cost.
DELIVERIES_PER_S = 38_000
MOST_PER_S = 10.0


def add_arguments(parser: ArgumentParser) -> None:
    """How many listen, how often something is said, and for how long."""
    parser.add_argument("--subscribers", type=counts, default=[2_000, 19_000], metavar="N,M")
    parser.add_argument("--rate", type=float, help="messages a second (at most 10, and 38,000 deliveries a second)")
    parser.add_argument("--seconds", type=float, default=10.0, help="of messages, and of silence before them (10)")
    add_shared_arguments(parser, peers=list(PEERS))


def run(options: Namespace) -> Result:
    """Measure."""
    if options.quick:
        options.subscribers, options.rounds, options.seconds = [min(100, *options.subscribers)], 1, 2.0
    peers, skipped = available(PEERS, options.peers)
    program = build_crowd(VAR)

    def measure(peer: Peer, count: int) -> Mapping[str, float]:
        return _measure(program, peer, count, rate=_rate(options, peer, count), seconds=options.seconds)

    with prepared(peers, max(options.subscribers)):
        settings = {
            **run_settings(options, peers, skipped),
            "message_bytes": MESSAGE_BYTES,
            "idle_cpu_is_subtracted": False,
        }
        readings = interleaved(peers, options.subscribers, options.rounds, measure)
    return Result(
        "fanout", settings, readings, _comparisons(peers, options.subscribers), _promises(options.subscribers)
    )


def _rate(options: Namespace, peer: Peer, count: int) -> float:
    wished: float = options.rate or min(MOST_PER_S, DELIVERIES_PER_S / count)
    return min(wished, peer.most_deliveries_per_s / count)


def _comparisons(peers: Sequence[Peer], subscribers: Sequence[int]) -> list[Comparison]:
    return [
        Comparison(metric, "unveil", peer.name, count, min(count, peer.most_subscribers), is_main=metric == METRIC)
        for metric in (METRIC, WITHOUT_PUBLISHING)
        for count in subscribers
        for peer in peers
        if peer.name != "unveil"
    ]


def _promises(subscribers: Sequence[int]) -> list[Promise]:
    """At 2,000 within 15% of C, above at C's cost; a thirtieth of stock Channels; and everybody gets everything."""
    few, many = min(subscribers), max(subscribers)
    stock = PEERS["channels"].most_subscribers
    return [
        Promise(f"unveil/nchan@{few}", at_most=1.15),
        *([Promise(f"unveil/nchan@{many}", at_most=1.0)] if many > few else []),
        Promise(f"unveil@{few}/channels@{stock}" if few > stock else f"unveil/channels@{few}", at_most=1 / 30),
        *(Promise(f"unveil@{count}", "delivered_share", at_least=1.0) for count in subscribers),
    ]


def _measure(program: Path, peer: Peer, count: int, *, rate: float, seconds: float) -> Mapping[str, float]:
    with peer.running() as server:
        published = _publish(server, rate=max(rate, 1.0), seconds=min(seconds, 3.0))
        before_bytes = memory_bytes(server.pids)
        with Crowd.of(program, server, peer.snapshots) as crowd:
            fill(crowd, count, per_second=peer.most_joins_per_s)
            _warm(crowd, server, count)
            idle = _idle(server, seconds)
            after_bytes = memory_bytes(server.pids)
            crowd.reset()
            meter = Meter(server)
            sent, took_s = _send(server, rate=rate, seconds=seconds)
            report = crowd.wait(lambda now: now["facts"] >= sent * count, patience_s=PATIENCE_S)
            used = meter.read()
    return _values(report, used, idle, published, sent=sent, count=count, took_s=took_s) | {
        "memory_kb": (after_bytes - before_bytes) / 1024 / count
    }


def _warm(crowd: Crowd, server: Running, count: int) -> None:
    """Two messages to everybody, before anything is counted: each socket knows its position, each path is compiled."""
    crowd.reset()
    for _ in range(2):
        server.publish()
    crowd.wait(lambda now: now["facts"] >= 2 * count, patience_s=PATIENCE_S)


def _idle(server: Running, seconds: float) -> Used:
    meter = Meter(server)
    time.sleep(seconds)
    return meter.read()


def _publish(server: Running, *, rate: float, seconds: float) -> float:
    """Return the microseconds of CPU that a message costs when nobody listens."""
    for _ in range(3):
        server.publish()
    meter = Meter(server)
    sent, _ = _send(server, rate=rate, seconds=seconds)
    return meter.read().server_s * 1e6 / sent


def _send(server: Running, *, rate: float, seconds: float) -> tuple[int, float]:
    """Publish at an even pace; return how many, and how long that took."""
    began = time.monotonic()
    count = max(1, round(rate * seconds))
    for number in range(count):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        server.publish()
    time.sleep(max(0.0, began + count / rate - time.monotonic()))
    return count, time.monotonic() - began


def _values(
    report: Report, used: Used, idle: Used, publish_us: float, *, sent: int, count: int, took_s: float
) -> dict[str, float]:
    delivered = report["facts"]
    if not delivered:
        raise Failed(f"expected {sent * count} deliveries, got none")
    return {
        METRIC: used.server_s * 1e6 / delivered,
        WITHOUT_PUBLISHING: (used.server_s * 1e6 - sent * publish_us) / delivered,
        "redis_us_per_delivery": used.redis_s * 1e6 / delivered,
        "delivered_share": delivered / (sent * count),
        "gaps": report["gaps"],
        "duplicates": report["duplicates"],
        "lost_sockets": count - report["open"],
        "delivery_p50_ms": report["delivery_ms"]["p50"],
        "delivery_p99_ms": report["delivery_ms"]["p99"],
        "frames_per_message": report["frames"] / delivered,
        "frame_bytes": report["bytes"] / report["frames"],
        "messages_per_s": sent / took_s,
        "cpu_percent": used.percent,
        "idle_cpu_percent": idle.percent,
        "publish_cpu_us": publish_us,
    }


FANOUT = Bench(
    "fanout",
    "what a delivered message costs the server",
    METRIC,
    "us of CPU for a delivered message",
    add_arguments,
    run,
)
