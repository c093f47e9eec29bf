"""What the crew writes on questions, and arranges for all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import msgspec
import pytest

from events.moments import epoch_ms
from live.errors import Refusal
from live.models import FactRecord
from live.topics import topic_kind
from qa_moderation import selectors, services
from qa_moderation.facts import DeskQuestion, Feed
from qa_moderation.models import Decision, DeskCursor, DeskView, Question
from qa_moderation.services import Mover, NewQuestion, WantedTheme
from qa_moderation.topics import desk_topic, questions_topic
from tests.qa_moderation.factories import (
    HOST,
    MODERATOR,
    approved,
    make_attendee,
    make_event,
    on_air,
    on_deck,
    parked,
    pending,
    record,
)

pytestmark = pytest.mark.django_db

MAIN, ASIA = Feed(slug="main", name="Host"), Feed(slug="asia", name="Asia")


def _refused(call: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value


def _how(question: DeskQuestion) -> dict[str, Any]:
    row = Question.objects.get(pk=question.id)
    return {"event_id": row.event_id, "question_id": row.pk, "version": row.version, "mover": MODERATOR}


def _who(action: str, mover: Mover) -> dict[str, object]:
    """What a refusal says of who did `action` last."""
    return {"changed_by": mover.name, "changed_at_ms": epoch_ms(Decision.objects.filter(action=action).latest("pk").at)}


# --- wording, theme, priority


def test_reword_keeps_the_original_and_shows_the_other() -> None:
    event = make_event()
    asker = make_attendee(event)
    question = approved(asker, "how far does it go??")
    reworded = services.reword_question(**_how(question), text=" How far  does it go? ")
    assert (reworded.text, reworded.set_text) == ("how far does it go??", "How far does it go?")
    name = questions_topic(event.pk)
    (public,) = topic_kind(name).snapshots([name])[name].questions.values()  # type: ignore[attr-defined]
    assert public.text == "How far does it go?"
    mine = selectors.questions_of([(event.pk, asker.pk)])[event.pk, asker.pk][str(question.id)]
    assert (mine.text, mine.set_text) == ("how far does it go??", "How far does it go?")
    # Nothing changes: no version, no line of the log.
    assert services.reword_question(**_how(question), text="How far does it go?") == reworded
    for back in ("", "how far does it go??"):
        services.reword_question(**_how(question), text="How far does it go?")
        assert services.reword_question(**_how(question), text=back).set_text == ""


def test_reword_of_one_that_left_the_lists_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "FINISHED_KEPT", 1)
    event = make_event()
    first = services.answer_question(**_how(on_air(make_attendee(event))))
    services.answer_question(**_how(on_air(make_attendee(event))))
    for call in (
        lambda: services.reword_question(**_how(first), text="How far?"),
        lambda: services.answer_in_writing(**_how(first), text="Far."),
        lambda: services.note_question(event_id=event.pk, question_id=first.id, text="Why?", mover=MODERATOR),
    ):
        assert _refused(call).code == "qa.illegal_move"


def test_sort_changes_what_is_given_and_tells_the_audience_nothing() -> None:
    event, other = make_event(), make_event("other")
    question = approved(make_attendee(event))
    (theme,), _ = services.change_themes(
        event_id=event.pk, themes=[WantedTheme(None, "Range", "#112233")], mover=MODERATOR
    )
    (foreign,), _ = services.change_themes(
        event_id=other.pk, themes=[WantedTheme(None, "Range", "#112233")], mover=MODERATOR
    )
    audience = FactRecord.objects.filter(topic__name=questions_topic(event.pk))
    told = audience.count()
    sorted_ = services.sort_question(**_how(question), theme_id=theme.id)
    assert (sorted_.theme_id, sorted_.priority, sorted_.version) == (theme.id, 0, question.version + 1)
    sorted_ = services.sort_question(**_how(question), priority=2)
    assert (sorted_.theme_id, sorted_.priority) == (theme.id, 2)
    assert services.sort_question(**_how(question)) == sorted_
    assert services.sort_question(**_how(question), theme_id=None).theme_id is None
    assert audience.count() == told
    assert _refused(lambda: services.sort_question(**_how(question), theme_id=foreign.id)).code == "qa.unknown_theme"


def test_themes_are_changed_as_a_whole() -> None:
    event, other = make_event(), make_event("other")
    (one, two), _ = services.change_themes(
        event_id=event.pk,
        themes=[WantedTheme(None, " Range ", "#AABBCC"), WantedTheme(None, "Price", "#112233")],
        mover=MODERATOR,
    )
    assert (one.name, one.colour) == ("Range", "#aabbcc")
    kept, lost = pending(make_attendee(event)), on_deck(make_attendee(event))
    services.sort_question(**_how(kept), theme_id=two.id)
    services.sort_question(**_how(lost), theme_id=one.id)
    changed, version = services.change_themes(
        event_id=event.pk,
        themes=[WantedTheme(None, "Design", "#445566"), WantedTheme(two.id, "Prices", "#112233")],
        mover=MODERATOR,
    )
    assert version == 2
    assert [theme.name for theme in changed] == ["Design", "Prices"]
    assert (record(kept.id).theme_id, record(lost.id).theme_id) == (two.id, None)
    bad = [
        ([WantedTheme(None, " ", "#112233")], "qa.bad_themes"),
        ([WantedTheme(None, "Range", "#112233"), WantedTheme(None, "range", "#112233")], "qa.bad_themes"),
        ([WantedTheme(two.id, "One", "#112233"), WantedTheme(two.id, "Two", "#112233")], "qa.bad_themes"),
        ([WantedTheme(one.id, "Range", "#112233")], "qa.unknown_theme"),
    ]
    for themes, code in bad:
        assert _refused(partial(services.change_themes, event_id=event.pk, themes=themes, mover=MODERATOR)).code == code
    foreign = [WantedTheme(two.id, "Mine", "#112233")]
    assert (
        _refused(lambda: services.change_themes(event_id=other.pk, themes=foreign, mover=MODERATOR)).code
        == "qa.unknown_theme"
    )
    assert selectors.themes([event.pk])[event.pk] == changed


def test_list_that_another_changed_meanwhile_is_not_overwritten() -> None:
    event = make_event()
    (range_,), version = services.change_themes(
        event_id=event.pk, themes=[WantedTheme(None, "Range", "#112233")], seen=0, mover=MODERATOR
    )
    price = [WantedTheme(range_.id, "Range", "#112233"), WantedTheme(None, "Price", "#445566")]
    now, _ = services.change_themes(event_id=event.pk, themes=price, seen=version, mover=MODERATOR)
    stale = _refused(lambda: services.change_themes(event_id=event.pk, themes=[], seen=version, mover=MODERATOR))
    assert (stale.code, stale.details) == (
        "qa.list_stale",
        {"themes": msgspec.to_builtins(now), "version": 2, **_who("themes", MODERATOR)},
    )
    assert selectors.themes([event.pk])[event.pk] == now
    services.change_feeds(event_id=event.pk, feeds=[MAIN, ASIA], seen=0, mover=HOST)
    stale = _refused(lambda: services.change_feeds(event_id=event.pk, feeds=[MAIN], seen=0, mover=MODERATOR))
    assert (stale.code, stale.details) == (
        "qa.list_stale",
        {"feeds": msgspec.to_builtins([MAIN, ASIA]), "version": 1, **_who("feeds", HOST)},
    )


def test_refused_prompt_names_who_wrote_on_that_set_desk() -> None:
    event = make_event()
    services.change_feeds(event_id=event.pk, feeds=[MAIN, ASIA], mover=MODERATOR)
    services.change_prompt(event_id=event.pk, feed="asia", version=0, note="Slower", mover=HOST)
    services.change_prompt(event_id=event.pk, feed="main", version=0, note="Faster", mover=MODERATOR)
    stale = _refused(
        lambda: services.change_prompt(event_id=event.pk, feed="asia", version=0, note="Now", mover=MODERATOR)
    )
    assert stale.details["changed_by"] == "Hugo Host"


def test_note_and_countdown_change_without_each_other() -> None:
    event = make_event()
    until = datetime(2030, 5, 1, 19, tzinfo=UTC)
    at: dict[str, Any] = {"event_id": event.pk, "feed": "main"}
    running = services.change_prompt(**at, version=0, countdown_until=until, mover=MODERATOR)
    assert (running.note, running.by) == ("", "Mona Moderator")
    noted = services.change_prompt(**at, version=1, note="Two more", mover=HOST)
    assert (noted.note, noted.by, noted.countdown_until_ms) == ("Two more", "Hugo Host", running.countdown_until_ms)
    seen = services.see_prompt(**at, version=2)
    # Another countdown says nothing new of the note: the host need not say again that it was read.
    stopped = services.change_prompt(**at, version=2, countdown_until=None, mover=MODERATOR)
    assert (stopped.note, stopped.by, stopped.seen_at_ms) == ("Two more", "Hugo Host", seen.seen_at_ms)
    assert (stopped.countdown_until_ms, stopped.version) == (None, 3)
    again = services.change_prompt(**at, version=3, countdown_until=until, mover=MODERATOR)
    taken = services.change_prompt(**at, version=again.version, note="", mover=MODERATOR)
    assert (taken.note, taken.countdown_until_ms) == ("", running.countdown_until_ms)


# --- set desks


def test_each_set_desk_has_one_question_on_air() -> None:
    event = make_event()
    services.change_feeds(event_id=event.pk, feeds=[MAIN, ASIA], mover=MODERATOR)
    first, second = on_air(make_attendee(event)), pending(make_attendee(event))
    third = on_deck(make_attendee(event))
    sent = services.send_to_set(**_how(second), feed="asia")
    assert (sent.feed, services.take_question(**_how(second)).state) == ("asia", "on_air")
    busy = _refused(lambda: services.take_question(**_how(third)))
    assert (busy.code, busy.details["question"]["id"]) == ("qa.on_air_busy", first.id)
    assert _refused(lambda: services.assign_question(**_how(second), feed="main")).code == "qa.on_air_busy"
    services.answer_question(**_how(first))
    assert services.assign_question(**_how(second), feed="main").feed == "main"
    for call in (
        lambda: services.assign_question(**_how(third), feed="mars"),
        lambda: services.send_to_set(**_how(pending(make_attendee(event))), feed="mars"),
    ):
        assert _refused(call).code == "qa.unknown_feed"


def test_set_desks_are_changed_as_a_whole() -> None:
    event = make_event()
    services.change_feeds(event_id=event.pk, feeds=[MAIN, ASIA], mover=MODERATOR)
    prompt = services.change_prompt(
        event_id=event.pk, feed="main", version=0, note="Slower", countdown_until=None, mover=MODERATOR
    )
    waiting, aside = on_deck(make_attendee(event)), parked(make_attendee(event))
    services.assign_question(**_how(waiting), feed="asia")
    services.assign_question(**_how(aside), feed="asia")
    busy = _refused(lambda: services.change_feeds(event_id=event.pk, feeds=[MAIN], mover=MODERATOR))
    assert (busy.code, busy.details) == ("qa.feed_busy", {"feed": "asia"})
    services.recall_from_set(**_how(waiting))
    services.change_feeds(event_id=event.pk, feeds=[Feed(slug="main", name="")], mover=MODERATOR)
    assert (record(waiting.id).feed, record(aside.id).feed) == ("main", "main")
    (main,) = selectors.feeds([event.pk])[event.pk]
    assert main.prompt == prompt
    bad = [[], [ASIA], [MAIN, MAIN], [MAIN, Feed(slug="a", name="host")], [MAIN, Feed(slug="a", name="\u200b")]]
    for feeds in bad:
        assert (
            _refused(partial(services.change_feeds, event_id=event.pk, feeds=feeds, mover=MODERATOR)).code
            == "qa.bad_feeds"
        )


def test_prompt_has_a_version_and_is_seen_once() -> None:
    event = make_event()
    until = datetime(2030, 5, 1, 19, tzinfo=UTC)
    prompt = services.change_prompt(
        event_id=event.pk, feed="main", version=0, note=" Two  more ", countdown_until=until, mover=MODERATOR
    )
    assert (prompt.version, prompt.note, prompt.by, prompt.seen_at_ms) == (1, "Two more", "Mona Moderator", None)
    assert prompt.countdown_until_ms == int(until.timestamp() * 1000)
    for call in (
        lambda: services.see_prompt(event_id=event.pk, feed="main", version=0),
        lambda: services.change_prompt(
            event_id=event.pk, feed="main", version=0, note="", countdown_until=None, mover=HOST
        ),
    ):
        stale = _refused(call)
        assert (stale.code, stale.details) == (
            "qa.prompt_stale",
            {"prompt": msgspec.to_builtins(prompt), **_who("prompt", MODERATOR)},
        )
    seen = services.see_prompt(event_id=event.pk, feed="main", version=1)
    assert seen.seen_at_ms is not None
    assert services.see_prompt(event_id=event.pk, feed="main", version=1) == seen
    again = services.change_prompt(event_id=event.pk, feed="main", version=1, note="", countdown_until=None, mover=HOST)
    assert (again.version, again.note, again.countdown_until_ms, again.seen_at_ms) == (2, "", None, None)
    assert FactRecord.objects.filter(topic__name=f"set/{event.pk}", body__contains="PromptChanged").count() == 3
    unknown = _refused(lambda: services.see_prompt(event_id=event.pk, feed="mars", version=0))
    assert unknown.code == "qa.unknown_feed"


# --- notes, answers in writing, composed questions


def test_note_is_read_by_the_crew_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_moderation.services.notes.NOTES", 2)
    event, other = make_event(), make_event("other")
    asker = make_attendee(event)
    question = approved(asker)

    def note(text: str, event_id: int = event.pk) -> DeskQuestion:
        return services.note_question(event_id=event_id, question_id=question.id, text=text, mover=MODERATOR)

    noted = note(" Ask \u202e the CEO ")
    assert [(known.by, known.text) for known in noted.notes] == [("Mona Moderator", "Ask the CEO")]
    assert (noted.version, record(question.id)) == (question.version, noted)
    note("Second")
    full = _refused(lambda: note("Third"))
    assert (full.code, full.details) == ("qa.notes_full", {"limit": 2})
    assert _refused(lambda: note(" \u200b ")).code == "qa.empty"
    assert _refused(lambda: note("Mine?", other.pk)).code == "qa.unknown_question"
    outside = FactRecord.objects.exclude(topic__name=desk_topic(event.pk))
    assert not outside.filter(body__contains="Ask the CEO").exists()
    # A move keeps them.
    assert services.send_to_set(**_how(question)).notes == record(question.id).notes != []


def test_answer_in_writing_is_public_and_may_be_corrected() -> None:
    event = make_event()
    asker = make_attendee(event)
    question = pending(asker)
    answered = services.answer_in_writing(**_how(question), text="  700 km. \n\n\n\n In  summer.\x00 ")
    assert (answered.state, answered.answer) == ("answered", "700 km.\n\nIn summer.")
    corrected = services.answer_in_writing(**_how(question), text="701 km.")
    assert (corrected.answer, corrected.answered_at_ms) == ("701 km.", answered.answered_at_ms)
    name = questions_topic(event.pk)
    (public,) = topic_kind(name).snapshots([name])[name].questions.values()  # type: ignore[attr-defined]
    assert (public.state, public.answer) == ("answered", "701 km.")
    mine = selectors.questions_of([(event.pk, asker.pk)])[event.pk, asker.pk][str(question.id)]
    assert mine.answer == "701 km."
    assert _refused(lambda: services.answer_in_writing(**_how(question), text=" \n ")).code == "qa.answer_empty"


def test_reason_and_private_note_are_read_by_the_asker() -> None:
    event = make_event()
    asker = make_attendee(event)
    question = approved(asker)
    services.reject_question(**_how(question), reason="Not tonight.", note="Write to press@example.com.")
    mine = selectors.questions_of([(event.pk, asker.pk)])[event.pk, asker.pk][str(question.id)]
    assert (mine.reason, mine.note_to_asker) == ("Not tonight.", "Write to press@example.com.")
    audience = FactRecord.objects.filter(topic__name=questions_topic(event.pk), body__contains="press@")
    assert not audience.exists()
    again = services.approve_question(**_how(question))
    assert (again.reason, again.note_to_asker) == ("", "")


def test_composed_question_goes_the_same_way_without_an_asker(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event()
    composed = services.compose_question(
        event_id=event.pk,
        text=" Is there  a van? ",
        language="en",
        asker_name="Row 3",
        asker_company="Fleet & Co",
        asker_country="DE",
        mover=MODERATOR,
    )
    assert (composed.text, composed.source, composed.state, composed.version) == (
        "Is there a van?",
        "crew",
        "pending",
        1,
    )
    assert (composed.asker_name, composed.asker_company, composed.asker_country) == ("Row 3", "Fleet & Co", "DE")
    services.send_to_set(**_how(composed))
    services.take_question(**_how(composed))
    services.answer_question(**_how(composed))
    assert not FactRecord.objects.filter(topic__name__startswith="my-questions/").exists()
    assert list(Decision.objects.order_by("pk").values_list("action", flat=True)) == [
        "compose",
        "send",
        "take",
        "answer",
    ]
    nameless = services.compose_question(
        event_id=event.pk, text="Why?", language="en", asker_country="DE", mover=MODERATOR
    )
    assert (nameless.asker_name, nameless.asker_country) == (None, "")

    def compose(text: str, theme_id: int | None = None) -> DeskQuestion:
        return services.compose_question(
            event_id=event.pk, text=text, language="en", theme_id=theme_id, mover=MODERATOR
        )

    assert _refused(lambda: compose(" \u200b ")).code == "qa.empty"
    assert _refused(lambda: compose("Why?", 10**6)).code == "qa.unknown_theme"
    monkeypatch.setattr("qa_moderation.services.asking_guards.OPEN_PER_EVENT", 1)
    assert _refused(lambda: compose("Why?")).code == "qa.queue_full"


def test_parked_questions_have_a_bound_and_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_moderation.services.parking.PARKED", 1)
    event = make_event()
    question = services.park_question(**_how(approved(make_attendee(event))))
    name = questions_topic(event.pk)
    assert topic_kind(name).snapshots([name])[name].questions == {}  # type: ignore[attr-defined]
    for call in (
        lambda: parked(make_attendee(event)),
        lambda: services.park_on_set(**_how(on_air(make_attendee(event)))),
    ):
        full = _refused(call)
        assert (full.code, full.details) == ("qa.parked_full", {"limit": 1})
    asker_id = Question.objects.get(pk=question.id).attendee_id
    services.withdraw_question(event_id=event.pk, question_id=question.id, attendee_id=asker_id or 0)
    assert parked(make_attendee(event)).state == "parked"


# --- views, cursors


def test_views_are_kept_for_all_under_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_moderation.services.kept_views.VIEWS", 2)
    event, other = make_event(), make_event("other")

    def save(name: str, query: str = "state=pending") -> list[str]:
        views = services.save_view(event_id=event.pk, name=name, query=query, mover=MODERATOR)
        return [f"{view.name}?{view.query}" for view in views]

    save(" French ")
    assert save("Urgent") == ["French?state=pending", "Urgent?state=pending"]
    assert save("french", "language=fr") == ["french?language=fr", "Urgent?state=pending"]
    full = _refused(lambda: save("Third"))
    assert (full.code, full.details) == ("qa.views_full", {"limit": 2})
    assert _refused(lambda: save(" ")).code == "qa.empty"
    view = selectors.views([event.pk])[event.pk][0]
    assert (
        _refused(lambda: services.delete_view(event_id=other.pk, view_id=view.id, mover=MODERATOR)).code
        == "qa.unknown_view"
    )
    assert [view.name for view in services.delete_view(event_id=event.pk, view_id=view.id, mover=MODERATOR)] == [
        "Urgent"
    ]


def test_view_of_another_is_replaced_and_deleted_by_who_says_whose_it_is() -> None:
    event = make_event()
    (view,) = services.save_view(event_id=event.pk, name="French", query="lang=fr", mover=MODERATOR)
    save = partial(services.save_view, event_id=event.pk, name="french", query="lang=fr&priority=2")
    delete = partial(services.delete_view, event_id=event.pk, view_id=view.id)
    for call in (partial(save, mover=HOST), partial(save, of="Otto", mover=HOST), partial(delete, mover=HOST)):
        refused = _refused(call)
        assert (refused.code, refused.details) == ("qa.view_of_another", {"view": msgspec.to_builtins(view)})
    assert selectors.views([event.pk])[event.pk] == [view]
    (theirs,) = save(of="Mona Moderator", mover=HOST)
    assert (theirs.id, theirs.query, theirs.by) == (view.id, "lang=fr&priority=2", "Hugo Host")
    # Whose it was is not whose it is: that it was replaced meanwhile is told.
    assert _refused(partial(delete, of="Mona Moderator", mover=Mover("c9", "Otto"))).code == "qa.view_of_another"
    assert save(mover=HOST) == [theirs]
    assert delete(of="Hugo Host", mover=MODERATOR) == []


def test_view_is_its_owners_and_not_a_namesakes() -> None:
    event = make_event()
    save = partial(services.save_view, event_id=event.pk, name="French", query="lang=fr")
    (view,) = save(mover=MODERATOR)
    namesake = Mover("c9", MODERATOR.name)
    delete = partial(services.delete_view, event_id=event.pk, view_id=view.id)
    for call in (partial(save, mover=namesake), partial(delete, mover=namesake)):
        assert _refused(call).code == "qa.view_of_another"
    # One that took another name since is still who kept it.
    assert save(mover=Mover(MODERATOR.subject, "Mona Married"))[0].by == "Mona Married"
    # A view from before owners were noted goes by the name.
    DeskView.objects.update(made_by=MODERATOR.name, made_by_subject="")
    assert delete(mover=namesake) == []


def test_cursor_is_one_for_each_and_only_the_newest() -> None:
    event = make_event()
    question = pending(make_attendee(event))
    services.point_at(event_id=event.pk, question_id=question.id, mover=MODERATOR)
    services.point_at(event_id=event.pk, question_id=None, mover=HOST)
    services.point_at(event_id=event.pk, question_id=None, mover=MODERATOR)
    cursors = selectors.cursors([event.pk])[event.pk]
    assert {subject: (cursor.name, cursor.question_id) for subject, cursor in cursors.items()} == {
        "c5": ("Mona Moderator", None),
        "c6": ("Hugo Host", None),
    }
    assert (DeskCursor.objects.count(), Decision.objects.count()) == (2, 0)


def test_decisions_do_not_say_who_asked() -> None:
    event = make_event(patient=False)
    asker = make_attendee(event, "Secretia Hidden", "Undisclosed Motors")
    question = approved(asker, "How far, anonymously?", anonymous=True)
    other = approved(make_attendee(event))
    services.reword_question(**_how(question), text="How far?")
    services.note_question(event_id=event.pk, question_id=question.id, text="Good one", mover=MODERATOR)
    services.merge_question(**_how(question), into_id=other.id, into_version=other.version)
    services.ask_questions(event_id=event.pk, asked=[NewQuestion(asker.pk, "Another of mine?", "en", True)])
    withdrawn = Question.objects.get(text="Another of mine?")
    services.withdraw_question(event_id=event.pk, question_id=withdrawn.pk, attendee_id=asker.pk)
    rows = [str(row) for row in Decision.objects.values()] + [str(row) for row in Question.objects.values("notes")]
    assert len(rows) == 9
    for secret in ("Secretia", "Undisclosed", asker.email, f"a{asker.pk}'"):
        assert [row for row in rows if secret in row] == []
    crew = FactRecord.objects.filter(topic__name__in=[desk_topic(event.pk), f"set/{event.pk}"])
    assert not crew.filter(body__contains="Secretia").exists()
    into_asker = Question.objects.get(pk=other.id).attendee_id
    told = FactRecord.objects.filter(topic__name=f"my-questions/{event.pk}/a{into_asker}")
    assert not told.filter(body__contains="Secretia").exists()
