"""What pages showed, held against what they should have: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class CueMark:
    """A moment at which what a page shows changes. `ms`: programme time."""

    poll_id: int
    is_shown: bool
    ms: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows from a frame on. `ms`: the programme time of that frame, read from its pixels."""

    poll_ids: frozenset[int]
    ms: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a page played in one go, without the moments around it. `from_ms`, `to_ms`: programme time."""

    seen: Sequence[Seen]
    from_ms: int
    to_ms: int


def errors_ms(cues: Iterable[CueMark], stretch: Stretch) -> tuple[list[int], int]:
    """Return by how much each cue of a stretch missed its frame (late is positive), and how many were never seen."""
    found, lost = [], 0
    changes = _changes(stretch.seen)
    for cue in cues:
        if not stretch.from_ms < cue.ms < stretch.to_ms:
            continue
        near = [ms - cue.ms for ms in changes.get((cue.poll_id, cue.is_shown), [])]
        if near:
            found.append(min(near, key=abs))
        else:
            lost += 1
    return found, lost


def _changes(seen: Sequence[Seen]) -> Mapping[tuple[int, bool], list[int]]:
    changes: dict[tuple[int, bool], list[int]] = {}
    before: frozenset[int] = frozenset()
    for now in seen:
        for poll_id in now.poll_ids ^ before:
            changes.setdefault((poll_id, poll_id in now.poll_ids), []).append(now.ms)
        before = now.poll_ids
    return changes


def figures(errors: Sequence[int], lost: int) -> dict[str, float]:
    """Return the row of a situation. Where nothing was seen there is no error to speak of."""
    row: dict[str, float] = {"cues": len(errors) + lost, "lost": lost}
    if errors:
        sizes, ordered = sorted(map(abs, errors)), sorted(errors)
        row |= {
            "error_p95_ms": sizes[ceil(0.95 * len(sizes)) - 1],
            "error_max_ms": sizes[-1],
            "error_median_ms": ordered[len(ordered) // 2],
        }
    return row
