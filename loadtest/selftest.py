"""What the audience itself costs: `python -m loadtest.selftest --viewers 2000 --frames 50 --json`.

A fake edge in a process of its own broadcasts to a cohort in this one, which is timed while it reads.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import time
from multiprocessing.connection import Connection

import uvloop

from loadtest.cohort import Cohort
from loadtest.fake_edge import FakeEdge
from loadtest.people import Person
from loadtest.targets import Target

_TIMEOUT_S = 60.0


def main() -> None:
    """Join, read, and print the CPU of a frame in microseconds, with the kernel's share."""
    parser = argparse.ArgumentParser(prog="python -m loadtest.selftest")
    parser.add_argument("--viewers", type=int, default=2_000)
    parser.add_argument("--frames", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    mine, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    try:
        row = _measure(mine, options.viewers, options.frames)
    finally:
        server.terminate()
        server.join()
    settings = {"viewers": options.viewers, "frames": options.frames}
    print(json.dumps({"bench": "selftest", "settings": settings, **row}) if options.json else row)


def _measure(server: Connection, viewers: int, frames: int) -> dict[str, float]:
    cohort = Cohort([Target("127.0.0.1", server.recv())])
    people = [cohort.add(Person(number, "attendee", "a1", "x=y"), ("event/1",)) for number in range(viewers)]
    began, cpu = time.perf_counter(), time.process_time()
    cohort.join(people, per_second=5_000)
    deadline = began + _TIMEOUT_S
    while cohort.figures.joins < viewers and time.perf_counter() < deadline:
        cohort.turn(0.01)
    joined_us = (time.process_time() - cpu) / viewers * 1e6
    joined_s = time.perf_counter() - began
    cohort.figures.frames = 0
    cpu = time.process_time()
    for said in range(1, frames + 1):
        server.send("say")
        while cohort.figures.facts < said * viewers and time.perf_counter() < deadline:
            cohort.turn(0.01)
            # As in the greenlet: reading at once would be one look at epoll for each frame.
            time.sleep(0.001)
    read_us = (time.process_time() - cpu) / cohort.figures.frames * 1e6
    if cohort.figures.facts != frames * viewers:
        raise SystemExit(f"expected {frames * viewers} facts within {_TIMEOUT_S:g} s, got {cohort.figures.facts}")
    p99_ms = cohort.figures.latency.quantile_ms(0.99) or 0.0
    cohort.leave()
    return {"join_us": joined_us, "joined_s": joined_s, "frame_us": read_us, "p99_ms": p99_ms}


def _serve(pipe: Connection) -> None:
    uvloop.run(_serving(pipe))


async def _serving(pipe: Connection) -> None:
    edge = FakeEdge()
    pipe.send(await edge.start())
    while True:
        await asyncio.to_thread(pipe.recv)
        edge.say_fact("event/1")


if __name__ == "__main__":
    main()
