"""What pages showed, held against what they should have: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from loadtest.bench.cues.film import FRAME_MS

# A picture that goes on by more than this from one frame to the next stood still, or was taken somewhere else.
_LEAP_MS = 500


class Presented(NamedTuple):
    """A frame that was put on screen. `ms`: programme time; `number`: by the browser, counted from the first."""

    ms: int
    number: int


@dataclass(frozen=True, slots=True)
class CueMark:
    """A moment at which what a page shows changes. `ms`: programme time."""

    poll_id: int
    is_shown: bool
    ms: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows from a frame on.

    `ms`: the programme time of that frame, read from its pixels. `presented`: the last frames that were put on
    screen, as the browser says.
    """

    poll_ids: frozenset[int]
    ms: int
    presented: tuple[Presented, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a page played in one go, without the moments around it. `from_ms`, `to_ms`: programme time."""

    seen: Sequence[Seen]
    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that a page followed."""

    error_ms: int
    """From the cue to the frame that came with it; late is positive."""
    frames_late: int
    """Frames that were on screen in between, without it."""
    is_leapt_over: bool = False
    """The player went on behind the cue, so that there was no nearer frame: the one that came with it was the next."""


def hits(cues: Iterable[CueMark], stretch: Stretch) -> tuple[list[Hit], int]:
    """Return how each cue of a stretch was followed, and how many never were."""
    found, lost = [], 0
    changes = _changes(stretch.seen)
    for cue in cues:
        if not stretch.from_ms < cue.ms < stretch.to_ms:
            continue
        near = min(changes.get((cue.poll_id, cue.is_shown), []), key=lambda seen: abs(seen.ms - cue.ms), default=None)
        if near is None:
            lost += 1
            continue
        # The nearest frame to a cue is half a frame before it at most.
        between = sum(cue.ms - FRAME_MS // 2 <= ms < near.ms - FRAME_MS // 2 for ms, _ in near.presented)
        found.append(Hit(near.ms - cue.ms, between, not between and _is_leapt_over(cue.ms, near.presented)))
    return found, lost


def _is_leapt_over(ms: int, presented: Sequence[Presented]) -> bool:
    """Whether the picture went from before `ms` to long behind it, without a frame on screen in between."""
    return any(
        before.ms < ms <= after.ms and after.ms - before.ms > _LEAP_MS and after.number == before.number + 1
        for before, after in pairwise(presented)
    )


def _changes(seen: Sequence[Seen]) -> Mapping[tuple[int, bool], list[Seen]]:
    changes: dict[tuple[int, bool], list[Seen]] = {}
    before: frozenset[int] = frozenset()
    for now in seen:
        for poll_id in now.poll_ids ^ before:
            changes.setdefault((poll_id, poll_id in now.poll_ids), []).append(now)
        before = now.poll_ids
    return changes


def figures(found: Sequence[Hit], lost: int) -> dict[str, float]:
    """Return the row of a situation. Where nothing was seen there is no error to speak of.

    A cue that the picture leapt over has no frame of its own, and so no error: it is counted apart.
    """
    row: dict[str, float] = {"cues": len(found) + lost, "lost": lost}
    errors = [hit.error_ms for hit in found if not hit.is_leapt_over]
    if len(errors) < len(found):
        row["leapt_over"] = len(found) - len(errors)
    if errors:
        sizes, ordered = sorted(map(abs, errors)), sorted(errors)
        row |= {
            "error_p95_ms": sizes[ceil(0.95 * len(sizes)) - 1],
            "error_max_ms": sizes[-1],
            "error_median_ms": ordered[len(ordered) // 2],
            "frames_late_max": max(hit.frames_late for hit in found),
        }
    return row
