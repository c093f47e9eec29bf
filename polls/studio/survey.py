"""Whether those who come back after the show find the survey."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from events.models import Event, Phase
from events.selectors import pages_without
from polls.models import Placement, Poll, State

SURVEY = "survey"
"""The block of the page after the show that holds the questions."""


@dataclass(frozen=True, slots=True)
class PageWithoutSurvey:
    """A page after the show that has no place for the survey; `address` leads to its editor."""

    language: str
    address: str


def pages_without_survey(event: Event) -> list[PageWithoutSurvey]:
    """Return the pages on which nobody will find the questions that are ready; none where no question is ready."""
    if not Poll.objects.filter(event=event, placement=Placement.FEEDBACK, state=State.ARMED).exists():
        return []
    names = dict(settings.LANGUAGES)
    return [
        PageWithoutSurvey(
            language=str(names.get(language, language)),
            address=reverse("wagtailsnippets_events_experience:edit", args=[experience.pk])
            if experience
            else reverse("wagtailsnippets_events_experience:add"),
        )
        for language, experience in pages_without(event, Phase.AFTER, SURVEY)
    ]
