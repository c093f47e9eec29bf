"""Pages are rendered once for what they show, and anew when that changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from events import kept_pages as module
from events.kept_pages import KeptPages, Rendered
from events.models import AgendaItem, Event, Experience, Phase, RegistrationPolicy
from events.services import change_phase, rename_event
from tests.events.factories import make_event, make_experience

pytestmark = pytest.mark.django_db


class Clock:
    """A clock that stands until it is moved; seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pages(clock: Clock) -> KeptPages:
    return KeptPages(clock)


def get(pages: KeptPages, event: Event, language: str = "en", part: module.Part = "page") -> Rendered:
    with translation.override(language):
        rendered = pages.get(event.slug, language, part)
    assert rendered is not None
    return rendered


def test_a_page_is_rendered_once_and_then_costs_a_query(pages: KeptPages, django_assert_num_queries: Any) -> None:
    event = make_event()
    make_experience(event)
    first = get(pages, event)
    with django_assert_num_queries(1):
        assert get(pages, event) is first


def test_a_page_that_is_rendered_again_has_the_same_bytes(pages: KeptPages, clock: Clock) -> None:
    event = make_event()
    make_experience(event)
    first = get(pages, event)
    clock.now += 3600.0
    second = get(pages, event)
    assert second is not first
    assert (second.body, second.etag) == (first.body, first.etag)


def _move(event: Event) -> None:
    change_phase(event=event, phase=Phase.LIVE)


def _rename(event: Event) -> None:
    rename_event(event=event, name="Borealis")


def _publish(event: Event) -> None:
    experience = event.experiences.get(language="en")
    experience.title = "Words that were published"
    experience.save_revision().publish()


def _unpublish(event: Event) -> None:
    event.experiences.get(language="en").unpublish()


def _close_registration(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(registration=RegistrationPolicy.CLOSED)


@pytest.mark.parametrize("change", [_move, _rename, _publish, _unpublish, _close_registration])
def test_a_change_that_another_process_made_is_seen(pages: KeptPages, change: Callable[[Event], None]) -> None:
    event = make_event()
    make_experience(event)
    old = get(pages, event)
    change(event)
    assert get(pages, event).etag != old.etag


def test_a_draft_changes_nothing(pages: KeptPages, clock: Clock) -> None:
    event = make_event()
    experience = make_experience(event, title="Public")
    old = get(pages, event)
    experience.title = "Draft"
    experience.save_revision()
    clock.now += 61.0
    assert get(pages, event).etag == old.etag


@pytest.mark.parametrize("make", [Event, Experience, AgendaItem])
def test_a_change_of_this_process_is_seen_at_once(make: type[Any], django_capture_on_commit_callbacks: Any) -> None:
    event = make_event()
    experience = make_experience(event)
    item = AgendaItem.objects.create(experience=experience, starts_at=event.starts_at, title="Welcome")
    rows = {Event: event, Experience: experience, AgendaItem: item}
    old = get(module.kept_pages, event)
    with django_capture_on_commit_callbacks(execute=True):
        rows[make].save()
    assert get(module.kept_pages, event) is not old


def test_each_language_and_part_is_a_document_of_its_own(pages: KeptPages) -> None:
    event = make_event()
    make_experience(event, "en", title="Aurora, unveiled")
    make_experience(event, "fr", title="Aurora, dévoilée")
    english, french = get(pages, event), get(pages, event, "fr")
    assert (b"Aurora, unveiled" in english.body, "Aurora, dévoilée".encode() in french.body) == (True, True)
    inside = get(pages, event, "en", "phase").body
    assert inside in english.body
    assert inside != english.body


def test_a_page_that_there_is_not_is_none(pages: KeptPages) -> None:
    event = make_event(languages=["fr"])
    assert pages.get(event.slug, "en", "page") is None
    assert pages.get("nothing", "en", "page") is None


def test_the_page_that_was_asked_for_longest_ago_goes_first(pages: KeptPages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    one, two, three = (make_event() for _ in range(3))
    first, second = get(pages, one), get(pages, two)
    assert get(pages, one) is first
    get(pages, three)
    assert get(pages, one) is first
    assert get(pages, two) is not second
