"""The statements that every write runs through, in SQL: the ORM composes one in ten times as long as it runs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from django.db import connection, models

# PostgreSQL takes 65,535 parameters in a statement; a SQLite may be built for as few as 999.
_MOST_PARAMETERS = 30_000
# From so many rows on PostgreSQL gets them as one parameter.
_MANY_ROWS = 8

M = TypeVar("M", bound=models.Model)


def select(model: type[models.Model], columns: Sequence[str], rest: str, parameters: Sequence[Any] = ()) -> list[Any]:
    """Return the rows of `SELECT columns FROM model`; `rest` is what follows, with %s for each parameter."""
    sql = f"SELECT {_names(columns)} FROM {_names([model._meta.db_table])} {rest}"  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def fetch(model: type[M], rest: str, parameters: Sequence[Any] = ()) -> list[M]:
    """Return the rows of `model` as the ORM would, whole; `rest` is what follows FROM, with %s for each parameter."""
    fields = model._meta.concrete_fields
    names, converters = [field.attname for field in fields], _converters(model, connection.vendor)
    found = []
    for row in select(model, [str(field.column) for field in fields], rest, parameters):
        values = list(row)
        for place, convert in converters:
            values[place] = convert(values[place], None, connection)
        found.append(model.from_db(connection.alias, names, values))
    return found


def update(model: type[models.Model], changes: Mapping[str, Any], rest: str, parameters: Sequence[Any] = ()) -> int:
    """Write `changes` (by field) to the rows that `rest` names, and return how many these are."""
    fields = [field for field in model._meta.concrete_fields if field.name in changes]
    assigned = ", ".join(f'"{field.column}" = %s' for field in fields)
    values = [field.get_db_prep_save(changes[field.name], connection) for field in fields]
    with connection.cursor() as cursor:
        sql = f"UPDATE {_names([model._meta.db_table])} SET {assigned} {rest}"  # noqa: S608 - names of our own
        cursor.execute(sql, [*values, *parameters])
        return int(cursor.rowcount)


def locking() -> str:
    """Return what locks the selected rows until the transaction ends; SQLite has one writer anyway."""
    return "FOR UPDATE" if connection.features.has_select_for_update else ""


def among(values: Collection[Any]) -> str:
    """Return `IN (...)` for so many parameters."""
    return f"IN ({', '.join(['%s'] * len(values))})"


def among_ids(ids: Collection[int]) -> str:
    """Return `IN (...)` with the numbers in it. They need no parameter, and each of these costs the driver ten times as
    much as a number costs the database."""
    return f"IN ({', '.join(map(str, map(int, ids)))})"


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], *, on_conflict: str = ""
) -> None:
    """Insert rows, whose values are as the database takes them; as few statements for two hundred as for one."""
    if connection.vendor == "postgresql" and len(rows) >= _MANY_ROWS:
        _insert_as_json(model, columns, rows, on_conflict)
        return
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


def _insert_as_json(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], on_conflict: str
) -> None:
    """Hand over all rows as one parameter: with one for each value, the driver's search for them in the statement takes
    longer than all the rest of a batch."""
    names = [f"c{place}" for place in range(len(columns))]
    typed = ", ".join(f"{name} {type}" for name, type in zip(names, _types(model, tuple(columns)), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_names([model._meta.db_table])} ({_names(columns)}) "  # noqa: S608 - names of our own
            f"SELECT * FROM json_to_recordset(%s) AS rows({typed}) {on_conflict}",
            [_encoder.encode([dict(zip(names, row, strict=True)) for row in rows]).decode()],
        )


_encoder = msgspec.json.Encoder()


@lru_cache(maxsize=64)
def _types(model: type[models.Model], columns: tuple[str, ...]) -> list[str]:
    """The types of columns; of texts without their length, which is looked at when they are stored."""
    types = {field.column: str(field.db_type(connection)) for field in model._meta.concrete_fields}
    return ["text" if types[column].startswith("varchar") else types[column] for column in columns]


def replacing(key: Sequence[str], columns: Sequence[str]) -> str:
    """Return the `on_conflict` that writes `columns` of the row that has the same `key` already."""
    changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in (_names([column]) for column in columns))
    return f"ON CONFLICT ({_names(key)}) DO UPDATE SET {changes}"


_Converter = Callable[[Any, Any, Any], Any]


@lru_cache(maxsize=64)
def _converters(model: type[models.Model], vendor: str) -> list[tuple[int, _Converter]]:
    """What makes a field's value of the database's, by the field's place; each database has its own."""
    return [
        (place, convert)
        for place, field in enumerate(model._meta.concrete_fields)
        for convert in (
            *connection.ops.get_db_converters(field.get_col(model._meta.db_table)),
            *field.get_db_converters(connection),
        )
    ]


def _names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
