"""Lets a crowd in."""

from __future__ import annotations

from collections.abc import Mapping

from loadtest.bench.crowd import Crowd, Report

# How long nothing may move before a bench gives up on it.
PATIENCE_S = 20.0


class Failed(Exception):
    """A peer could not do what was asked; `values` are what was measured before that."""

    def __init__(self, message: str, values: Mapping[str, float] | None = None) -> None:
        super().__init__(message)
        self.values = values or {}


def fill(crowd: Crowd, count: int, *, per_second: int, in_flight: int = 256) -> Report:
    """Open `count` more sockets, wait until each is in, and return the report of it. Raises Failed."""
    wanted = crowd.report()["ready"] + count
    crowd.open(count, per_second=per_second, in_flight=in_flight)
    report = crowd.wait(lambda now: not (now["left"] or now["in_flight"]), patience_s=PATIENCE_S)
    if report["ready"] != wanted:
        gone = {name: report[name] for name in ("refused", "failed", "lost", "bad", "codes") if report[name]}
        raise Failed(f"expected {wanted} sockets to come in, got {report['ready']}; gone: {gone or 'none'}")
    return report
