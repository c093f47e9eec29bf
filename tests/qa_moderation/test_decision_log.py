"""The decision log has what is arranged for all questions as well, and what the crew noted."""

from __future__ import annotations

from typing import Any

import pytest

from qa_moderation import services
from qa_moderation.exports import decision_rows
from qa_moderation.facts import Feed
from qa_moderation.graphics import services as graphics
from qa_moderation.models import Decision
from qa_moderation.services import Seen, WantedTheme
from tests.qa_moderation.factories import HOST, MODERATOR, approved, make_attendee, make_event, on_deck

pytestmark = pytest.mark.django_db


def _lines(event_id: int) -> list[tuple[Any, ...]]:
    rows = decision_rows(event_id, 0)
    names = ("action", "by", "question_id", "version", "details", "before")
    return [tuple(row[name] for name in names) for row in rows if row["from_state"] == row["to_state"]]


def test_log_has_the_order_of_the_deck_and_the_lists() -> None:
    event = make_event()
    one, two = (on_deck(make_attendee(event)).id for _ in range(2))
    services.order_deck(event_id=event.pk, question_ids=[two, one], deck_version=2, mover=MODERATOR)
    # An order that is the same is no decision.
    services.order_deck(event_id=event.pk, question_ids=[two, one], deck_version=3, mover=HOST)
    (theme,), _ = services.change_themes(
        event_id=event.pk, themes=[WantedTheme(None, "Range", "#112233")], mover=MODERATOR
    )
    services.change_feeds(event_id=event.pk, feeds=[Feed("main", "Host")], mover=HOST)
    graphics.set_ticker(event_id=event.pk, lines=[graphics.NewLine(text="Soon")], version=0, mover=HOST)
    range_ = {"id": theme.id, "name": "Range", "colour": "#112233"}
    assert _lines(event.pk) == [
        ("order", "Mona Moderator", None, 3, {"question_ids": [two, one]}, {"question_ids": [one, two]}),
        ("themes", "Mona Moderator", None, 1, {"themes": [range_]}, {"themes": []}),
        (
            "feeds",
            "Hugo Host",
            None,
            1,
            {"feeds": [{"slug": "main", "name": "Host"}]},
            {"feeds": [{"slug": "main", "name": ""}]},
        ),
        ("ticker", "Hugo Host", None, 1, {"lines": [{"text": "Soon"}]}, {"lines": []}),
    ]


def test_log_has_prompts_notes_and_views() -> None:
    event = make_event()
    question = approved(make_attendee(event))
    services.change_prompt(event_id=event.pk, feed="main", version=0, note="Slower", mover=HOST)
    services.note_question(event_id=event.pk, question_id=question.id, text="He asked before", mover=MODERATOR)
    (view,) = services.save_view(event_id=event.pk, name="All", query="", mover=MODERATOR)
    services.delete_view(event_id=event.pk, view_id=view.id, mover=MODERATOR)
    kept = {"id": view.id, "name": "All", "query": "", "by": "Mona Moderator"}
    assert _lines(event.pk) == [
        (
            "prompt",
            "Hugo Host",
            None,
            1,
            {"feed": "main", "note": "Slower", "countdown_until_ms": None},
            {"note": "", "countdown_until_ms": None},
        ),
        ("note", "Mona Moderator", question.id, question.version, {"text": "He asked before"}, {}),
        ("save_view", "Mona Moderator", None, 0, {"name": "All", "query": ""}, {}),
        ("delete_view", "Mona Moderator", None, 0, {"name": "All", "query": ""}, {"view": kept}),
    ]


def test_note_does_not_stand_between_a_move_and_its_undoing() -> None:
    event = make_event()
    question = approved(make_attendee(event))
    services.note_question(event_id=event.pk, question_id=question.id, text="Why?", mover=HOST)
    seen = [Seen(question.id, question.version)]
    (undone,) = services.undo_moves(event_id=event.pk, seen=seen, mover=MODERATOR)
    assert getattr(undone, "state", undone) == "pending"
    assert Decision.objects.latest("pk").action == "undo"
