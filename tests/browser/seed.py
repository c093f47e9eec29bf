"""Makes people and moves the event in a launch's database: one JSON request a line in, one JSON answer a line out.

A process of its own beside the server (`python -m tests.browser.seed`), since Playwright's synchronous interface and
Django's database cannot share a thread, and since the server must not know that it is tested.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest import mock

import django

django.setup()

from django.conf import settings  # noqa: E402  (the apps must be loaded first)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.utils import timezone  # noqa: E402

from events.attendance import attendee_ticket, visitor_cookie_name, visitor_cookie_value  # noqa: E402
from events.models import Attendee, Event, Phase, Role  # noqa: E402
from events.services import add_member, change_phase  # noqa: E402
from live.tickets import sign_ticket, ticket_cookie_name  # noqa: E402
from qa_moderation import selectors  # noqa: E402
from qa_moderation import services as questions  # noqa: E402
from qa_moderation.facts import Feed  # noqa: E402
from qa_moderation.models import Question, SetFeed  # noqa: E402
from qa_moderation.services import Mover, claims, reject_question  # noqa: E402
from streaming.addresses import hls_url  # noqa: E402
from streaming.services import open_stream  # noqa: E402
from tests.browser import seed_chat, seed_graphics, seed_polls, seed_votes  # noqa: E402
from tests.browser.writing import write_payloads  # noqa: E402

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


def compose(
    event_id: int,
    text: str,
    language: str = "en",
    asker_name: str = "",
    asker_company: str = "",
    asker_country: str = "",
) -> Answer:
    """Enter a question at the desk."""
    composed = questions.compose_question(
        event_id=event_id,
        text=text,
        language=language,
        asker_name=asker_name,
        asker_company=asker_company,
        asker_country=asker_country,
        mover=_MODERATOR,
    )
    return {"id": composed.id}


def desk(event_id: int, service: str, text: str, **arguments: Any) -> Answer:
    """Do `service` (a name in qa_moderation.services) to the question that says `text`, as it is now."""
    question = Question.objects.get(event_id=event_id, text=text)
    getattr(questions, service)(
        event_id=event_id, question_id=question.pk, version=question.version, mover=_MODERATOR, **arguments
    )
    return {"id": question.pk}


def clear_set(event_id: int) -> Answer:
    """Skip what is on air and on deck of the main set desk."""
    on_set = Question.objects.filter(event_id=event_id, feed="main", state__in=("on_air", "on_deck"))
    while question := on_set.first():
        questions.skip_question(event_id=event_id, question_id=question.pk, version=question.version, mover=_MODERATOR)
    return {}


def reword(event_id: int, text: str, wording: str) -> Answer:
    """Give a question another wording for the set."""
    question = Question.objects.get(event_id=event_id, text=text)
    questions.reword_question(
        event_id=event_id, question_id=question.pk, version=question.version, text=wording, mover=_MODERATOR
    )
    return {}


def answer(event_id: int, text: str, answer: str) -> Answer:
    """Answer a question in writing."""
    question = Question.objects.get(event_id=event_id, text=text)
    questions.answer_in_writing(
        event_id=event_id, question_id=question.pk, version=question.version, text=answer, mover=_MODERATOR
    )
    return {}


def note(event_id: int, text: str, note: str) -> Answer:
    """Write a note of the crew on a question."""
    question = Question.objects.get(event_id=event_id, text=text)
    questions.note_question(event_id=event_id, question_id=question.pk, text=note, mover=_MODERATOR)
    return {}


def merge(event_id: int, text: str, into: str) -> Answer:
    """Make a question a part of another."""
    leading = Question.objects.get(event_id=event_id, text=into)
    return desk(event_id, "merge_question", text, into_id=leading.pk, into_version=leading.version)


def feeds(event_id: int, names: dict[str, str]) -> Answer:
    """Give the event set desks: names by slug."""
    questions.change_feeds(
        event_id=event_id, feeds=[Feed(slug=slug, name=name) for slug, name in names.items()], mover=_MODERATOR
    )
    return {}


def policy(event_id: int, **wanted: Any) -> Answer:
    """Change an event's policy for questions."""
    questions.change_policy(event_id=event_id, **wanted)
    return {}


def prompt(event_id: int, note: str, feed: str = "main", countdown_s: float | None = None) -> Answer:
    """Show a note of the director and a countdown on a set desk."""
    version = SetFeed.objects.filter(event_id=event_id, slug=feed).values_list("prompt_version", flat=True).first() or 0
    until = None if countdown_s is None else timezone.now() + timedelta(seconds=countdown_s)
    questions.change_prompt(
        event_id=event_id, feed=feed, version=version, note=note, countdown_until=until, mover=_MODERATOR
    )
    return {}


def seen(event_id: int, feed: str = "main") -> Answer:
    """Whether the host has seen the director's note."""
    return {"seen": SetFeed.objects.get(event_id=event_id, slug=feed).seen_at is not None}


def theme(event_id: int, text: str, name: str, colour: str) -> Answer:
    """Give the event one theme, and put a question under it."""
    [made], _ = questions.change_themes(
        event_id=event_id, themes=[questions.WantedTheme(id=None, name=name, colour=colour)], mover=_MODERATOR
    )
    return desk(event_id, "sort_question", text, theme_id=made.id)


def order(event_id: int, name: str) -> Answer:
    """Turn the deck round, in the name of a moderator."""
    deck = selectors.decks([event_id])[event_id]
    mover = Mover(subject="", name=name)
    questions.order_deck(
        event_id=event_id, question_ids=deck.question_ids[::-1], deck_version=deck.version, mover=mover
    )
    return {}


def claim(event_id: int, text: str, name: str, left_s: float = 90) -> Answer:
    """Claim a question in the name of a moderator, who has `left_s` of the lease left."""
    question = Question.objects.get(event_id=event_id, text=text)
    mover = Mover(subject="c0", name=name)
    with mock.patch.object(claims, "CLAIM_S", left_s):
        questions.claim_question(event_id=event_id, question_id=question.pk, version=question.version, mover=mover)
    return {}


def compare(event_id: int) -> Answer:
    """Look for likely duplicates, as the worker does once a second."""
    return {"compared": questions.compare_questions(event_id=event_id)}


def view(event_id: int, name: str, query: str, by: str) -> Answer:
    """Keep a view of the desk in the name of a moderator."""
    questions.save_view(event_id=event_id, name=name, query=query, mover=Mover(subject="", name=by))
    return {}


def take(event_id: int, name: str) -> Answer:
    """Put the first question on the main deck on air, in the name of a host."""
    question = Question.objects.filter(event_id=event_id, state="on_deck", feed="main").earliest("deck_position")
    questions.take_question(
        event_id=event_id, question_id=question.pk, version=question.version, mover=Mover(subject="", name=name)
    )
    return {"text": question.set_text or question.text}


def stream(event_id: int) -> Answer:
    """Put the event's stream on the air and return the path of its HLS master playlist."""
    return {"playlist": hls_url(open_stream(event_id=event_id).channel)}


def payloads(event_id: int, texts: list[str]) -> Answer:
    """Write every text wherever somebody can write: questions, names, notes, answers, themes and the like."""
    return {"asked": write_payloads(event_id=event_id, texts=texts)}


REQUESTS: dict[str, Callable[..., Answer]] = {
    "event": event,
    "crew": crew,
    "attendee": attendee,
    "forget": forget,
    "phase": phase,
    "reject": reject,
    "payloads": payloads,
    "compose": compose,
    "desk": desk,
    "clear_set": clear_set,
    "reword": reword,
    "answer": answer,
    "note": note,
    "merge": merge,
    "feeds": feeds,
    "policy": policy,
    "prompt": prompt,
    "seen": seen,
    "theme": theme,
    "order": order,
    "claim": claim,
    "compare": compare,
    "view": view,
    "take": take,
    "stream": stream,
    **seed_chat.REQUESTS,
    **seed_graphics.REQUESTS,
    **seed_polls.REQUESTS,
    **seed_votes.REQUESTS,
}


_MODERATOR = Mover(subject="", name="Mona")


def _address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@guest.example"


def main() -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(REQUESTS[request.pop("do")](**request)), flush=True)


if __name__ == "__main__":
    main()
