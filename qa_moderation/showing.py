"""What others than the desk are shown of who asks: the event's policy, kept with each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import structs

from live.facts import Fact
from qa_moderation.facts import DeskQuestion
from qa_moderation.models import AskerShown


def asker_as_shown(asker: Mapping[str, Any], shown: str) -> dict[str, Any]:
    """Return `asker_name`, `asker_company` and `asker_country` of a record as `shown` allows; not even a name: None."""
    if shown == AskerShown.COMPANY:
        return dict(asker)
    if shown == AskerShown.NAME:
        return {**asker, "asker_company": ""}
    return {"asker_name": None, "asker_company": "", "asker_country": ""}


def record_as_shown(record: DeskQuestion, shown: str) -> DeskQuestion:
    """Return what the set sees of a question."""
    if shown == AskerShown.COMPANY:
        return record
    asker = {name: getattr(record, name) for name in ("asker_name", "asker_company", "asker_country")}
    return structs.replace(record, **asker_as_shown(asker, shown))


def fact_as_shown(fact: Fact, shown: Mapping[int, str]) -> Fact:
    """Return the set's part of what the crew is told; `shown` is known of each question that the fact tells of."""
    if set(shown.values()) <= {AskerShown.COMPANY.value}:
        return fact

    def of_set(record: DeskQuestion) -> DeskQuestion:
        return record_as_shown(record, shown.get(record.id, AskerShown.NOTHING))

    records: dict[str, Any] = {}
    for name in ("question", "into", "also"):
        if isinstance(record := getattr(fact, name, None), DeskQuestion):
            records[name] = of_set(record)
    if changed := getattr(fact, "changed", None):
        records["changed"] = [of_set(record) for record in changed]
    return structs.replace(fact, **records)
