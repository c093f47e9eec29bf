"""The statements that every write runs through, in SQL: the ORM composes one in ten times as long as it runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection, models

# PostgreSQL takes 65,535 parameters in a statement; a SQLite may be built for as few as 999.
_MOST_PARAMETERS = 30_000


def select(model: type[models.Model], columns: Sequence[str], rest: str, parameters: Sequence[Any] = ()) -> list[Any]:
    """Return the rows of `SELECT columns FROM model`; `rest` is what follows, with %s for each parameter."""
    sql = f"SELECT {_names(columns)} FROM {_names([model._meta.db_table])} {rest}"  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def locking() -> str:
    """Return what locks the selected rows until the transaction ends; SQLite has one writer anyway."""
    return "FOR UPDATE" if connection.features.has_select_for_update else ""


def among(values: Collection[Any]) -> str:
    """Return `IN (...)` for so many parameters."""
    return f"IN ({', '.join(['%s'] * len(values))})"


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], *, on_conflict: str = ""
) -> None:
    """Insert rows, whose values are as the database takes them; as few statements for two hundred as for one."""
    many = (connection.features.max_query_params or _MOST_PARAMETERS) // len(columns)
    row = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), many):
            some = rows[start : start + many]
            cursor.execute(
                f"INSERT INTO {_names([model._meta.db_table])} ({_names(columns)}) "  # noqa: S608 - names of our own
                f"VALUES {', '.join([row] * len(some))} {on_conflict}",
                [value for each in some for value in each],
            )


def replacing(key: Sequence[str], columns: Sequence[str]) -> str:
    """Return the `on_conflict` that writes `columns` of the row that has the same `key` already."""
    changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in (_names([column]) for column in columns))
    return f"ON CONFLICT ({_names(key)}) DO UPDATE SET {changes}"


def _names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
