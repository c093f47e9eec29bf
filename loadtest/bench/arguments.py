"""Arguments that benches share."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

from loadtest.bench.peers import PEERS


def counts(text: str) -> list[int]:
    """Read "2000,19000"."""
    try:
        found = [int(part) for part in text.split(",")]
    except ValueError:
        found = [0]
    if not all(2 <= count <= 19_500 for count in found):
        raise ArgumentTypeError(f"expected numbers from 2 to 19500 with commas between, got {text!r}")
    return found


def peer_names(text: str) -> list[str]:
    """Read "unveil,nchan"."""
    names = text.split(",")
    strangers = [name for name in names if name not in PEERS]
    if strangers:
        raise ArgumentTypeError(f"expected names among {', '.join(PEERS)}, got {', '.join(strangers)}")
    return names


def at_least_one(text: str) -> int:
    """Read a number of rounds."""
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"expected a whole number from 1 up, got {text!r}")
    return int(text)


def add_shared_arguments(parser: ArgumentParser, *, peers: list[str]) -> None:
    """Add what every bench of sockets takes."""
    parser.add_argument("--rounds", type=at_least_one, default=5, help="each peer is measured once in each (5)")
    parser.add_argument("--peers", type=peer_names, default=peers, metavar="A,B", help=f"of {', '.join(PEERS)}")
    parser.add_argument("--quick", action="store_true", help="one round, few sockets, seconds: to see that it works")
