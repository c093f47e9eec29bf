"""Who works on an event; organisers get the studio with it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from events.errors import LAST_ORGANISER
from events.models import Event, Membership, Role
from events.studio_access import sync_studio_access
from live.errors import Refusal


@transaction.atomic
def add_member(*, event: Event, user: User, role: Role) -> Membership:
    """Give `user` a role in `event`; a role that they have already stays as it is. Organisers may enter the studio."""
    membership, _created = Membership.objects.get_or_create(event=event, user=user, role=Role(role).value)
    sync_studio_access(event)
    return membership


@transaction.atomic
def add_member_by_email(*, event: Event, email: str, role: Role, name: str = "") -> Membership:
    """Give whoever has this address a role in `event`; who has no account gets one and signs in by a code in a mail.

    The caller cannot tell whether there was an account: addresses of other events' crews stay unknown.
    """
    address = email.strip().lower()
    user = User.objects.filter(email__iexact=address).order_by("pk").first()
    if user is None:
        first, _, last = name.strip().partition(" ")
        user = User.objects.create_user(username=address, email=address, first_name=first, last_name=last)
    return add_member(event=event, user=user, role=role)


@transaction.atomic
def remove_member(*, membership: Membership) -> None:
    """Take a role back. Raises Refusal(events.last_organiser) for an event's only organiser."""
    others = Membership.objects.select_for_update().filter(event=membership.event, role=Role.ORGANISER)
    if membership.role == Role.ORGANISER and not others.exclude(pk=membership.pk).exists():
        raise Refusal(LAST_ORGANISER, "expected another organiser to stay; add one first")
    membership.delete()
    sync_studio_access(membership.event)
