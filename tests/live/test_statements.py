"""Many rows in one statement are kept as few are: on SQLite, and on PostgreSQL, which gets them as JSON."""

from __future__ import annotations

import pytest
from django.db import DataError, connection, transaction
from django.utils import timezone

from live import statements
from live.models import LogEpoch, Receipt, Revocation

pytestmark = pytest.mark.django_db

# Whatever a driver, a parser of JSON or a server might take for its own.
TEXTS = ["it's", '"quoted"', "back\\slash \\u0041 \\n", "100 %s of %(all)s", "{}[],:", "é 漢字 🚗", "\u2028 \t\r\n", ""]


@pytest.mark.parametrize("times", [1, 8])
def test_rows_are_kept_as_they_are(times: int) -> None:
    now = timezone.now()
    at = connection.ops.adapt_datetimefield_value(now)
    rows = [(2**53 + 1, f"a{n}", f"key-{n}", "0" * 32, text, at) for n, text in enumerate(TEXTS * times)]
    columns = ["event_id", "subject", "key", "fingerprint", "result", "created_at"]
    for some in (rows[:3], rows[3:]):
        statements.insert(Receipt, columns, some)
    found = Receipt.objects.order_by("pk").values_list(*columns)
    assert list(found) == [(*row[:-1], now) for row in rows]


def test_nothing_stays_nothing() -> None:
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    rows = [(None if n % 2 else n, f"a{n}", n, at) for n in range(20)]
    statements.insert(Revocation, ["event_id", "subject", "before_us", "created_at"], rows)
    found = Revocation.objects.order_by("before_us").values_list("event_id", "subject", "before_us")
    assert list(found) == [row[:3] for row in rows]


def test_conflict_is_what_was_asked_for() -> None:
    replace = statements.replacing(["id"], ["epoch"])
    for word in ("one", "two"):
        rows = [(n, f"{word} {n}") for n in range(100, 130)]
        statements.insert(LogEpoch, ["id", "epoch"], rows, on_conflict=replace)
    kept = LogEpoch.objects.filter(pk__gte=100).order_by("pk").values_list("pk", "epoch")
    assert list(kept) == [(n, f"two {n}") for n in range(100, 130)]


def test_text_that_is_too_long_is_refused_and_not_cut() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no lengths")
    with pytest.raises(DataError), transaction.atomic():
        statements.insert(LogEpoch, ["id", "epoch"], [(n, "e" * 17) for n in range(100, 120)])


def test_ids_are_numbers_and_nothing_else() -> None:
    assert statements.among_ids([3, 1]) == "IN (3, 1)"
    with pytest.raises(ValueError, match="invalid literal"):
        statements.among_ids(["1) OR (1=1"])  # type: ignore[list-item]
