"""Polls, results, texts and votes as files, streamed: a crew member's browser saves them while they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable
from typing import Any

import msgspec
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.cache import add_never_cache_headers

from events.crew import CrewVisit, crew_view
from events.models import Event
from events.studio.exports import harmless_cell
from live.database import in_database
from polls.exports import ALL, APPLAUSE, LEADERS, RESULTS, TEXTS, VOTES, Export, Piece, Place, Row
from polls.models import Kind
from polls.services import note_download

_BOM = "\ufeff"  # without it Excel reads UTF-8 as something else


@crew_view("moderator", "director", "organiser")
def poll_results(request: HttpRequest, visit: CrewVisit) -> StreamingHttpResponse:
    """How often each answer was given."""
    return _sheet(visit, RESULTS)


@crew_view("moderator", "director", "organiser")
def poll_texts(request: HttpRequest, visit: CrewVisit) -> StreamingHttpResponse:
    """Answers in one's own words."""
    return _sheet(visit, TEXTS)


@crew_view("moderator", "director", "organiser")
def poll_votes(request: HttpRequest, visit: CrewVisit) -> StreamingHttpResponse:
    """Who answered what, where that may be known."""
    return _sheet(visit, VOTES)


@crew_view("moderator", "director", "organiser")
def poll_leaders(request: HttpRequest, visit: CrewVisit) -> StreamingHttpResponse:
    """Where all stand in the quiz who chose a name."""
    return _sheet(visit, LEADERS)


@crew_view("moderator", "director", "organiser")
def poll_applause(request: HttpRequest, visit: CrewVisit) -> StreamingHttpResponse:
    """How often each emoji was tapped, second by second."""
    return _sheet(visit, APPLAUSE)


@crew_view("moderator", "director", "organiser")
def polls(request: HttpRequest, visit: CrewVisit) -> StreamingHttpResponse:
    """Everything, as one JSON object."""
    return _download(visit, "polls.json", "application/json", _json(visit.event))


def _sheet(visit: CrewVisit, export: Export) -> StreamingHttpResponse:
    return _download(visit, f"poll-{export.name}.csv", "text/csv; charset=utf-8", _csv(visit.event, export))


def _download(visit: CrewVisit, what: str, kind: str, pieces: AsyncIterator[Any]) -> StreamingHttpResponse:
    note_download(event_id=visit.event.pk, what=what, name=visit.ticket.name, subject=visit.ticket.subject)
    response = StreamingHttpResponse(pieces, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{visit.event.slug}-{what}"'
    add_never_cache_headers(response)
    return response


async def _pieces(event: Event, export: Export) -> AsyncIterator[list[Row]]:
    after: Place = None
    while True:
        piece: Piece = await in_database(export.read, event, after)
        if piece.rows:
            yield piece.rows
        if piece.after is None:
            return
        after = piece.after


async def _csv(event: Event, export: Export) -> AsyncIterator[str]:
    yield _BOM + _lines([export.columns])
    async for rows in _pieces(event, export):
        yield _lines([harmless_cell(_cell(row, name)) for name in export.columns] for row in rows)


async def _json(event: Event) -> AsyncIterator[bytes]:
    yield msgspec.json.encode({"event": event.slug, "columns": {each.name: each.columns for each in ALL}})[:-1]
    for export in ALL:
        yield b',"' + export.name.encode() + b'":['
        is_first = True
        async for rows in _pieces(event, export):
            yield (b"\n" if is_first else b",\n") + b",\n".join(msgspec.json.encode(row) for row in rows)
            is_first = False
        yield b"\n]"
    yield b"}\n"


def _lines(rows: Iterable[Iterable[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _cell(row: Row, name: str) -> object:
    """A ranking is read from the first place on; other answers have a bar between them."""
    value = row[name]
    if isinstance(value, list):
        return (" > " if row["kind"] == Kind.RANKING else " | ").join(str(each) for each in value)
    return msgspec.json.encode(value).decode() if isinstance(value, bool) else value
