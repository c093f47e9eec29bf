"""Says who is about to be deleted, once for a deletion, so that features can tell their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.dispatch import Signal

from events.models import Attendee

people_leaving = Signal()
"""Sent in the transaction that deletes people of an event: `event_id`, and `attendee_ids` ascending.

Their rows are locked: nothing of theirs is written any more by whoever locks them too, before all else that it locks.
"""


def lock_people(event_id: int, attendee_ids: Iterable[int]) -> dict[int, Attendee]:
    """Return the people of an event, by id, who stay until the transaction ends; those who are gone are missing.

    For what writes rows of theirs, before it locks anything else.
    """
    found = Attendee.objects.select_for_update(no_key=True).filter(event_id=event_id, pk__in=set(attendee_ids))
    return {person.pk: person for person in found.order_by("pk")}


# On the query that deletes: the ids that were said already.
_SAID = "_said_to_be_leaving"


def leaving(instance: Attendee, origin: Any) -> Iterator[tuple[int, list[int]]]:
    """Lock and return who goes together with `instance`, by event; nobody where they were returned with another.

    An event that is deleted takes its people along; nobody reads its pages any more.
    """
    if isinstance(origin, Attendee):
        yield from _locked(Attendee.objects.filter(pk=instance.pk))
    elif isinstance(origin, QuerySet) and origin.model is Attendee:
        said: set[int] = origin.__dict__.setdefault(_SAID, set())
        if instance.pk not in said:
            people = Attendee.objects.filter(pk__in=origin.order_by().values("pk"))
            for event_id, ids in _locked(people):
                said.update(ids)
                yield event_id, ids


def _locked(people: QuerySet[Attendee]) -> Iterator[tuple[int, list[int]]]:
    rows = list(people.select_for_update(no_key=True).order_by("pk").values_list("event_id", "pk"))
    for event_id, found in groupby(sorted(rows), key=itemgetter(0)):
        yield event_id, [pk for _, pk in found]
