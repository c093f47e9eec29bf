"""`python -m loadtest.bench fanout --json`: measure Unveil beside its peers on this machine."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from types import FrameType

from loadtest.bench.bench import Bench, say
from loadtest.bench.chat import CHAT
from loadtest.bench.cues.bench import CUES
from loadtest.bench.desk.bench import DESK
from loadtest.bench.duplicates import DUPLICATES
from loadtest.bench.fanout import FANOUT
from loadtest.bench.graphics import GRAPHICS
from loadtest.bench.joins import JOINS
from loadtest.bench.presenting import JSON, bars, ratio_table, svg, table
from loadtest.bench.reactions import REACTIONS
from loadtest.bench.settings import VAR
from loadtest.bench.votes import VOTES

BENCHES: dict[str, Bench] = {
    bench.name: bench for bench in (FANOUT, JOINS, CHAT, VOTES, REACTIONS, CUES, DESK, DUPLICATES, GRAPHICS)
}


def main(arguments: list[str] | None = None) -> int:
    """Run one bench; return 0 when it measured, whatever it found."""
    options = _parser().parse_args(arguments)
    bench = BENCHES[options.bench]
    lack = bench.lacks()
    if lack is not None:
        say(f"unveil: {bench.name} is skipped: {lack}")
        return 1
    signal.signal(signal.SIGTERM, _leave)
    result = bench.run(options).as_json()
    if options.json:
        print(json.dumps(result))
    else:
        _present(bench, result)
    return 0 if any(bench.main_metric in row for row in result["rows"]) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loadtest.bench", description=__doc__)
    benches = parser.add_subparsers(dest="bench", required=True, metavar="BENCH")
    for bench in BENCHES.values():
        each = benches.add_parser(bench.name, help=bench.summary, description=bench.summary)
        each.add_argument("--json", action="store_true", help="print the result as one JSON object, last")
        bench.add_arguments(each)
    return parser


def _present(bench: Bench, result: JSON) -> None:
    chart = VAR / f"{bench.name}-{time.strftime('%Y%m%d-%H%M%S')}.svg"
    chart.write_text(svg(result, bench.main_metric, bench.unit))
    told = [
        "settings: " + json.dumps(result["settings"]),
        table(result),
        ratio_table(result),
        bars(result, bench.main_metric, bench.unit),
        "\n".join(result["missed"]) or "all promises that could be measured were kept",
        f"chart: {chart}",
    ]
    print("\n\n".join(told))


def _leave(signal_number: int, frame: FrameType | None) -> None:
    """End the servers on the way out."""
    sys.exit(128 + signal_number)


if __name__ == "__main__":
    sys.exit(main())
