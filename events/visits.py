"""`POST /visits/<event id>/`: gives a browser its ticket, or renews it.

Asked by every page whose ticket is missing or old, so it stands before Django's middleware: no session, no template,
and no CSRF token, as the page is the same for everybody. What protects it is the Origin, as with sockets. The answer
has no body; cookies carry it (attendance.py).
"""

from __future__ import annotations

import asyncio
import time
from io import BytesIO
from typing import Any

from django.core.handlers.asgi import ASGIRequest
from django.db.utils import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse

from events.attendance import Visit, attendee_visit, current_visit, guest_visit, known_token, remember_visit
from events.links import attendees_of_tokens
from events.models import Attendee, Event
from live.database import in_database
from live.origin import is_allowed
from live.tickets import clock_us

# Visitors who come within this time are looked up in one query.
_WINDOW_S = 0.005
_RETRY_S = 5

# An event that somebody asks for and is not known is looked for this often, for all who ask.
_LOOK_AGAIN_S = 1.0

Key = tuple[int, str]
# Who it is, and when the reading of that began (UTC microseconds).
Found = tuple[Attendee | None, int]


class Visits:
    """Answers visits. Events come in dozens and visitors in thousands: an event that was there once is believed in."""

    def __init__(self) -> None:
        self._there: set[int] = set()
        self._looking: asyncio.Task[None] | None = None
        self._looked_at_s = -_LOOK_AGAIN_S
        self._waiting: dict[Key, asyncio.Future[Found]] = {}
        self._reading: set[asyncio.Task[None]] = set()

    async def answer(self, scope: dict[str, Any], send: Any, event_id: int) -> None:
        """Answer 204 with cookies, 403 to another site's page, 404 for an event that is not there, 405, or 503."""
        response = await self._response(scope, event_id)
        response["Cache-Control"] = "no-store"
        del response["Content-Type"]
        if response.status_code != 204:
            response["Content-Length"] = "0"
        headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in response.items()]
        headers += [(b"set-cookie", cookie.OutputString().encode("latin-1")) for cookie in response.cookies.values()]
        await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def _response(self, scope: dict[str, Any], event_id: int) -> HttpResponse:
        if scope["method"] != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        if not _is_own(scope["headers"]):
            return HttpResponse(status=403)
        request = ASGIRequest(scope, BytesIO())
        try:
            visit = await self._visit(request, event_id)
        except DatabaseFailure:
            return HttpResponse(status=503, headers={"Retry-After": str(_RETRY_S)})
        if visit is None:
            return HttpResponse(status=404)
        response = HttpResponse(status=204)
        remember_visit(request, response, visit)
        return response

    async def _visit(self, request: HttpRequest, event_id: int) -> Visit | None:
        """Ask the database only for whom the ticket does not tell. `?renew=1`: a socket refused it, however young."""
        if "renew" not in request.GET and (current := current_visit(request, event_id)):
            return current
        token = known_token(request, event_id)
        if token:
            attendee, as_of_us = await self._attendee((event_id, token))
            if attendee is not None:
                return attendee_visit(attendee, as_of_us)
        return guest_visit(request, event_id) if await self._is_there(event_id) else None

    async def _is_there(self, event_id: int) -> bool:
        """Whether there is such an event. However many are made up, the database is asked once a second for all."""
        if event_id not in self._there:
            if self._looking is None:
                self._looking = asyncio.create_task(self._look())
            await asyncio.shield(self._looking)
        return event_id in self._there

    async def _look(self) -> None:
        try:
            await asyncio.sleep(max(0.0, self._looked_at_s + _LOOK_AGAIN_S - time.monotonic()))
            self._there = await in_database(lambda: set(Event.objects.values_list("pk", flat=True)))
            self._looked_at_s = time.monotonic()
        finally:
            self._looking = None

    def _attendee(self, key: Key) -> asyncio.Future[Found]:
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_later(_WINDOW_S, self._read)
        if key not in self._waiting:
            self._waiting[key] = loop.create_future()
        return asyncio.shield(self._waiting[key])  # one who leaves must not take the answer from another tab

    def _read(self) -> None:
        waiting, self._waiting = self._waiting, {}
        task = asyncio.ensure_future(_read_attendees(waiting))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)


async def _read_attendees(waiting: dict[Key, asyncio.Future[Found]]) -> None:
    as_of_us = clock_us()
    try:
        found = await in_database(attendees_of_tokens, list(waiting))
    except Exception as failure:  # whatever it is, nobody is left waiting
        for future in waiting.values():
            future.set_exception(failure)
    else:
        for key, future in waiting.items():
            future.set_result((found.get(key), as_of_us))


def is_own_page(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours. A browser always says where a POST comes from."""
    names = [name for name in ("sec-fetch-site", "origin") if name in request.headers]
    sent = [(name.encode(), request.headers[name].encode("latin-1")) for name in names]
    return _is_own([*sent, (b"host", request.get_host().encode("latin-1"))])


def _is_own(headers: list[tuple[bytes, bytes]]) -> bool:
    sent = dict(headers)
    is_same_site = sent.get(b"sec-fetch-site", b"same-origin") == b"same-origin"
    return is_same_site and is_allowed(sent.get(b"origin", b""), sent.get(b"host", b""))
