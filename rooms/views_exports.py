"""The chat's decision log as a file, streamed."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.cache import add_never_cache_headers

from events.crew import CrewVisit, crew_view
from events.studio.exports import harmless_cell
from live.database import in_database
from rooms.exports import COLUMNS, decision_rows
from rooms.services import Moderator, note_download

_BOM = "\ufeff"  # without it Excel reads UTF-8 as something else


@crew_view("moderator", "director", "organiser")
def decisions(request: HttpRequest, visit: CrewVisit) -> StreamingHttpResponse:
    """Who of the crew did what to whom, and when; that it was taken along is a line of its own."""
    moderator = Moderator(subject=visit.ticket.subject, name=visit.ticket.name)
    note_download(event_id=visit.event.pk, what="chat-decisions.csv", moderator=moderator)
    response = StreamingHttpResponse(_csv(visit.event.pk), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{visit.event.slug}-chat-decisions.csv"'
    add_never_cache_headers(response)
    return response


async def _csv(event_id: int) -> AsyncIterator[str]:
    yield _BOM + _lines([COLUMNS])
    after_id = 0
    while rows := await in_database(decision_rows, event_id, after_id):
        yield _lines([harmless_cell(row[name]) for name in COLUMNS] for row in rows)
        after_id = rows[-1]["id"]


def _lines(rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()
