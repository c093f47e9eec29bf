"""The states of the topics of graphics."""

from __future__ import annotations

from collections.abc import Mapping

from live.facts import JSON, Record
from qa_moderation.graphics.facts import GraphicQuestion, GraphicsKeyRecord, Shown, Ticker

_SEEN = "seen/"


class GraphicsState(Record):
    """What graphics show. `question` is the one on air, or the last one while a graphic still shows it."""

    question: GraphicQuestion | None
    shown: Shown
    ticker: Ticker
    auto_hide: bool


class GraphicsKeysState(Record):
    """The keys by id, and when each was last in use (UTC milliseconds), which only values change."""

    keys: dict[str, GraphicsKeyRecord]
    seen: dict[str, int]


def seen_key(key_id: int) -> str:
    """Return the conflated key of when a key was last in use."""
    return f"{_SEEN}{key_id}"


def with_seen(seen: Mapping[str, int], values: Mapping[str, JSON]) -> dict[str, int]:
    """Return `seen` with the newest moments; 0 is a key that is gone."""
    changed = {**seen, **{key.removeprefix(_SEEN): at_ms for key, at_ms in values.items()}}
    return {id: at_ms for id, at_ms in changed.items() if at_ms}
