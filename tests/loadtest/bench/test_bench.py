"""Rounds, peers that are not there, peers that hold fewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from loadtest.bench.bench import available, interleaved
from loadtest.bench.filling import Failed
from loadtest.bench.peers.peer import FactWriter, Peer, Running


class Stranger(Peer):
    def __init__(self, name: str, *, lack: str | None = None, holds: int = 10_000) -> None:
        super().__init__(name, "nobody")
        self.lack = lack
        self.most_subscribers = holds

    def missing(self) -> str | None:
        return self.lack

    def prepare(self, folder: Path, subscribers: int) -> None:
        raise NotImplementedError

    @contextmanager
    def running(self) -> Iterator[Running]:
        raise NotImplementedError
        yield

    def version(self) -> str:
        return "0"


def test_missing_peer_is_skipped_with_a_line_that_says_how_to_get_it() -> None:
    peers = {"here": Stranger("here"), "gone": Stranger("gone", lack="gone is missing: apt-get install gone")}
    there, skipped = available(peers, ["here", "gone"])
    assert [peer.name for peer in there] == ["here"]
    assert skipped == ["gone is skipped: gone is missing: apt-get install gone"]


def test_rounds_are_interleaved_in_rotating_order_and_small_peers_run_once() -> None:
    asked: list[tuple[str, int]] = []

    def measure(peer: Peer, count: int) -> Mapping[str, float]:
        asked.append((peer.name, count))
        return {"cost": 1.0}

    readings = interleaved([Stranger("large"), Stranger("small", holds=500)], [1000, 2000], 2, measure)
    assert asked == [
        ("large", 1000),
        ("small", 500),
        ("large", 2000),
        ("small", 500),
        ("large", 1000),
        ("large", 2000),
    ]
    assert [(each.peer, each.subscribers, each.round) for each in readings[:3]] == [
        ("large", 1000, 0),
        ("small", 500, 0),
        ("large", 2000, 0),
    ]


def test_failure_of_one_peer_leaves_the_others_measured() -> None:
    def measure(peer: Peer, count: int) -> Mapping[str, float]:
        if peer.name == "bad":
            raise Failed("expected 5 sockets to come in, got 0", {"cost": 7.0})
        return {"cost": 1.0}

    readings = interleaved([Stranger("bad"), Stranger("good")], [5], 1, measure)
    assert [(each.peer, each.failure, dict(each.values)) for each in readings] == [
        ("bad", "expected 5 sockets to come in, got 0", {"cost": 7.0}),
        ("good", None, {"cost": 1.0}),
    ]


def test_messages_for_peers_are_as_long_as_asked_and_numbered() -> None:
    writer = FactWriter(400)
    first, second = writer.next(), writer.next()
    assert [len(first), len(second)] == [400, 400]
    assert '"offset":1,' in first
    assert '"offset":2,' in second
