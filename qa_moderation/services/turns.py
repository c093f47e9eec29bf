"""One turn at an event's desk: the desk is locked, some questions move, and everybody is told at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, field

from django.db import transaction

from live import statements
from qa_moderation.models import Desk
from qa_moderation.services.announcing import Announcements
from qa_moderation.services.next_up import tell_who_is_next


@dataclass(slots=True)
class Turn:
    """The event's desk, locked until the transaction ends, and what is announced then.

    `is_deck_touched` says that another may be the next although the deck is the same.
    """

    desk: Desk
    is_deck_touched: bool = False
    announcements: Announcements = field(default_factory=Announcements)
    bulk: str = ""
    """What all parts of one bulk action have in common, where they are more than one turn."""

    @property
    def event_id(self) -> int:
        """The event's id."""
        return self.desk.event_id


_open: ContextVar[Turn | None] = ContextVar("qa_moderation_turn", default=None)


@contextmanager
def turn_at(event_id: int) -> Iterator[Turn]:
    """Lock the event's desk in a transaction; append what was announced when the block ends.

    Within the turn of a bulk action this is a part of that turn, in a savepoint: when it is refused, nothing of it is
    left, and nothing is appended before the last part is done. So topics are locked after all questions.
    """
    outer = _open.get()
    if outer is not None and outer.event_id == event_id:
        with _part_of(outer):
            yield outer
        return
    with transaction.atomic():
        turn = Turn(lock_desk(event_id))
        deck_version = turn.desk.deck_version
        token = _open.set(turn)
        try:
            yield turn
        finally:
            _open.reset(token)
        if turn.is_deck_touched or turn.desk.deck_version != deck_version:
            tell_who_is_next(turn)
        turn.announcements.append()


def bulk_now() -> str:
    """Return which bulk the turn that is open is a part of, or ""."""
    turn = _open.get()
    return turn.bulk if turn else ""


@contextmanager
def _part_of(turn: Turn) -> Iterator[None]:
    numbers, announced = copy(turn.desk), turn.announcements.copy()
    try:
        with transaction.atomic():
            yield
    except BaseException:
        turn.desk, turn.announcements = numbers, announced
        raise


def lock_desk(event_id: int) -> Desk:
    """Return the event's desk, locked until the transaction ends: moves of one event happen one after another."""
    for _ in range(2):
        for desk in statements.fetch(Desk, f"WHERE event_id = %s {statements.locking()}", [event_id]):
            return desk
        Desk.objects.bulk_create([Desk(event_id=event_id)], ignore_conflicts=True)
    raise LookupError(f"expected a desk of event {event_id}, got none")


def save_desk(desk: Desk, field: str) -> None:
    """Write one field of a desk that is locked."""
    statements.update(Desk, {field: getattr(desk, field)}, "WHERE event_id = %s", [desk.event_id])
