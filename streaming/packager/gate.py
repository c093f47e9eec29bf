"""Holds an encoder's first media back until every rendition has opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from streaming.packager.backlog import Item


class Gate:
    """Passes items to `offer(name, item)`, the initialisation segments of all `names` first.

    A player that loads the manifest while a rendition is missing never learns of it.
    """

    def __init__(self, names: Iterable[str], offer: Callable[[str, Item], None]) -> None:
        self._closed = set(names)
        self._offer = offer
        self._held: list[tuple[str, Item]] = []

    def take(self, name: str, items: Iterable[Item]) -> None:
        """Take what a rendition has made; `items` is read to its end."""
        for item in items:
            if not self._closed:
                self._offer(name, item)
                continue
            self._held.append((name, item))
            self._closed.discard(name)
            if not self._closed:
                for held in sorted(self._held, key=lambda each: each[1].number is not None):
                    self._offer(*held)
                self._held.clear()
