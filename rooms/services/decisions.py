"""The decision log: who of the crew did what, to whom, and when; a line is written with what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from events.text import clean_line
from rooms.models import ChatDecision, ChatMessage
from rooms.services.desk import OpenDesk, lock_desk


@dataclass(frozen=True, slots=True)
class Moderator:
    """Who decides: the subject of a crew ticket ("c5") and the name that others of the crew are shown."""

    subject: str
    name: str


def note_about_message(desk: OpenDesk, moderator: Moderator, action: str, message: ChatMessage, **details: Any) -> None:
    """Write down what was done to a message; the line has what was said, and by whom."""
    _note(
        desk,
        moderator,
        action,
        room=message.room.slug,
        message_id=message.pk,
        attendee_id=message.attendee_id,
        name=message.author_name,
        text=message.text,
        details=details,
    )


def note_about_person(
    desk: OpenDesk, moderator: Moderator, action: str, *, attendee_id: int, name: str, **details: Any
) -> None:
    """Write down what was done to a person."""
    _note(desk, moderator, action, attendee_id=attendee_id, name=name, details=details)


def note_about_chat(
    desk: OpenDesk, moderator: Moderator | None, action: str, *, room: str = "", **details: Any
) -> None:
    """Write down what was changed of the chat itself; what nobody of the crew did (a demo's making) is not."""
    if moderator is not None:
        _note(desk, moderator, action, room=room, details=details)


def _note(desk: OpenDesk, moderator: Moderator, action: str, *, name: str = "", **fields: Any) -> None:
    ChatDecision.objects.create(
        event_id=desk.event_id,
        at=desk.now,
        by_subject=moderator.subject,
        by=moderator.name[:80],
        action=action,
        name=clean_line(name)[:80],
        **fields,
    )


@transaction.atomic
def note_download(*, event_id: int, what: str, moderator: Moderator) -> None:
    """Write down who takes the log along. Locks the desk."""
    note_about_chat(lock_desk(event_id), moderator, "download", what=what)
