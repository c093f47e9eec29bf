"""Who is told that people go, and whose tickets are void when a row goes or changes, and when somebody signs out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_out
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from events.leaving import leaving, people_leaving
from events.models import Attendee, Membership
from live.revocation import revoke_tickets


@receiver(pre_delete, sender=Attendee)
def say_who_leaves(instance: Attendee, origin: Any, **_signal: Any) -> None:
    """Let features take what these people wrote from every page."""
    for event_id, attendee_ids in leaving(instance, origin):
        people_leaving.send(sender=Attendee, event_id=event_id, attendee_ids=attendee_ids)


@receiver(post_delete, sender=Attendee)
def revoke_attendee(instance: Attendee, origin: Any, **_signal: Any) -> None:
    """Send away whoever was deleted: their page asks who they are now, and goes on as a guest's.

    An event that is deleted takes its people along; nobody asks for their tickets any more.
    """
    if isinstance(origin, Attendee) or (isinstance(origin, QuerySet) and origin.model is Attendee):
        revoke_tickets(subject=f"a{instance.pk}", event_id=instance.event_id)


@receiver(post_save, sender=Membership)
@receiver(post_delete, sender=Membership)
def revoke_member(instance: Membership, **_signal: Any) -> None:
    """Send away somebody whose roles are other ones now: their console asks which."""
    revoke_tickets(subject=f"c{instance.user_id}", event_id=instance.event_id)


@receiver(user_logged_out)
def revoke_who_signed_out(user: User | None, **_signal: Any) -> None:
    """Send away somebody who signed out; where they are signed in elsewhere, their page asks for a new ticket."""
    if user is not None:
        revoke_tickets(subject=f"c{user.pk}")


@receiver(post_delete, sender=User)
def revoke_who_is_gone(instance: User, **_signal: Any) -> None:
    """Send away somebody whose account is gone."""
    revoke_tickets(subject=f"c{instance.pk}")


# What decides who may come in; a sign-in writes `last_login` and none of these.
_GUARDED = ("is_active", "is_superuser", "password")
# On the instance that is saved, and on no other of the same person.
_LOCKED_OUT = "_is_locked_out"


@receiver(pre_save, sender=User)
def notice_who_is_locked_out(instance: User, update_fields: frozenset[str] | None, **_signal: Any) -> None:
    """Note whose account is being closed, who gets another password, or is superuser no more (or now)."""
    instance.__dict__.pop(_LOCKED_OUT, None)
    if instance.pk is None or (update_fields is not None and update_fields.isdisjoint(_GUARDED)):
        return
    before = User.objects.filter(pk=instance.pk).values_list(*_GUARDED).first()
    if before is not None and before != tuple(getattr(instance, name) for name in _GUARDED):
        instance.__dict__[_LOCKED_OUT] = True


@receiver(post_save, sender=User)
def revoke_who_was_locked_out(instance: User, **_signal: Any) -> None:
    """Send them away, now that it is written: a console that opened while it was not is void too."""
    if instance.__dict__.pop(_LOCKED_OUT, False):
        revoke_tickets(subject=f"c{instance.pk}")
