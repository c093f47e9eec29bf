"""What happens to an event as a whole."""

from __future__ import annotations

from typing import Literal, get_args

from live.facts import Fact

PhaseName = Literal["before", "live", "after"]
_PHASE_NAMES: tuple[PhaseName, ...] = get_args(PhaseName)


def phase_name(phase: str) -> PhaseName:
    """Return `phase` as the wire says it. Raises ValueError for what is no phase."""
    for name in _PHASE_NAMES:
        if name == phase:
            return name
    raise ValueError(f"expected a phase, got {phase!r}")


class PhaseChanged(Fact):
    """The crew moved the event to `phase` at `since_ms` (UTC milliseconds)."""

    phase: PhaseName
    since_ms: int


class EventRescheduled(Fact):
    """The event begins and ends at other moments (UTC milliseconds)."""

    starts_at_ms: int
    ends_at_ms: int


class EventRenamed(Fact):
    """The event has another name."""

    name: str
