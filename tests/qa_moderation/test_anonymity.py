"""Nothing that the audience or the crew receives says who asked an anonymous question."""

from __future__ import annotations

import pytest

from live.errors import Refusal
from live.facts import encode
from live.models import FactRecord, ValueRecord
from live.topics import topic_kind
from qa_moderation import services
from qa_moderation.models import Question
from qa_moderation.services import Vote
from qa_moderation.topics import desk_topic, my_questions_topic, questions_topic, set_topic
from tests.qa_moderation.factories import HOST, MODERATOR, approved, make_attendee, make_event, on_air, on_deck

pytestmark = pytest.mark.django_db


def test_anonymous_question_carries_no_name_anywhere_but_to_its_asker() -> None:
    event = make_event(patient=False)
    asker = make_attendee(event, "Secretia Hidden", "Undisclosed Motors")
    refusals = []
    on_air(asker, "Question on air?", anonymous=True)
    on_deck(asker, "Question on deck?", anonymous=True)
    withdrawn = on_deck(asker, "Question withdrawn?", anonymous=True)
    services.withdraw_question(event_id=event.pk, question_id=withdrawn.id, attendee_id=asker.pk)
    rejected = approved(asker, "Question rejected?", anonymous=True)
    services.reject_question(
        event_id=event.pk, question_id=rejected.id, version=rejected.version, reason="No", mover=MODERATOR
    )
    upvoted = approved(asker, "Question upvoted?", anonymous=True)
    services.cast_upvotes(event_id=event.pk, votes=[Vote(asker.pk, upvoted.id)])
    for question_id in (withdrawn.id, rejected.id, upvoted.id):
        with pytest.raises(Refusal) as caught:
            services.take_question(event_id=event.pk, question_id=question_id, version=1, mover=HOST)
        refusals.append(caught.value)

    shared = [desk_topic(event.pk), set_topic(event.pk), questions_topic(event.pk)]
    snapshots = [encode(topic_kind(name).snapshots([name])[name]).decode() for name in shared]
    assert all("Question on air?" in snapshot for snapshot in snapshots)
    logged = list(FactRecord.objects.filter(topic__name__in=shared).values_list("body", flat=True))
    values = list(ValueRecord.objects.values_list("value", flat=True))
    told = [*snapshots, *logged, *values, *(refusal.message + str(refusal.details) for refusal in refusals)]
    # Where a question came from is no secret.
    told = [text.replace('"source":"attendee"', "").replace("'source': 'attendee'", "") for text in told]
    mine = my_questions_topic(event.pk, f"a{asker.pk}")
    for secret in ("Secretia", "Undisclosed", asker.email, f'"a{asker.pk}"', mine, "attendee"):
        assert [text for text in told if secret in text] == []
    assert list(Question.objects.values_list("asker_name", "asker_company", "asker_country").distinct()) == [
        ("", "", "")
    ]


def test_named_question_shows_the_audience_name_and_company_and_no_more() -> None:
    event = make_event()
    approved(make_attendee(event, "Ada\u202e Lovelace", "Engines"))
    name = questions_topic(event.pk)
    state = topic_kind(name).snapshots([name])[name]
    (question,) = state.questions.values()  # type: ignore[attr-defined]
    assert (question.asker_name, question.asker_company) == ("Ada Lovelace", "Engines")
    assert set(question.__struct_fields__) == {
        "id", "text", "language", "asker_name", "asker_company", "state", "answer", "published_at_ms",
        "on_air_at_ms", "answered_at_ms",
    }  # fmt: skip


def test_audience_sees_nothing_of_what_is_pending_rejected_withdrawn_or_skipped() -> None:
    event = make_event(patient=False)
    asker = make_attendee(event)
    skipped = on_air(asker, "Question skipped?")
    services.skip_question(event_id=event.pk, question_id=skipped.id, version=skipped.version, mover=HOST)
    rejected = approved(asker, "Question rejected?")
    services.reject_question(
        event_id=event.pk, question_id=rejected.id, version=rejected.version, reason="Private reason", mover=MODERATOR
    )
    services.ask_questions(
        event_id=event.pk,
        asked=[services.NewQuestion(attendee_id=asker.pk, text="Still pending?", language="en", anonymous=False)],
    )
    name = questions_topic(event.pk)
    assert topic_kind(name).snapshots([name])[name].questions == {}  # type: ignore[attr-defined]
    bodies = "".join(FactRecord.objects.filter(topic__name=name).values_list("body", flat=True))
    assert "Still pending?" not in bodies
    assert "Private reason" not in bodies
    assert "Mona" not in bodies
