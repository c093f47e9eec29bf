"""Reads: which event, which content, which roles."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet

from events.models import Event, Experience, Role

User = AbstractBaseUser | AnonymousUser


def event_experience(event: Event, language: str) -> Experience | None:
    """Return the published experience of `event` in `language`, or None."""
    return (
        Experience.objects.filter(event=event, language=language, live=True)
        .select_related("logo", "hero_image", "poster_image")
        .prefetch_related("agenda")
        .first()
    )


def event_roles(event: Event, user: User) -> frozenset[str]:
    """Return the roles of `user` in `event`. Superusers have every role."""
    if not user.is_authenticated:
        return frozenset()
    if getattr(user, "is_superuser", False):
        return frozenset(Role.values)
    return frozenset(event.memberships.filter(user_id=user.pk).values_list("role", flat=True))


def crew_events(user: User) -> QuerySet[Event]:
    """Return the events in which `user` has a role, newest start first."""
    events = Event.objects.order_by("-starts_at", "pk")
    if getattr(user, "is_superuser", False):
        return events
    return events.filter(memberships__user_id=user.pk).distinct()


def organised_events(user: User) -> QuerySet[Event]:
    """Return the events that `user` organises: what the studio may show them, and all that it may."""
    events = Event.objects.order_by("-starts_at", "pk")
    if getattr(user, "is_superuser", False):
        return events
    return events.filter(pk__in=Event.objects.filter(memberships__user_id=user.pk, memberships__role=Role.ORGANISER))
