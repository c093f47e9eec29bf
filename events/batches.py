"""The crowd's commands in batches: those of one event together, with an outcome for each person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from live.commands import BatchItem, Result
from live.errors import Refusal
from live.facts import Args

A = TypeVar("A", bound=Args)
T = TypeVar("T")
O = TypeVar("O")  # noqa: E741  # an outcome


def by_event(
    items: Sequence[BatchItem[A]],
    what: Callable[[int, BatchItem[A]], T],
    service: Callable[[int, list[T]], Sequence[O | Refusal]],
    result: Callable[[O], Result],
    *,
    not_registered: str,
) -> list[Result | Refusal]:
    """Call `service` once for each event in the batch, by ascending id, and return the outcomes in the items' order.

    Who is no attendee is refused with the code `not_registered`.
    """
    outcomes: dict[int, Result | Refusal] = {}
    places: dict[int, list[int]] = {}
    for place, item in enumerate(items):
        if item.context.ticket.attendee_id is None:
            outcomes[place] = Refusal(not_registered, f"expected an attendee, got {item.context.ticket.subject!r}")
        else:
            places.setdefault(item.context.ticket.event_id, []).append(place)
    for event_id, mine in sorted(places.items()):
        todo = [what(items[place].context.ticket.attendee_id or 0, items[place]) for place in mine]
        for place, outcome in zip(mine, service(event_id, todo), strict=True):
            outcomes[place] = outcome if isinstance(outcome, Refusal) else result(outcome)
    return [outcomes[place] for place in range(len(items))]
