"""What may stand on a page of on-air graphics. Features register theirs; the page and its keys know none of them."""

from __future__ import annotations

from dataclasses import dataclass

ALL = "all"
"""The graphic in an address that is every registered one, in the order of the apps: the last in front."""


@dataclass(frozen=True, slots=True)
class GraphicsPart:
    """An element that draws graphics over nothing.

    `element`: its tag, which the bundle `asset` (a Vite entry) registers. `kinds`: the graphics in addresses that it
    draws; the page's configuration tells it which one. What it follows is open to a key by its topic's `key_roles`.
    """

    element: str
    asset: str
    kinds: tuple[str, ...]


_parts: dict[str, GraphicsPart] = {}


def register_graphics(part: GraphicsPart) -> None:
    """Have `part` on the pages of its kinds. Raises ValueError where a kind is taken already."""
    for kind in part.kinds:
        if kind == ALL or any(kind in other.kinds for other in _parts.values() if other.element != part.element):
            raise ValueError(f"expected a kind of graphics that is free, got {kind!r}")
    _parts[part.element] = part


def graphics_parts(kind: str) -> list[GraphicsPart]:
    """Return what stands on the page of `kind`: nothing where no such graphic is known."""
    return [part for part in _parts.values() if kind == ALL or kind in part.kinds]
