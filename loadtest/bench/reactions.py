"""reactions: whether telling them costs the same at 100 taps a second and at 5,000."""

from __future__ import annotations

import tempfile
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping
from pathlib import Path

from loadtest.bench.arguments import at_least_one
from loadtest.bench.bench import Bench, say
from loadtest.bench.crowd import Crowd, build_crowd
from loadtest.bench.filling import Failed, fill
from loadtest.bench.meter import Meter
from loadtest.bench.peers.page import PAGE_SNAPSHOTS
from loadtest.bench.peers.reacting import TAPS_OF_A_COMMAND, Launch, reacting
from loadtest.bench.result import Comparison, Promise, Reading, Result, rotated
from loadtest.bench.settings import VAR, surroundings

METRIC = "fanout_cpu_percent"
# That the first one does not rise because fewer frames go out would be no merit.
OF_A_FRAME = "cpu_us_per_frame"
FEW, MANY = 100, 5_000
MOST_RISE = 1.10
# Each of them speaks once in a round of it: the server takes one command a second of each person.
_ROUND_S = 1.25
# A little faster than it must be, so that a round is over when the next one begins.
_HASTE = 1.02
_JOINS_PER_S = 1_000
# The flow is at its pace, and the last of another rate has been told.
_SETTLE_S = 3.0
_PATIENCE_S = 10.0


def rates(text: str) -> list[int]:
    """Read "100,1000,5000"."""
    found = [int(part) if part.isdigit() else 0 for part in text.split(",")]
    if not all(20 <= rate <= 20_000 for rate in found):
        raise ArgumentTypeError(f"expected taps a second from 20 to 20000 with commas between, got {text!r}")
    return found


def add_arguments(parser: ArgumentParser) -> None:
    """How many look on, and how fast the others tap."""
    parser.add_argument("--subscribers", type=at_least_one, default=2_000, help="who follow what a page follows (2000)")
    parser.add_argument("--rates", type=rates, default=[FEW, 1_000, MANY], metavar="N,M", help="taps a second")
    parser.add_argument("--seconds", type=float, default=15.0, help="of each rate in each round (15)")
    parser.add_argument("--rounds", type=at_least_one, default=5, help="each rate is measured once in each (5)")
    parser.add_argument("--quick", action="store_true", help="one round, few sockets, seconds: to see that it works")


def run(options: Namespace) -> Result:
    """Measure."""
    if options.quick:
        options.subscribers, options.rounds, options.seconds, options.rates = 100, 1, 2.5, [FEW, 500]
    program = build_crowd(VAR)
    tappers = round(max(options.rates) / TAPS_OF_A_COMMAND * _ROUND_S)
    asked = {name: value for name, value in sorted(vars(options).items()) if name not in {"bench", "json"}}
    settings = {**surroundings(), **asked, "taps_of_a_command": TAPS_OF_A_COMMAND, "tappers": tappers}
    with (
        tempfile.TemporaryDirectory(prefix="reactions-", dir=VAR) as folder,
        reacting(Path(folder), tappers=tappers, subscribers=options.subscribers) as launch,
        Crowd.of(program, launch.intake, 0) as tapping,
        Crowd.of(program, launch.edge, PAGE_SNAPSHOTS) as looking,
    ):
        fill(tapping, tappers, per_second=_JOINS_PER_S)
        fill(looking, options.subscribers, per_second=_JOINS_PER_S)
        readings = [
            _reading(launch, tapping, looking, int(rate), number, options)
            for number in range(options.rounds)
            for rate in rotated([str(rate) for rate in options.rates], number)
        ]
    few, many, count = f"taps-{min(options.rates)}", f"taps-{max(options.rates)}", options.subscribers
    comparisons = [
        Comparison(metric, many, few, count, count, is_main=metric == METRIC) for metric in (METRIC, OF_A_FRAME)
    ]
    promises = [
        *(Promise(each.key, at_most=MOST_RISE) for each in comparisons),
        *(
            Promise(f"taps-{rate}@{count}", metric, at_least=1.0)
            for rate in options.rates
            for metric in ("acked_share", "counted_share")
        ),
    ]
    return Result("reactions", settings, readings, comparisons, promises)


def _reading(launch: Launch, tapping: Crowd, looking: Crowd, rate: int, number: int, options: Namespace) -> Reading:
    peer, count = f"taps-{rate}", options.subscribers
    try:
        reading = Reading(peer, count, number, _measure(launch, tapping, looking, rate, count, options.seconds))
    except Failed as failed:
        reading = Reading(peer, count, number, failed.values, failure=str(failed))
    told = ", ".join(f"{name} {value:.4g}" for name, value in reading.values.items())
    say(f"round {number + 1}  {peer}@{count}  {told}  {reading.failure or ''}")
    return reading


def _measure(
    launch: Launch, tapping: Crowd, looking: Crowd, rate: int, count: int, seconds: float
) -> Mapping[str, float]:
    before = launch.total()
    tapping.reset()
    _tap(launch, tapping, rate, _SETTLE_S)
    looking.reset()
    fanout, intake = Meter(launch.edge), Meter(launch.intake)
    answered = tapping.report()["acks"]
    _tap(launch, tapping, rate, seconds)
    used, taken, seen = fanout.read(), intake.read(), looking.report()
    commands = tapping.report()["acks"] - answered
    answers = tapping.wait(lambda now: now["acks"] + now["refusals"] >= now["said"], patience_s=_PATIENCE_S)
    if not seen["frames"] or not answers["said"]:
        raise Failed(f"expected frames and taps, got {seen['frames']} and {answers['said']}")
    counted = launch.total(before + answers["acks"] * TAPS_OF_A_COMMAND) - before
    return {
        METRIC: used.percent,
        OF_A_FRAME: used.server_s * 1e6 / seen["frames"],
        "frames_per_reader_s": seen["frames"] / count / used.wall_s,
        "frame_bytes": seen["bytes"] / seen["frames"],
        "taps_per_s": commands * TAPS_OF_A_COMMAND / taken.wall_s,
        "intake_cpu_percent": taken.percent,
        "acked_share": answers["acks"] / answers["said"],
        "counted_share": counted / (answers["acks"] * TAPS_OF_A_COMMAND),
        "lost_sockets": count - seen["open"],
    }


def _tap(launch: Launch, tapping: Crowd, rate: int, seconds: float) -> None:
    """Have people tap for so long, each of them once in a round."""
    per_second = rate / TAPS_OF_A_COMMAND
    rounds = max(1, round(seconds / _ROUND_S))
    began = time.monotonic()
    for number in range(rounds):
        time.sleep(max(0.0, began + number * _ROUND_S - time.monotonic()))
        tapping.say(launch.intake.commands["tap"], per_second=max(1, round(per_second * _HASTE)))
    time.sleep(max(0.0, began + rounds * _ROUND_S - time.monotonic()))
    tapping.hush()


REACTIONS = Bench(
    "reactions",
    "whether telling reactions costs the same however many tap",
    METRIC,
    "% of a core for an edge that tells 2,000 people",
    add_arguments,
    run,
)
