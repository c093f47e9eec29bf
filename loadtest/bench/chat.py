"""chat: what a crowd that speaks costs the server, and what of it reaches each reader."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from loadtest.bench.arguments import add_shared_arguments, counts
from loadtest.bench.bench import Bench, available, interleaved, prepared, run_settings
from loadtest.bench.crowd import Crowd, Report, build_crowd
from loadtest.bench.filling import PATIENCE_S, Failed, fill
from loadtest.bench.meter import Meter, Used
from loadtest.bench.peers.chat import POST, UnveilChat
from loadtest.bench.peers.peer import Peer, Running
from loadtest.bench.result import Promise, Result
from loadtest.bench.settings import VAR

METRIC = "cpu_us_per_frame"
PEERS: dict[str, Peer] = {"unveil": UnveilChat("unveil", "the chat of the stage")}
# A post is answered, and told to its author's own topic: these frames belong to it.
FRAMES_OF_A_POST = 2
QUIET_PER_S = 4.0
# A delivered frame of the fan-out bench costs 13 to 14 us between 2,000 and 19,000 sockets.
FRAME_US = 15.0
# The room is at its pace again, whoever joined has the snapshot, and the longest tick (1 s) has passed twice.
_SETTLE_S = 2.0
# What was said last is still on its way: a tick, and the bus.
_ON_THE_WAY_S = 1.5


def add_arguments(parser: ArgumentParser) -> None:
    """How many are in the room, and how fast they speak."""
    parser.add_argument("--subscribers", type=counts, default=[10_000], metavar="N,M")
    parser.add_argument("--rate", type=int, default=500, help="the crowd's messages a second, one of each (500)")
    parser.add_argument("--seconds", type=float, default=10.0, help="of the crew's words alone, before the crowd (10)")
    add_shared_arguments(parser, peers=list(PEERS))


def run(options: Namespace) -> Result:
    """Measure."""
    if options.quick:
        options.subscribers, options.rounds, options.seconds, options.rate = [100], 1, 2.0, 50
    peers, skipped = available(PEERS, options.peers)
    program = build_crowd(VAR)

    def measure(peer: Peer, count: int) -> Mapping[str, float]:
        assert isinstance(peer, UnveilChat)
        return _measure(program, peer, count, rate=options.rate, seconds=options.seconds)

    with prepared(peers, max(options.subscribers) + 1):  # and one who only reads
        settings = {**run_settings(options, peers, skipped), "posts_per_s": options.rate}
        readings = interleaved(peers, options.subscribers, options.rounds, measure)
    promises = [
        promise
        for count in options.subscribers
        for promise in (
            Promise(f"unveil@{count}", "most_in_a_second", at_most=7),
            Promise(f"unveil@{count}", "messages_per_reader_s", at_most=7),
            Promise(f"unveil@{count}", "crew_share", at_least=1.0),
            Promise(f"unveil@{count}", "acked_share", at_least=1.0),
            Promise(f"unveil@{count}", "delivered_share", at_least=1.0),
            Promise(f"unveil@{count}", "quiet_cpu_us_per_frame", at_most=FRAME_US),
        )
    ]
    return Result("chat", settings, readings, [], promises)


def _measure(program: Path, peer: UnveilChat, count: int, *, rate: int, seconds: float) -> Mapping[str, float]:
    with peer.running() as server, Crowd.of(program, server, peer.snapshots) as crowd:
        fill(crowd, count, per_second=peer.most_joins_per_s)
        quiet = _quiet(crowd, server, count, seconds)
        with peer.listening() as heard:
            time.sleep(_SETTLE_S)
            del heard.at_s[:], heard.of_crew[:]
            before = crowd.report()["highest"]
            said: list[str] = []
            report, used = _flood(crowd, server, count, rate, each_second=lambda: _speak(peer, said))
            time.sleep(_SETTLE_S)
        told = crowd.wait(lambda now: now["lowest"] == now["highest"], patience_s=PATIENCE_S)
        facts = told["highest"] - before
    if not report["frames"]:
        raise Failed("expected frames, got none")
    shared_us = (report["frames"] - FRAMES_OF_A_POST * count) * quiet
    return {
        METRIC: used.server_s * 1e6 / report["frames"],
        "quiet_cpu_us_per_frame": quiet,
        "post_cpu_us": (used.server_s * 1e6 - shared_us) / count,
        "posts_per_s": count / used.wall_s,
        "acked_share": report["acks"] / count,
        "answer_p99_ms": report["answer_ms"]["p99"],
        "messages_per_reader_s": len(heard.at_s) / used.wall_s,
        "most_in_a_second": heard.most_in_a_second(),
        "crew_share": sum(text in heard.of_crew for text in said) / len(said),
        "delivered_share": told["facts"] / (facts * count) if facts else 0.0,
        "gaps": report["gaps"],
        "duplicates": report["duplicates"],
        "lost_sockets": count - report["open"],
        "delivery_p99_ms": report["delivery_ms"]["p99"],
        "frames_per_reader_s": report["frames"] / count / used.wall_s,
        "frame_bytes": report["bytes"] / report["frames"],
        "cpu_percent": used.percent,
        "redis_cpu_percent": 100 * used.redis_s / used.wall_s,
    }


def _flood(
    crowd: Crowd, server: Running, count: int, rate: int, *, each_second: Callable[[], None]
) -> tuple[Report, Used]:
    """Have everybody say one thing; return what was counted until each had an answer, and what it took."""
    crowd.reset()
    meter = Meter(server)
    crowd.say(server.commands[POST], per_second=rate)
    began = time.monotonic()
    while time.monotonic() < began + count / rate:
        each_second()
        time.sleep(max(0.0, 1 - (time.monotonic() - began) % 1))
    crowd.wait(lambda now: now["acks"] + now["refusals"] >= count, patience_s=PATIENCE_S)
    used = meter.read()
    time.sleep(_ON_THE_WAY_S)
    return crowd.report(), used


def _quiet(crowd: Crowd, server: Running, count: int, seconds: float) -> float:
    """Return the microseconds of CPU that a delivered frame takes while the crew alone speaks."""
    time.sleep(_SETTLE_S)
    crowd.reset()
    meter = Meter(server)
    for _ in range(round(seconds * QUIET_PER_S)):
        began = time.monotonic()
        server.publish()
        time.sleep(max(0.0, 1 / QUIET_PER_S - (time.monotonic() - began)))
    used, report = meter.read(), crowd.report()
    if not report["frames"]:
        raise Failed(f"expected frames to {count} sockets, got none")
    return used.server_s * 1e6 / report["frames"]


def _speak(peer: UnveilChat, said: list[str]) -> None:
    said.append(f"A word of the crew's, number {len(said) + 1}.")
    peer.say(said[-1])


CHAT = Bench(
    "chat",
    "what a crowd that speaks costs, and what reaches its readers",
    METRIC,
    "us of CPU for a delivered frame, posts included",
    add_arguments,
    run,
)
