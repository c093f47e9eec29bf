"""Reads: which event, which content, which roles."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet

from events.models import Event, Experience, Phase, Role

User = AbstractBaseUser | AnonymousUser


def event_experience(event: Event, language: str) -> Experience | None:
    """Return the published experience of `event` in `language`, or None."""
    experience: Experience | None = (
        Experience.objects.filter(event=event, language=language, live=True)
        .select_related("logo", "hero_image", "poster_image")
        .prefetch_related("agenda")
        .first()
    )
    return experience


def pages_without(event: Event, phase: Phase, block: str) -> list[tuple[str, Experience | None]]:
    """Return the languages in which the published page of `phase` has no `block`, each with its experience.

    None where there is no experience; one that was never published has no page. One query.
    """
    experiences = {experience.language: experience for experience in Experience.objects.filter(event=event)}
    found = []
    for language in event.languages:
        experience = experiences.get(language)
        names = {child["type"] for child in experience.body(phase).raw_data} if experience and experience.live else ()
        if block not in names:
            found.append((language, experience))
    return found


def event_roles(event: Event, user: User) -> frozenset[str]:
    """Return the roles of `user` in `event`. Superusers have every role."""
    if not user.is_authenticated:
        return frozenset()
    if getattr(user, "is_superuser", False):
        return frozenset(Role.values)
    # A crew is small: reading it whole lets a list of events prefetch it.
    return frozenset(member.role for member in event.memberships.all() if member.user_id == user.pk)


def crew_events(user: User) -> QuerySet[Event]:
    """Return the events in which `user` has a role, newest start first."""
    events = Event.objects.order_by("-starts_at", "pk")
    if getattr(user, "is_superuser", False):
        return events
    return events.filter(memberships__user_id=_user_id(user)).distinct()


def organised_events(user: User) -> QuerySet[Event]:
    """Return the events that `user` organises: what the studio may show them, and all that it may."""
    events = Event.objects.order_by("-starts_at", "pk")
    if getattr(user, "is_superuser", False):
        return events
    return events.filter(
        pk__in=Event.objects.filter(memberships__user_id=_user_id(user), memberships__role=Role.ORGANISER)
    )


@dataclass(frozen=True, slots=True)
class AskedConsent:
    """A consent as it is put to a person: the very words, in the language in which they will be shown."""

    definition_id: int
    key: str
    is_required: bool
    language: str
    text: str
    version: int


def asked_consents(event: Event, language: str) -> list[AskedConsent]:
    """Return the consents that `event` asks for, worded in `language`, else in the event's own; two queries.

    A consent without any wording is not asked: nobody can agree to nothing.
    """
    asked = []
    for definition in event.consent_definitions.filter(is_asked=True).prefetch_related("wordings"):
        wordings = {wording.language: wording for wording in definition.wordings.all()}
        wording = wordings.get(language) or wordings.get(event.default_language) or next(iter(wordings.values()), None)
        if wording is not None:
            asked.append(
                AskedConsent(
                    definition_id=definition.pk,
                    key=definition.key,
                    is_required=definition.is_required,
                    language=wording.language,
                    text=wording.text,
                    version=wording.version,
                )
            )
    return asked


def _user_id(user: User) -> int:
    """Return the user's id; 0, which nobody has, for who is not signed in."""
    return user.pk or 0
