"""People who are not there: a crowd to rehearse with, in an event of its own or before the guests come."""

from __future__ import annotations

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from events.models import Attendee, Event, Role
from events.rehearsal import REHEARSAL_DOMAIN
from events.services.crew import add_member

# Rows in a statement; Django sends fewer where the database takes fewer variables (SQLite).
_CHUNK = 2_000


@transaction.atomic
def register_rehearsal_people(*, event: Event, people: int) -> list[Attendee]:
    """Return `people` attendees of `event` who cannot be mailed to, by number; those who are missing are made.

    50,000 take a few seconds. They owe nobody a consent and are owed no mail.
    """
    addresses = [_address(number) for number in range(1, people + 1)]
    mine = Attendee.objects.filter(event=event, email__endswith=REHEARSAL_DOMAIN)
    known = set(mine.values_list("email", flat=True))
    Attendee.objects.bulk_create(
        (
            Attendee(event=event, email=address, name=f"Rehearsal {number}", country="FR", language=event.languages[0])
            for number, address in enumerate(addresses, start=1)
            if address not in known
        ),
        batch_size=_CHUNK,
    )
    by_address = {attendee.email: attendee for attendee in mine}
    return [by_address[address] for address in addresses]


@transaction.atomic
def add_rehearsal_crew(*, event: Event, role: Role, number: int = 1) -> User:
    """Return a member of `event`'s crew who cannot sign in, made when there is none; `number` tells those of a role."""
    name = role.value if number == 1 else f"{role.value} {number}"
    address = f"{name.replace(' ', '-')}{REHEARSAL_DOMAIN}"
    user, created = User.objects.get_or_create(
        username=address, defaults={"email": address, "first_name": "Rehearsal", "last_name": name}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    add_member(event=event, user=user, role=role)
    return user


def sign_in_rehearsal_crew(*, user: User) -> str:
    """Return the key of a new session of a rehearsal person, who has no other way in. Raises ValueError for others."""
    if not user.username.endswith(REHEARSAL_DOMAIN):
        raise ValueError(f"expected one of {REHEARSAL_DOMAIN}, got user {user.pk}; people sign in by themselves")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    assert session.session_key is not None
    return session.session_key


def remove_rehearsal_people(*, event: Event) -> int:
    """Delete the rehearsal people of `event` and return how many there were. What they wrote goes with them.

    A transaction for each two thousand, so that no moderator waits long; called again, it goes on where it was.
    """
    people = Attendee.objects.filter(event=event, email__endswith=REHEARSAL_DOMAIN).order_by("pk")
    count = 0
    while ids := list(people.values_list("pk", flat=True)[:_CHUNK]):
        Attendee.objects.filter(pk__in=ids).delete()
        count += len(ids)
    event.memberships.filter(user__username__endswith=REHEARSAL_DOMAIN).delete()
    return count


def _address(number: int) -> str:
    return f"person-{number:06d}{REHEARSAL_DOMAIN}"
