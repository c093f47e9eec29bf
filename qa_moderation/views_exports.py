"""Questions and decisions as files, streamed: a crew member's browser saves them while they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable
from typing import Any, Literal

import msgspec
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.cache import add_never_cache_headers

from events.crew import CrewVisit, crew_view
from events.models import Event
from events.studio.exports import harmless_cell
from live.database import in_database
from qa_moderation.exports import DECISIONS, QUESTIONS, Export, Row
from qa_moderation.services import note_download
from qa_moderation.services.moves import Mover

_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_BOM = "\ufeff"  # without it Excel reads UTF-8 as something else


@crew_view("moderator", "director", "organiser")
def questions(request: HttpRequest, visit: CrewVisit, form: Literal["csv", "json"]) -> StreamingHttpResponse:
    """All questions of the event."""
    return _download(visit, QUESTIONS, form)


@crew_view("moderator", "director", "organiser")
def decisions(request: HttpRequest, visit: CrewVisit, form: Literal["csv", "json"]) -> StreamingHttpResponse:
    """The event's decision log."""
    return _download(visit, DECISIONS, form)


def _download(visit: CrewVisit, export: Export, form: Literal["csv", "json"]) -> StreamingHttpResponse:
    mover = Mover(subject=visit.ticket.subject, name=visit.ticket.name)
    note_download(event_id=visit.event.pk, what=f"{export.name}.{form}", mover=mover)
    pieces = _csv(visit.event, export) if form == "csv" else _json(visit.event, export)
    response = StreamingHttpResponse(pieces, content_type=_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{visit.event.slug}-{export.name}.{form}"'
    add_never_cache_headers(response)
    return response


async def _pieces(event: Event, export: Export) -> AsyncIterator[list[Row]]:
    after_id = 0
    while rows := await in_database(export.read, event.pk, after_id):
        yield rows
        after_id = rows[-1]["id"]


async def _csv(event: Event, export: Export) -> AsyncIterator[str]:
    yield _BOM + _lines([export.columns])
    async for rows in _pieces(event, export):
        yield _lines([harmless_cell(_cell(row[name])) for name in export.columns] for row in rows)


async def _json(event: Event, export: Export) -> AsyncIterator[bytes]:
    head = msgspec.json.encode({"event": event.slug, "columns": export.columns})
    yield head[:-1] + b',"' + export.name.encode() + b'":['
    is_first = True
    async for rows in _pieces(event, export):
        yield (b"\n" if is_first else b",\n") + b",\n".join(msgspec.json.encode(row) for row in rows)
        is_first = False
    yield b"\n]}\n"


def _lines(rows: Iterable[Iterable[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _cell(value: Any) -> object:
    """Notes are read one below the other, flags with a comma between; what else is no text is its JSON."""
    if isinstance(value, list):
        notes = [
            f"{each['at']} {each['by']}: {each['text']}" if isinstance(each, dict) else str(each) for each in value
        ]
        return ("\n" if value and isinstance(value[0], dict) else ",").join(notes)
    if isinstance(value, dict | bool):
        return msgspec.json.encode(value).decode() if value != {} else ""
    return value
