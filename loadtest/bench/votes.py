"""votes: how many votes a second of CPU takes, beside a row at a time by Django's ORM: whole, and its insert alone."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from loadtest.bench.arguments import at_least_one
from loadtest.bench.bench import Bench, say
from loadtest.bench.processes import cpu_s
from loadtest.bench.result import Comparison, Promise, Reading, Result, rotated
from loadtest.bench.settings import ROOT, VAR, surroundings
from loadtest.stage import SLUG, Stage, StageFailed, postgresql_programs

METRIC = "votes_per_cpu_s"
# What a measurement is called, and the word by which `manage.py measure_voting` knows it.
WAYS = {"unveil": "commands", "orm": "rows", "orm-insert-alone": "inserts"}


def add_arguments(parser: ArgumentParser) -> None:
    """How many vote."""
    parser.add_argument("--voters", type=at_least_one, default=10_000, help="who vote, once in each round (10000)")
    parser.add_argument("--rounds", type=at_least_one, default=5, help="each way is measured once in each (5)")
    parser.add_argument("--quick", action="store_true", help="one round, few voters: to see that it works")


def lacks() -> str | None:
    """SQLite would say nothing of what is measured: commits that several connections wait for."""
    return None if postgresql_programs() else "PostgreSQL is missing: apt-get install postgresql"


def run(options: Namespace) -> Result:
    """Measure all ways in one process, on one PostgreSQL with fsync on, in turns."""
    if options.quick:
        options.voters, options.rounds = 500, 1
    VAR.mkdir(parents=True, exist_ok=True)
    told = {name: value for name, value in sorted(vars(options).items()) if name not in {"bench", "json"}}
    settings = {**surroundings(), **told, "subscribers_means": "voters"}
    count, readings = options.voters, []
    try:
        with Stage(edges=0, people=count, database="postgresql") as stage, _voters(stage, count) as voters:
            for number in range(options.rounds):
                for name in rotated(list(WAYS), number):
                    readings.append(Reading(name, count, number, voters.measure(WAYS[name])))
                    values = ", ".join(f"{metric} {value:.4g}" for metric, value in readings[-1].values.items())
                    say(f"round {number + 1}  {name}@{count}  {values}")
    except (StageFailed, VotersFailed) as error:
        say(str(error))
        readings.append(Reading("unveil", count, options.rounds, {}, failure=str(error)))
    comparisons = [
        Comparison(metric, "unveil", peer, count, count, is_main=metric == METRIC)
        for peer in ("orm", "orm-insert-alone")
        for metric in (METRIC, "server_us_per_vote", "database_us_per_vote")
    ]
    promises = [Promise(comparisons[0].key, at_least=10.0)]
    return Result("votes", settings, readings, comparisons, promises)


class VotersFailed(Exception):
    """The process that votes did not; the message has what it said."""


class _Voters:
    """The process that votes, and PostgreSQL beside it."""

    def __init__(self, process: subprocess.Popen[str], database_pid: int) -> None:
        self._process = process
        self._database_pid = database_pid

    def measure(self, way: str) -> Mapping[str, float]:
        """Have everybody vote this way; return what that took of each process."""
        self._tell(way)
        self._hear()  # ready
        before_s = cpu_s([self._database_pid])
        self._tell("go")
        spent: dict[str, Any] = json.loads(self._hear())
        database_s = cpu_s([self._database_pid]) - before_s
        votes, all_s = spent["votes"], spent["cpu_s"] + database_s
        return {
            METRIC: votes / all_s,
            "cpu_us_per_vote": 1e6 * all_s / votes,
            "server_us_per_vote": 1e6 * spent["cpu_s"] / votes,
            "database_us_per_vote": 1e6 * database_s / votes,
            "votes_per_s": votes / spent["wall_s"],
        }

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise VotersFailed(f"expected an answer of measure_voting, it ended with {self._process.wait()}")
        return line


@contextmanager
def _voters(stage: Stage, count: int) -> Iterator[_Voters]:
    command = [sys.executable, "manage.py", "measure_voting", "--event", SLUG, "--voters", str(count)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=stage.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield _Voters(process, stage.pids["postgresql"])
    finally:
        process.terminate()
        process.communicate()


VOTES = Bench(
    "votes",
    "how many votes a second of CPU takes, beside one-row inserts by Django's ORM",
    METRIC,
    "votes for a second of CPU, the server's and the database's",
    add_arguments,
    run,
    lacks=lacks,
)
