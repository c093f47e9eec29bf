"""Makes people and moves the event in a launch's database: one JSON request a line in, one JSON answer a line out.

A process of its own beside the server (`python -m tests.browser.seed`), since Playwright's synchronous interface and
Django's database cannot share a thread, and since the server must not know that it is tested.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (the apps must be loaded first)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from events.attendance import attendee_ticket, visitor_cookie_name, visitor_cookie_value  # noqa: E402
from events.models import Attendee, Event, Phase, Role  # noqa: E402
from events.services import add_member, change_phase  # noqa: E402
from live.tickets import sign_ticket, ticket_cookie_name  # noqa: E402
from qa_moderation.models import Question  # noqa: E402
from qa_moderation.services import Mover, reject_question  # noqa: E402
from streaming.addresses import hls_url  # noqa: E402
from streaming.services import open_stream  # noqa: E402
from tests.browser import seed_graphics  # noqa: E402

Answer = dict[str, Any]


def event(slug: str | None = None) -> Answer:
    """Return the id, slug and phase of an event: the first unless named."""
    found = Event.objects.get(slug=slug) if slug else Event.objects.earliest("pk")
    return {"id": found.pk, "slug": found.slug, "phase": found.phase}


def crew(event_id: int, role: str, name: str) -> Answer:
    """Return the cookies of a signed-in user who has `role` in the event."""
    user, _created = User.objects.get_or_create(
        username=f"{role}-{name}".lower(),
        defaults={"email": f"{role}.{name}@unveil.example".lower(), "first_name": name},
    )
    add_member(event=Event.objects.get(pk=event_id), user=user, role=Role(role))
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"cookies": {settings.SESSION_COOKIE_NAME: session.session_key}}


def attendee(event_id: int, name: str, language: str) -> Answer:
    """Return the cookies of a registered attendee."""
    person, _created = Attendee.objects.get_or_create(
        event_id=event_id, email=_address(name), defaults={"name": name, "language": language, "country": "FR"}
    )
    ticket = attendee_ticket(person)
    return {
        "id": person.pk,
        "cookies": {
            ticket_cookie_name(event_id, crew=False): sign_ticket(ticket),
            visitor_cookie_name(event_id): visitor_cookie_value(ticket),
        },
    }


def forget(event_id: int, name: str) -> Answer:
    """Delete an attendee."""
    Attendee.objects.get(event_id=event_id, email=_address(name)).delete()
    return {}


def phase(event_id: int, to: str) -> Answer:
    """Move the event to a phase."""
    change_phase(event=Event.objects.get(pk=event_id), phase=Phase(to))
    return {}


def reject(event_id: int, question_id: int, name: str, reason: str) -> Answer:
    """Reject a question as it is now, in the name of a moderator."""
    version = Question.objects.get(pk=question_id).version
    reject_question(
        event_id=event_id, question_id=question_id, version=version, reason=reason, mover=Mover(subject="", name=name)
    )
    return {}


def stream(event_id: int) -> Answer:
    """Put the event's stream on the air and return the path of its HLS master playlist."""
    return {"playlist": hls_url(open_stream(event_id=event_id).channel)}


REQUESTS: dict[str, Callable[..., Answer]] = {
    "event": event,
    "crew": crew,
    "attendee": attendee,
    "forget": forget,
    "phase": phase,
    "reject": reject,
    "stream": stream,
    **seed_graphics.REQUESTS,
}


def _address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@guest.example"


def main() -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(REQUESTS[request.pop("do")](**request)), flush=True)


if __name__ == "__main__":
    main()
