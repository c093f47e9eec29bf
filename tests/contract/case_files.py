"""The cases that the TypeScript reducers are tested with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"

_FIRST_MS = 1_800_000_000_000


def path_of(prefix: str) -> Path:
    """Return the file that holds a prefix's cases."""
    return FOLDER / f"{prefix}.json"


def written(cases: list[dict[str, Any]]) -> str:
    """Return `cases` as their file says them."""
    return json.dumps([_steady(case) for case in cases], ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _steady(case: dict[str, Any]) -> dict[str, Any]:
    """Return `case` with each moment replaced by its rank: how long things took is not what it tells."""
    moments = sorted(_moments(case))
    ranks = {moment: _FIRST_MS + 1000 * rank for rank, moment in enumerate(moments)}
    replaced: dict[str, Any] = _replace(case, ranks)
    return replaced


def _moments(value: Any) -> set[int]:
    if isinstance(value, dict):
        found = {inner for key, inner in value.items() if key.endswith("_ms") and inner}
        return found.union(*(_moments(inner) for inner in value.values()))
    return set().union(*(_moments(inner) for inner in value)) if isinstance(value, list) else set()


def _replace(value: Any, ranks: dict[int, int]) -> Any:
    if isinstance(value, dict):
        return {
            key: ranks[inner] if key.endswith("_ms") and inner else _replace(inner, ranks)
            for key, inner in value.items()
        }
    return [_replace(inner, ranks) for inner in value] if isinstance(value, list) else value
