"""Events and people for tests, saved by the models and services that the product uses."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from events.models import (
    Attendee,
    ConsentDefinition,
    ConsentWording,
    Event,
    Experience,
    Role,
)
from events.services import add_member, register_attendee

_number = itertools.count(1)
PASSWORD = "correct horse battery"


def make_event(**fields: Any) -> Event:
    """Return an event that begins in a week, at 19:00 in Paris."""
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=7))
    values = {
        "slug": f"launch-{next(_number)}",
        "name": "Aurora",
        "starts_at": starts_at,
        "ends_at": fields.pop("ends_at", starts_at + timedelta(hours=1)),
        "time_zone": "Europe/Paris",
    }
    return Event.objects.create(**(values | fields))


def make_experience(event: Event, language: str = "en", **fields: Any) -> Experience:
    """Return a published experience."""
    experience = Experience(event=event, language=language, **({"title": "Aurora, unveiled"} | fields))
    experience.save()
    experience.save_revision().publish()
    experience.refresh_from_db()
    return experience


def make_user(email: str = "", **fields: Any) -> User:
    """Return somebody who can sign in with PASSWORD."""
    address = email or f"person{next(_number)}@crew.example"
    return User.objects.create_user(username=address, email=address, password=PASSWORD, **fields)


def make_member(event: Event, role: Role, **fields: Any) -> User:
    """Return a member of the crew of `event`."""
    user = make_user(**fields)
    add_member(event=event, user=user, role=role)
    return user


def make_attendee(event: Event, **fields: Any) -> Attendee:
    """Return somebody who registered."""
    values: dict[str, Any] = {"name": "Ada Byron", "email": f"ada{next(_number)}@mail.example", "language": "en"}
    return register_attendee(event=event, **(values | fields)).attendee


def make_consent(
    event: Event, key: str = "privacy", *, required: bool = True, text: str = "I agree."
) -> ConsentWording:
    """Return a consent with one wording, in English."""
    definition = ConsentDefinition.objects.create(event=event, key=key, is_required=required)
    return ConsentWording.objects.create(definition=definition, language="en", text=text)


def at(text: str) -> datetime:
    """Return the UTC moment written in ISO form."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
