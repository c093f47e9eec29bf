"""What the driver is told, and the bounds that it keeps to."""

from __future__ import annotations

import argparse
import math
from dataclasses import fields
from pathlib import Path

from loadtest.scenarios import SCENARIOS, Plan
from loadtest.targets import parse_target
from loadtest.viewer import FOLLOWED

MOST_VIEWERS = 150_000
MOST_SECONDS = 3_600
# Of the 20,000 files that a process may open on a common limit.
SOCKETS_PER_PROCESS = 17_000
# Where a scenario's promise is another than the plan's.
VOTES = ("vote_surge", "vote_outage")
"""The scenarios with polls."""
_DEFAULTS = {name: {"window_s": 5.0} for name in VOTES}

_HELP = {
    "viewers": "how many people",
    "seconds": "how long they are held",
    "frames_per_second": "facts (and states) that go out a second",
    "joins_per_second": "pace of coming in",
    "slow": "share of slow readers (slow_readers)",
    "voters": "share of viewers who vote, or above 1 how many (write_surge, vote_surge, vote_outage)",
    "window_s": "seconds within which all come or vote (join_surge, write_surge, vote_surge, vote_outage)",
    "door": "people who register first (join_surge)",
    "on_killed": "share of viewers who are on the edge that is killed, at least (reconnect_storm; 0: as they fall)",
    "admission": "viewers that an edge admits (default: the setting's; overload: a third)",
}


def parse_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options. Ends the program with a line for those that it will not serve."""
    parser = argparse.ArgumentParser(prog="python -m loadtest", description="A black-box audience, on loopback only.")
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), default="steady")
    for each in fields(Plan):
        flag = f"--{each.name.replace('_', '-')}"
        kind = int if each.type == "int" else float
        parser.add_argument(flag, type=kind, help=_HELP.get(each.name, "threshold"), metavar="N")
    parser.add_argument("--edges", type=int, default=0, metavar="N", help="edges to start (default: by viewers)")
    parser.add_argument("--clients", type=int, default=0, metavar="N", help="client processes (default: by viewers)")
    parser.add_argument("--database", choices=("auto", "postgresql", "sqlite"), default="auto")
    parser.add_argument("--targets", nargs="+", metavar="URL", help="servers that run already: edges, or a balancer")
    parser.add_argument("--metrics", nargs="+", metavar="URL", help="servers whose /metrics to read (default: targets)")
    parser.add_argument("--audience", type=Path, metavar="FILE", help="their audience, from seed_audience --crew")
    parser.add_argument("--follow", nargs="+", help="topics, as the page follows them by default")
    parser.add_argument("--out", type=Path, default=Path("var/loadtest"), help="where reports go")
    options = parser.parse_args(arguments)
    for each in fields(Plan):
        if getattr(options, each.name) is None:
            setattr(options, each.name, _DEFAULTS.get(options.scenario, {}).get(each.name, each.default))
    options.follow = options.follow or list(FOLLOWED)
    if options.voters > 1:
        options.voters = min(1.0, options.voters / options.viewers)
    try:
        for url in [*(options.targets or []), *(options.metrics or [])]:
            parse_target(url)
    except ValueError as error:
        parser.error(str(error))
    if not 1 <= options.viewers <= MOST_VIEWERS:
        parser.error(f"expected --viewers from 1 to {MOST_VIEWERS}, got {options.viewers}")
    if not 1 <= options.seconds <= MOST_SECONDS:
        parser.error(f"expected --seconds from 1 to {MOST_SECONDS}, got {options.seconds:g}")
    if bool(options.targets) != bool(options.audience):
        parser.error("expected --targets and --audience together, or neither: then a stage is made")
    # Nobody's questions are answered quicker than a moderator may press: 120 times in 10 s, and there are two.
    if not 0 < options.frames_per_second <= 20:
        parser.error(f"expected --frames-per-second above 0 and up to 20, got {options.frames_per_second:g}")
    needed = math.ceil(options.viewers / SOCKETS_PER_PROCESS)
    options.clients = max(options.clients, needed)
    if not options.edges:
        # Those of an edge that is killed need room on the others.
        spare = options.scenario in ("reconnect_storm", "drain")
        options.edges = needed + 1 if spare else needed
    return options


def plan_of(options: argparse.Namespace) -> Plan:
    """Return the plan in the options."""
    return Plan(**{each.name: getattr(options, each.name) for each in fields(Plan)})
