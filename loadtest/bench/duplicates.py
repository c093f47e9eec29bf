"""What the search for likely duplicates costs, and how many questions a second it keeps pace with."""

from __future__ import annotations

import json
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from loadtest.bench.arguments import at_least_one, counts
from loadtest.bench.bench import Bench, say
from loadtest.bench.peers.unveil import EVENT_SLUG, bench_settings, manage
from loadtest.bench.result import Promise, Reading, Result
from loadtest.bench.settings import VAR, surroundings

METRIC = "cpu_ms_per_question"


def add_arguments(parser: ArgumentParser) -> None:
    """How many are open."""
    parser.add_argument(
        "--open", type=counts, default=[1_000, 5_000], metavar="N,M", help="how many questions are open"
    )
    parser.add_argument("--asked", type=at_least_one, default=200, help="how many are asked then, eight by eight (200)")
    parser.add_argument("--rounds", type=at_least_one, default=5, help="each count is measured once in each (5)")
    parser.add_argument("--quick", action="store_true", help="one round, few questions: to see that it works")


def run(options: Namespace) -> Result:
    """Measure, in a process of its own each time: an index that was filled is a part of the price."""
    if options.quick:
        options.open, options.asked, options.rounds = [min(200, *options.open)], 16, 1
    VAR.mkdir(parents=True, exist_ok=True)
    readings = []
    for number in range(options.rounds):
        for count in options.open:
            readings.append(Reading("unveil", count, number, _measure(count, options.asked)))
            told = ", ".join(f"{name} {value:.4g}" for name, value in readings[-1].values.items())
            say(f"round {number + 1}  unveil@{count}  {told}")
    return Result("duplicates", _settings(options), readings, promises=_promises(options.open))


def _settings(options: Namespace) -> dict[str, Any]:
    told = {name: value for name, value in sorted(vars(options).items()) if name not in {"bench", "json"}}
    return {**surroundings(), **told, "subscribers_means": "open questions"}


def _promises(counts: list[int]) -> list[Promise]:
    """Twenty questions a second on one core, and a burst of 500 done within 25 s."""
    return [
        *(Promise(f"unveil@{count}", "questions_per_s", at_least=20.0) for count in counts),
        *(Promise(f"unveil@{count}", "burst_s", at_most=25.0) for count in counts),
    ]


def _measure(count: int, asked: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="run-", dir=VAR) as folder:
        environment = bench_settings(Path(folder), port=0, bus_url="memory://")
        manage(environment, "migrate", "--no-input", "--skip-checks", "--verbosity", "0")
        manage(environment, "create_demo", "--skip-checks")
        told = manage(
            environment, "measure_comparing", "--event", EVENT_SLUG, "--open", str(count), "--asked", str(asked)
        )
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return found


DUPLICATES = Bench(
    "duplicates",
    "what the search for likely duplicates costs, and how many questions a second it keeps pace with",
    METRIC,
    "ms of CPU for a question",
    add_arguments,
    run,
)
