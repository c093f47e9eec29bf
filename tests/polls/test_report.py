"""The report: what was answered, by how many of those who were asked, in as many queries for one poll as for three."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.models import Event, Phase, Role
from polls.facts import Answer
from polls.models import AudiencePart, Kind, Placement
from polls.reactions.models import ApplauseSecond
from polls.report import Line, Promoters, event_report
from polls.services import arm_poll, choose_name, close_poll, hide_text, show_results
from tests.events.factories import make_member
from tests.polls.factories import START, Clock, cast, make_attendee, make_event, make_poll, move, open_poll, texts

BACKEND = "django.contrib.auth.backends.ModelBackend"


def organiser(event: Event) -> Client:
    client = Client()
    client.force_login(make_member(event, Role.ORGANISER), backend=BACKEND)
    return client


def report_page(event: Event, client: Client | None = None, language: str = "en") -> str:
    address = f"/studio/polls/{event.pk}/report/"
    response = (client or organiser(event)).get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def test_choices_are_told_with_shares_and_turnout(event: Event) -> None:
    people = [make_attendee(event) for _ in range(4)]
    poll = open_poll(event)
    for person, option in zip(people, (1, 1, 3), strict=False):
        cast(person, poll, option)
    (told,) = event_report(event).show
    assert told.lines == [Line("Copper", 2, 2 / 3), Line("Slate", 0, 0.0), Line("Pearl", 1, 1 / 3)]
    assert (told.asked, told.turnout, told.tally.ballots) == (4, 0.75, 3)


def test_turnout_is_of_those_who_were_asked(event: Event) -> None:
    make_attendee(event, country="FR", company=" Acmé ")
    make_attendee(event, country="JP", company="ACMÉ")
    make_attendee(event, country="FR")
    europe = open_poll(event, audience=AudiencePart.CONTINENT, audience_value="europe")
    acme = open_poll(event, audience=AudiencePart.COMPANY, audience_value="acmé")
    nobody = open_poll(event, audience=AudiencePart.CONTINENT, audience_value="africa")
    assert [(each.poll.pk, each.asked, each.turnout) for each in event_report(event).show] == [
        (europe.pk, 2, 0.0), (acme.pk, 2, 0.0), (nobody.pk, 0, None),
    ]  # fmt: skip
    assert report_page(event).count("of 2 registered who were asked") == 2
    assert "sur 2 personnes interrogées parmi les inscrits" in report_page(event, language="fr")


def test_net_promoter_score_is_told(clock: Clock, db: None) -> None:
    event = make_event(phase=Phase.AFTER)
    poll = make_poll(event, Kind.RATING, scale="nps", placement=Placement.FEEDBACK)
    move(poll, arm_poll)
    for value in (10, 9, 9, 8, 0):
        cast(make_attendee(event), poll, Answer(value=value))
    (told,) = event_report(event).survey
    assert told.promoters == Promoters(40, 0.6, 0.2, 0.2)
    assert told.tally.mean == 7.2
    assert len(told.lines) == 11
    page = report_page(event)
    assert ">40<" in page
    assert "60%" in page


def test_ranking_is_told_the_best_first(event: Event) -> None:
    poll = open_poll(event, Kind.RANKING)
    for order in ([3, 1, 2], [3, 2, 1], [1, 3, 2]):
        cast(make_attendee(event), poll, Answer(options=order))
    (told,) = event_report(event).show
    assert [(line.label, line.count) for line in told.lines] == [("Pearl", 2), ("Copper", 1), ("Slate", 0)]


def test_guess_is_told_in_its_own_unit_with_the_right_bar(event: Event) -> None:
    poll = open_poll(event, Kind.NUMBER, min_value=0, max_value=479, decimals=1, right_value=43)
    cast(make_attendee(event), poll, Answer(value=45))
    (told,) = event_report(event).show
    assert told.lines[:3] == [
        Line("0.0 to 1.9", 0, 0.0), Line("2.0 to 3.9", 0, 0.0), Line("4.0 to 5.9", 1, 1.0, is_right=True),
    ]  # fmt: skip
    with translation.override("fr"):
        assert event_report(event).show[0].lines[0].label == "0,0 à 1,9"


def test_texts_are_told_with_their_state_and_listed_by_pages(event: Event) -> None:
    poll = open_poll(event, Kind.TEXT)
    for number in range(12):
        cast(make_attendee(event), poll, Answer(text=f"Answer {number}."))
    first = poll.texts.order_by("pk").first()
    assert first is not None
    hide_text(event_id=event.pk, poll_id=poll.pk, text_id=first.pk, moderator_name="Mona")
    (told,) = event_report(event).show
    assert [row.text for row in told.texts] == [f"Answer {number}." for number in range(2, 12)]
    assert told.text_counts == {"waiting": 11, "shown": 0, "hidden": 1}
    client = organiser(event)
    page = client.get(f"/studio/polls/{event.pk}/{poll.pk}/answers/").content.decode()
    assert [f"Answer {number}." in page for number in (0, 11)] == [True, True]
    hidden = client.get(f"/studio/polls/{event.pk}/{poll.pk}/answers/?state=hidden").content.decode()
    assert [f"Answer {number}." in hidden for number in (0, 11)] == [True, False]


def test_answers_are_read_by_pages_and_are_each_events_own(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polls.studio.report.TEXTS_PER_PAGE", 2)
    poll = open_poll(event, Kind.TEXT)
    for number in range(3):
        cast(make_attendee(event), poll, Answer(text=f"Answer {number}."))
    client = organiser(event)
    address = f"/studio/polls/{event.pk}/{poll.pk}/answers/"
    page = client.get(f"{address}?p=2").content.decode()
    assert [f"Answer {number}." in page for number in range(3)] == [False, False, True]
    other = make_event("other")
    assert organiser(other).get(address).status_code == 404
    assert organiser(other).get(f"/studio/polls/{other.pk}/{poll.pk}/answers/").status_code == 404
    assert client.get(f"/studio/polls/{other.pk}/report/").status_code == 404


def test_quiz_is_told_with_what_is_right_and_who_leads(event: Event, clock: Clock) -> None:
    ada = make_attendee(event)
    choose_name(event_id=event.pk, attendee_id=ada.pk, name="Countess")
    poll = open_poll(event, Kind.QUIZ)
    cast(ada, poll, 1)
    move(poll, close_poll)
    assert event_report(event).leaders == []
    clock.wait(70)
    move(poll, show_results)
    told = event_report(event)
    assert told.show[0].lines[0] == Line("Copper", 1, 1.0, is_right=True)
    assert [(leader.name, leader.points) for leader in told.leaders] == [("Countess", 1000)]
    assert "Countess" in report_page(event)


def test_report_is_of_what_was_asked_alone(event: Event) -> None:
    make_poll(event, question=texts("A draft?"))
    make_poll(event, Kind.RATING, placement=Placement.FEEDBACK, question=texts("A draft of the survey?"))
    open_poll(event, question=texts("Asked?"))
    report = event_report(event)
    assert ([each.question for each in report.show], report.survey) == (["Asked?"], [])
    page = report_page(event, language="fr")
    assert "Asked? (fr)" in page
    assert "draft" not in page
    assert "Participation" in page


def test_applause_is_told_with_its_loudest_moment(event: Event) -> None:
    second = int(START.timestamp())
    for after_s, emoji, taps in ((0, "👏", 3), (4, "👏", 6), (4, "🔥", 6)):
        ApplauseSecond.objects.create(event=event, second=second + after_s, emoji=emoji, count=taps)
    applause = event_report(event).applause
    assert applause is not None
    assert (applause.heights, applause.step_s, applause.peak) == ([25.0, 0.0, 0.0, 0.0, 100.0], 1, 12)
    assert (applause.from_at, applause.peak_at) == (START, START + timedelta(seconds=4))
    assert applause.emoji == [("👏", 9), ("🔥", 6)]
    assert applause.steps == [(START, 3), (START + timedelta(seconds=4), 12)]
    page = report_page(event)
    assert "12 reactions within 1 s" in page
    rows = re.findall(r'<tr><th scope="row">[\d:]{6}(\d\d)</th><td class="poll-list__number">(\d+)</td></tr>', page)
    assert rows == [("00", "3"), ("04", "12")]
    french = report_page(event, language="fr")
    assert ("La courbe en tableau" in french, "pendant 1 seconde à partir" in french) == (True, True)


def test_empty_report_says_so(event: Event) -> None:
    assert "Nothing was asked yet." in report_page(event)


def test_report_links_the_files_and_says_who_took_them(event: Event) -> None:
    client = organiser(event)
    open_poll(event)
    client.get(f"/crew/{event.slug}/poll-votes.csv")
    page = report_page(event, client)
    for name in ("poll-results.csv", "poll-texts.csv", "poll-votes.csv", "polls.json"):
        assert f'href="/crew/{event.slug}/{name}"' in page
    assert "<td>poll-votes.csv</td>" in page


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.TEXT, Kind.NUMBER])
def test_report_costs_as_many_queries_for_one_poll_as_for_three(event: Event, kind: Kind) -> None:
    person = make_attendee(event)
    answer: dict[Kind, Any] = {Kind.SINGLE: 1, Kind.TEXT: Answer(text="Fine"), Kind.NUMBER: Answer(value=5)}
    cast(person, open_poll(event, kind), answer[kind])
    client = organiser(event)
    report_page(event, client)
    with CaptureQueriesContext(connection) as one:
        report_page(event, client)
    for _ in range(2):
        cast(person, open_poll(event, kind), answer[kind])
    with CaptureQueriesContext(connection) as three:
        report_page(event, client)
    assert len(one) == len(three)
