"""Takes words out of facts that were logged: a person who goes leaves none behind in the log either."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import reduce
from operator import or_
from typing import Any

import msgspec
from django.db.models import Q

from live.facts import encode
from live.models import FactRecord

# More of them than that, and it is cheaper to read all facts than to look for each in the database.
_LOOKED_FOR = 50
_AT_ONCE = 1_000


def redact_facts(
    topics: Collection[str], *, containing: Collection[str], redact: Callable[[dict[str, Any]], bool]
) -> int:
    """Let `redact` change JSON objects in the facts of `topics` whose text contains one of `containing`.

    It says whether it did. Kinds, offsets and shapes must stay: who reads on from an old offset gets the same facts,
    without the words. Must be called in a transaction. Returns how many facts were changed.
    """
    found = FactRecord.objects.filter(topic__name__in=topics).order_by("pk")
    if len(containing) <= _LOOKED_FOR:
        found = found.filter(reduce(or_, (Q(body__contains=text) for text in containing), Q(pk=None)))
    changed = []
    for row in found.iterator(_AT_ONCE):
        logged = msgspec.json.decode(row.body)
        # Every one of them, not only up to the first.
        if sum(redact(each) for each in _objects(logged)):
            row.body = encode(logged).decode()
            changed.append(row)
    FactRecord.objects.bulk_update(changed, ["body"], batch_size=_AT_ONCE // 5)
    return len(changed)


def forget_facts(topics: Collection[str]) -> int:
    """Delete the facts of topics that nobody follows any more: those of a person who is gone. Returns how many."""
    deleted, _ = FactRecord.objects.filter(topic__name__in=topics).delete()
    return deleted


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
