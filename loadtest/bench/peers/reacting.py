"""Unveil with a crowd that reacts: one edge takes the taps, another one only tells them to those who look on."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from loadtest.bench.peers.moderator import Ticket, open_socket
from loadtest.bench.peers.page import page_query
from loadtest.bench.peers.peer import Running
from loadtest.bench.peers.unveil import TICKETS, bench_settings, make_launch
from loadtest.bench.programs import free_port, redis_running, running

# Those that an event begins with.
EMOJI = ("👏", "❤️", "😮", "🔥", "🎉")
TAPS_OF_A_COMMAND = len(EMOJI)
# A values message that is still on its way: the pace of commits, a tick, the bus.
_SETTLE_S = 1.5
# For what is expected and has not come, a busy machine is waited for.
_PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Launch:
    """Two edges of one launch. `intake` has people who tap, `edge` people who look on; `reader` is one of neither."""

    intake: Running
    edge: Running
    event_id: int
    reader: Ticket

    def total(self, expected: int = 0) -> int:
        """Return how many taps the second edge knows of, once nothing more comes; for `expected` it waits longer."""
        topic = f"reactions/{self.event_id}"
        counts: dict[str, int] = {}
        is_told = False
        latest = time.monotonic() + _PATIENCE_S
        path = f"/ws/events/{self.event_id}/?follow={topic}"
        with closing(open_socket(self.edge.port, path, self.reader)) as socket:
            while True:
                try:
                    frame = json.loads(socket.recv(timeout=_SETTLE_S))
                except TimeoutError:
                    total = sum(counts.values())
                    if (is_told and total >= expected) or time.monotonic() > latest:
                        return total
                    continue
                for message in frame:
                    if message["type"] == "snapshot":
                        counts, is_told = message["state"]["counts"], True
                    elif message["type"] == "values":
                        counts |= {key.removeprefix("count/"): value for key, value in message["values"].items()}


@contextmanager
def reacting(folder: Path, *, tappers: int, subscribers: int) -> Iterator[Launch]:
    """Run both on one SQLite and one Redis, with the demo event, which is live."""
    launch = folder / "launch"
    make_launch(launch, tappers + subscribers + 1)
    event, *lines = [line.split("\t") for line in (launch / TICKETS).read_text().splitlines()]
    event_id, people = int(event[1]), [Ticket(*fields) for fields in lines]
    attendees = [each for each in people if each.kind == "attendee"]
    socket = f"/ws/events/{event_id}/"
    taps, looks = folder / "tappers", folder / "subscribers"
    taps.write_text("".join(f"{socket}\t{each.cookie}\n" for each in attendees[:tappers]))
    looks.write_text(
        "".join(f"{socket}?{page_query(event_id, each.subject)}\t{each.cookie}\n" for each in attendees[tappers:-1])
    )
    with redis_running(folder) as (redis_pid, redis_port):
        bus_url = f"redis://127.0.0.1:{redis_port}/0"
        with (
            _serving(launch, bus_url, folder / "intake.log") as (intake_port, intake_pid),
            _serving(launch, bus_url, folder / "edge.log") as (edge_port, edge_pid),
        ):
            topic = f"reactions/{event_id}"
            yield Launch(
                intake=Running(intake_port, [intake_pid], [redis_pid], taps, topic, _nothing, {"tap": _tap()}),
                edge=Running(edge_port, [edge_pid], [redis_pid], looks, topic, _nothing),
                event_id=event_id,
                reader=attendees[-1],
            )


@contextmanager
def _serving(launch: Path, bus_url: str, log: Path) -> Iterator[tuple[int, int]]:
    port = free_port()
    environment = bench_settings(launch, port=port, bus_url=bus_url)
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with running(command, log=log, port=port, environment=environment) as pid:
        yield port, pid


def _tap() -> str:
    args = {"taps": dict.fromkeys(EMOJI, 1)}
    message = {"type": "command", "id": "bench-tap-$", "name": "reactions.tap", "args": args}
    return json.dumps(message, separators=(",", ":"))


def _nothing() -> None:
    """What is published here comes from the crowd alone."""
