"""Polls in the studio: prepared by services, each event its own, and nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Event, Role
from live.models import FactRecord
from polls.models import Kind, Placement, Poll, State
from polls.services import arm_poll, open_poll
from rooms.models import ChatRoom
from tests.events.factories import make_experience, make_member
from tests.events.test_studio_isolation import make_image
from tests.polls.factories import make_event, make_poll, move, texts

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def organiser(event: Event, role: Role = Role.ORGANISER) -> Client:
    client = Client()
    client.force_login(make_member(event, role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(event: Event, rest: str = "") -> str:
    return f"/studio/polls/{event.pk}/{rest}"


def line(place: int, text: str, **more: Any) -> dict[str, Any]:
    """A choice as the editor posts it."""
    fields: dict[str, Any] = {"text_en": text, "text_fr": f"{text} (fr)" if text else "", "ORDER": place + 1} | more
    return {f"options-{place}-{name}": value for name, value in fields.items()}


def typed(*options: str, **more: Any) -> dict[str, Any]:
    """A poll as the editor posts it."""
    data: dict[str, Any] = {
        "kind": "single", "question_en": "Which colour?", "question_fr": "Quelle couleur ?", "placement": "show",
        "results": "close", "room": "stage", "audience": "all", "may_change": "on", "seen": "0", "action": "save",
        "options-TOTAL_FORMS": "12", "options-INITIAL_FORMS": "0",
    }  # fmt: skip
    for place, text in enumerate(options):
        data |= line(place, text)
    return data | more


def post(event: Event, data: dict[str, Any], rest: str = "new/", client: Client | None = None) -> Any:
    return (client or organiser(event)).post(address(event, rest), data)


def the_poll() -> Poll:
    return Poll.objects.get()


# --- the editor


def test_poll_is_made_as_a_draft_and_told() -> None:
    event = make_event()
    response = post(event, typed("Copper", "Slate"))
    poll = the_poll()
    assert response["Location"] == address(event, f"{poll.pk}/")
    assert (poll.state, poll.kind, poll.version, poll.placement, poll.room) == ("draft", "single", 1, "show", "stage")
    assert poll.question == {"en": "Which colour?", "fr": "Quelle couleur ?"}
    assert poll.options == [
        {"id": 1, "text": texts("Copper"), "image_id": None, "alt": {}},
        {"id": 2, "text": texts("Slate"), "image_id": None, "alt": {}},
    ]
    assert (poll.may_change, poll.is_anonymous, poll.results, poll.seconds) == (True, False, "close", None)
    told = FactRecord.objects.filter(topic__name=f"poll-desk/{event.pk}", body__contains='"DeskPollChanged"')
    assert told.count() == 1


KINDS: dict[Kind, tuple[dict[str, Any], dict[str, Any]]] = {
    Kind.SINGLE: ({}, {"max_choices": 2, "is_anonymous": False}),
    Kind.SEVERAL: ({"min_choices": "2", "max_choices": "3"}, {"min_choices": 2, "max_choices": 3}),
    Kind.RATING: (
        {"scale": "nps", "low_label_en": "No", "low_label_fr": "Non", "is_anonymous": "on"},
        {"scale": "nps", "low_label": {"en": "No", "fr": "Non"}, "high_label": {}, "is_anonymous": True, "options": []},
    ),
    Kind.RANKING: ({}, {"kind": "ranking"}),
    Kind.WORDS: ({"max_words": "3"}, {"max_words": 3, "options": []}),
    Kind.TEXT: ({"results": "crew"}, {"results": "crew", "options": []}),
    Kind.NUMBER: (
        {"min_value": "0.5", "max_value": "9.75", "right_value": "4.2", "decimals": "2",
         "unit_en": "s", "unit_fr": "s"},
        {"min_value": 50, "max_value": 975, "right_value": 420, "decimals": 2, "unit": {"en": "s", "fr": "s"}},
    ),
    Kind.QUIZ: (
        {"right": "2", "seconds": "20", "is_anonymous": "on"},
        {"right_options": [3], "seconds": 20, "is_anonymous": False},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_is_made_ready_with_the_fields_that_belong_to_it(kind: Kind) -> None:
    event = make_event()
    fields, expected = KINDS[kind]
    # What another kind would refuse is not read.
    foreign = {"min_value": "x"} if kind != Kind.NUMBER else {"max_words": "x"}
    client = organiser(event)
    response = post(
        event, typed("Copper", "Slate", "Pearl", kind=kind, action="ready", **(foreign | fields)), client=client
    )
    assert response.status_code == 302, response.context["form"].errors
    poll = the_poll()
    assert {name: getattr(poll, name) for name in expected} == expected
    assert poll.state == State.ARMED
    # Saved again from what the page shows, it is the same.
    page = client.get(address(event, f"{poll.pk}/")).context
    again = shown(page) | {"action": "save"}
    assert post(event, again, f"{poll.pk}/", client).status_code == 302
    saved = the_poll()
    changed = {name for name in vars(poll) if not name.startswith("_") and getattr(poll, name) != getattr(saved, name)}
    assert changed == {"state", "version"}


def shown(page: Any) -> dict[str, Any]:
    """What a browser posts of the editor's page, untouched."""
    data: dict[str, Any] = {"options-TOTAL_FORMS": "12", "options-INITIAL_FORMS": "0", "seen": page["seen"]}
    for form in (page["form"], *page["lines"].forms):
        for bound in form:
            if bound.name == "seen":
                continue
            widget = bound.field.widget
            value = bound.value()
            if hasattr(widget, "languages"):
                data |= {f"{bound.html_name}_{code}": (value or {}).get(code, "") for code in widget.languages}
            elif value not in (None, False, ""):
                data[bound.html_name] = "on" if value is True else widget.format_value(value)
    return {name: value[0] if isinstance(value, list) else value for name, value in data.items()}


def test_choices_are_ordered_removed_and_keep_their_ids() -> None:
    event = make_event()
    poll = make_poll(event)
    data = typed(seen=poll.version, **line(0, "Copper", id="1", ORDER=3), **line(1, "Slate", id="2", DELETE="on"))
    data |= line(2, "Pearl", id="3", ORDER=1) | line(3, "Amber", ORDER=2) | line(4, "")
    assert post(event, data, f"{poll.pk}/").status_code == 302
    poll.refresh_from_db()
    assert [(option["id"], option["text"]["en"]) for option in poll.options] == [
        (3, "Pearl"),
        (4, "Amber"),
        (1, "Copper"),
    ]


def test_pictures_are_those_of_ones_own_events() -> None:
    event, other = make_event(), make_event("other")
    own, foreign = make_image(event, "Own picture"), make_image(other, "Zarathustra picture")
    client = organiser(event)
    alt = {"alt_en": "A car", "alt_fr": "Une voiture"}
    refused = post(event, typed(**line(0, "Copper", image=foreign.pk, **alt)), client=client)
    assert refused.status_code == 200
    assert "Choose a picture of this event" in refused.content.decode()
    assert "Zarathustra" not in refused.content.decode()
    assert not Poll.objects.exists()
    assert post(event, typed(**line(0, "Copper", image=own.pk, **alt)), client=client).status_code == 302
    assert the_poll().options[0] == {
        "id": 1, "text": texts("Copper"), "image_id": own.pk, "alt": {"en": "A car", "fr": "Une voiture"},
    }  # fmt: skip
    page = client.get(address(event, f"{the_poll().pk}/")).content.decode()
    assert "Own picture" in page


INCOMPLETE: list[tuple[dict[str, Any], str]] = [
    ({"question_en": "", "question_fr": ""}, "Write the question."),
    ({"question_fr": ""}, "Write it in each language"),
    (line(0, ""), "At least two choices"),
    (line(0, "Copper", text_fr=""), "Write it in each language"),
    ({"kind": "quiz"}, "Say which choice is right."),
    ({"kind": "several", "max_choices": "5"}, "There are fewer choices."),
]


@pytest.mark.parametrize(("wrong", "said"), INCOMPLETE)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_saved(wrong: dict[str, Any], said: str) -> None:
    event = make_event()
    client = organiser(event)
    data = typed("Copper", "Slate") | wrong
    response = post(event, data | {"action": "ready"}, client=client)
    assert response.status_code == 200
    page = response.content.decode()
    assert said in page
    assert "it is not ready yet" in page
    assert not Poll.objects.exists()
    assert not FactRecord.objects.filter(topic__name=f"poll-desk/{event.pk}").exists()
    # As a draft it may be like this.
    assert post(event, data, client=client).status_code == 302
    assert the_poll().state == State.DRAFT


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"kind": "number", "min_value": "5", "max_value": "5"}, "max_value"),
    ({"kind": "number", "min_value": "0.5", "max_value": "9"}, "min_value"),
    ({"kind": "number", "min_value": "0", "max_value": "2e12"}, "max_value"),
    ({"kind": "number", "right_value": "101"}, "right_value"),
    ({"kind": "several", "min_choices": "3", "max_choices": "2"}, "max_choices"),
    ({"kind": "several", "max_choices": "13"}, "max_choices"),
    ({"kind": "words", "max_words": "4"}, "max_words"),
    ({"seconds": "3601"}, "seconds"),
    ({"audience": "company", "company": " "}, "company"),
    ({"audience": "continent", "continent": ""}, "audience"),
    ({"room": "nowhere"}, "room"),
    ({"question_en": "x" * 241}, "question"),
    ({"kind": "riddle"}, "kind"),
]


@pytest.mark.parametrize(("wrong", "field"), WRONG)
def test_what_cannot_be_kept_is_said_at_its_field(wrong: dict[str, Any], field: str) -> None:
    event = make_event()
    ChatRoom.objects.create(event=event, slug="design")
    response = post(event, typed("Copper", "Slate") | wrong)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not Poll.objects.exists()


def test_order_of_choices_stays_when_the_poll_is_refused() -> None:
    event = make_event()
    data = typed("1931", "1948", kind="quiz", right="2", action="ready", **line(2, "", text_fr="1962", ORDER=2))
    data |= {"options-1-ORDER": "3"}
    page = post(event, data).context
    listed = [(place, is_right) for place, _line, is_right in page["option_lines"]]
    assert listed[:3] == [(0, False), (2, True), (1, False)]


def test_ranking_has_eight_choices_at_most() -> None:
    event = make_event()
    response = post(event, typed(*"ABCDEFGHI", kind="ranking"))
    assert list(response.context["form"].errors) == ["right"]
    assert not Poll.objects.exists()


def test_guesses_are_typed_with_a_comma_in_french() -> None:
    event = make_event()
    client = organiser(event)
    data = typed(kind="number", min_value="0,5", max_value="9,5", decimals="1")
    response = client.post(address(event, "new/"), data, headers={"accept-language": "fr"})
    assert response.status_code == 302
    assert (the_poll().min_value, the_poll().max_value) == (5, 95)
    page = client.get(response["Location"], headers={"accept-language": "fr"}).content.decode()
    assert 'value="0,5"' in page


def test_audience_and_room_are_kept() -> None:
    event = make_event()
    ChatRoom.objects.create(event=event, slug="design")
    client = organiser(event)
    data = typed("A", "B", audience="continent", continent="europe", room="design")
    assert post(event, data, client=client).status_code == 302
    poll = the_poll()
    assert (poll.audience, poll.audience_value, poll.room) == ("continent", "europe", "design")
    data |= {"audience": "company", "company": " Acme ", "seen": poll.version}
    assert post(event, data, f"{poll.pk}/", client).status_code == 302
    assert (the_poll().audience, the_poll().audience_value) == ("company", "Acme")


# --- two people at once


def test_stale_edit_keeps_what_was_typed_and_is_saved_knowingly() -> None:
    event = make_event()
    poll = make_poll(event)
    client = organiser(event)
    post(event, typed("Red", "Blue", seen=poll.version), f"{poll.pk}/", client)
    mine = typed("Copper", "Gold", seen=poll.version, question_en="Which metal?")
    response = post(event, mine, f"{poll.pk}/", client)
    assert response.status_code == 200
    page = response.content.decode()
    assert "Somebody else changed this poll" in page
    assert "Which metal?" in page
    assert "Gold" in page
    assert the_poll().question["en"] == "Which colour?"
    # Whoever was told and saves again, saves over it.
    assert post(event, mine | {"seen": response.context["seen"]}, f"{poll.pk}/", client).status_code == 302
    assert the_poll().question["en"] == "Which metal?"


def test_edit_of_a_poll_that_was_opened_meanwhile_is_saved_as_a_new_one() -> None:
    event = make_event()
    poll = make_poll(event)
    mine = typed("Copper", "Gold", seen=poll.version, question_en="Which metal?")
    move(poll, open_poll)
    client = organiser(event)
    response = post(event, mine, f"{poll.pk}/", client)
    assert response.status_code == 200
    assert "was opened while you wrote" in response.content.decode()
    assert post(event, mine | {"action": "save_new"}, f"{poll.pk}/", client).status_code == 302
    made = Poll.objects.exclude(pk=poll.pk).get()
    assert (made.question["en"], made.state) == ("Which metal?", "draft")
    poll.refresh_from_db()
    assert (poll.question["en"], poll.state) == ("Which colour?", "open")


def test_poll_that_was_asked_is_shown_and_not_edited() -> None:
    event = make_event()
    poll = make_poll(event)
    move(poll, open_poll)
    client = organiser(event)
    page = client.get(address(event, f"{poll.pk}/")).content.decode()
    assert "This poll was asked" in page
    assert 'name="action" value="save"' not in page


# --- the list


def test_list_shows_polls_in_order_and_filters_them() -> None:
    event = make_event()
    make_poll(event, question=texts("First?"))
    make_poll(event, Kind.RATING, scale="nps", placement=Placement.FEEDBACK, question=texts("How likely?"))
    make_poll(event, question=texts("Last?"))
    client = organiser(event)

    def questions(query: str = "") -> list[str]:
        return [row["question"] for row in client.get(address(event) + query).context["rows"]]

    assert questions() == ["First?", "How likely?", "Last?"]
    assert questions("?placement=show") == ["First?", "Last?"]
    assert questions("?placement=feedback") == ["How likely?"]
    assert questions("?placement=nonsense") == ["First?", "How likely?", "Last?"]
    assert client.get("/studio/polls/")["Location"] == address(event)


def order(event: Event) -> list[int]:
    return list(Poll.objects.filter(event=event).order_by("position", "pk").values_list("pk", flat=True))


def test_polls_are_moved_up_and_down_and_dragged() -> None:
    event = make_event()
    a, b, c = (make_poll(event).pk for _ in range(3))
    client = organiser(event)
    client.post(address(event), {"action": "down", "poll_id": a})
    assert order(event) == [b, a, c]
    client.post(address(event), {"action": "up", "poll_id": b})
    assert order(event) == [b, a, c]
    client.post(address(event), {"action": "order", "poll_ids": f"{c},{b},{a}"})
    assert order(event) == [c, b, a]
    stale = client.post(address(event), {"action": "order", "poll_ids": f"{a},{b}"}, follow=True)
    assert order(event) == [c, b, a]
    assert "Polls were added or deleted meanwhile" in stale.content.decode()


def test_move_in_a_filtered_list_is_among_what_it_lists() -> None:
    event = make_event()
    first = make_poll(event).pk
    survey = make_poll(event, Kind.RATING, placement=Placement.FEEDBACK).pk
    last = make_poll(event).pk
    response = organiser(event).post(address(event) + "?placement=show", {"action": "up", "poll_id": last})
    assert order(event) == [last, survey, first]
    assert response["Location"] == address(event) + "?placement=show"


def test_drafts_are_made_ready_taken_back_duplicated_and_deleted() -> None:
    event = make_event()
    poll = make_poll(event)
    client = organiser(event)

    def act(action: str, seen: int | None = None) -> str:
        poll.refresh_from_db()
        data = {"action": action, "poll_id": poll.pk, "seen": poll.version if seen is None else seen}
        return client.post(address(event), data, follow=True).content.decode()

    act("ready")
    poll.refresh_from_db()
    assert poll.state == State.ARMED
    act("draft")
    act("duplicate")
    copy = Poll.objects.exclude(pk=poll.pk).get()
    assert (copy.question, copy.options, copy.state) == (poll.question, poll.options, "draft")
    assert "Somebody else changed this poll" in act("ready", seen=1)
    assert "Delete this draft?" in client.get(address(event, f"{poll.pk}/delete/")).content.decode()
    act("delete")
    assert list(Poll.objects.all()) == [copy]
    assert client.post(address(event), {"action": "explode"}).status_code == 404


def test_incomplete_poll_is_not_made_ready_from_the_list_and_says_why() -> None:
    event = make_event()
    poll = make_poll(event, question={"en": "Only English?"})
    data = {"action": "ready", "poll_id": poll.pk, "seen": poll.version}
    page = organiser(event).post(address(event), data, follow=True).content.decode()
    assert "A text is missing in one of the event’s languages." in page
    assert the_poll().state == State.DRAFT


def test_list_queries_do_not_grow_with_rows() -> None:
    event = make_event()
    client = organiser(event)
    make_poll(event)
    client.get(address(event))
    with CaptureQueriesContext(connection) as one:
        client.get(address(event))
    for kind in (Kind.QUIZ, Kind.RATING, Kind.TEXT):
        make_poll(event, kind)
    with CaptureQueriesContext(connection) as four:
        client.get(address(event))
    assert len(one) == len(four)


# --- whose polls


@pytest.mark.parametrize("rest", ["", "new/", "{poll}/", "{poll}/delete/"])
def test_another_events_polls_are_not_there(rest: str) -> None:
    event, other = make_event(), make_event("other")
    own, foreign = make_poll(event), make_poll(other)
    client = organiser(event)
    there = address(other, rest.format(poll=foreign.pk))
    assert [client.get(there).status_code, client.post(there, typed("A", "B")).status_code] == [404, 404]
    assert client.get(address(event, rest.format(poll=own.pk))).status_code == 200
    if "{poll}" in rest:
        assert client.get(address(event, rest.format(poll=foreign.pk))).status_code == 404


@pytest.mark.parametrize("action", ["ready", "draft", "duplicate", "delete", "up", "down"])
def test_nothing_is_done_to_another_events_poll(action: str) -> None:
    event, other = make_event(), make_event("other")
    foreign = make_poll(other)
    make_poll(event)
    data = {"action": action, "poll_id": foreign.pk, "seen": foreign.version}
    organiser(event).post(address(event), data)
    assert list(Poll.objects.filter(event=other).values_list("pk", "version", "position")) == [(foreign.pk, 1, 0)]
    assert Poll.objects.filter(event=event).count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORGANISER])
def test_pages_are_for_organisers(role: Role) -> None:
    event = make_event()
    assert organiser(event, role).get(address(event)).status_code in {302, 403, 404}


def test_pages_speak_french() -> None:
    event = make_event()
    make_poll(event)
    client = organiser(event)
    listed = client.get(address(event), headers={"accept-language": "fr"}).content.decode()
    assert "Rendre prêt" in listed
    assert "Which colour? (fr)" in listed
    assert "Anonyme" in client.get(address(event, "new/"), headers={"accept-language": "fr"}).content.decode()


def warned(event: Event, rest: str = "", language: str = "en") -> str:
    """Return what a page warns of, "" where of nothing."""
    page = organiser(event).get(address(event, rest), headers={"accept-language": language}).content.decode()
    _, found, warning = page.partition("data-survey-warning")
    return warning.partition("</div>")[0] if found else ""


def test_survey_that_no_page_shows_is_warned_of() -> None:
    event = make_event()
    poll = make_poll(event, Kind.RATING, placement=Placement.FEEDBACK)
    english = make_experience(event, body_after=[("thanks", {"title": "Thanks"})])
    assert warned(event) == ""
    move(poll, arm_poll)
    edit, add = f"/studio/snippets/events/experience/edit/{english.pk}/", "/studio/snippets/events/experience/add/"
    for rest in ("", "?placement=show", f"{poll.pk}/"):
        assert [f'href="{link}"' in warned(event, rest) for link in (edit, add)] == [True, True]
    assert "Personne ne trouvera l’enquête" in warned(event, language="fr")
    assert warned(event, "new/") == ""

    # What is only a draft of the page is on no page.
    english.body_after = [("survey", {})]
    english.save_revision()
    assert edit in warned(event)
    english.save_revision().publish()
    make_experience(event, "fr", body_after=[("thanks", {"title": "Merci"}), ("survey", {})])
    assert warned(event) == ""


def test_room_is_asked_for_where_there_is_one_beside_the_stage() -> None:
    event = make_event()
    assert 'name="room"' not in organiser(event).get(address(event, "new/")).content.decode()
    assert post(event, typed("A", "B", room="design")).status_code == 302
    assert the_poll().room == "stage"
    ChatRoom.objects.create(event=event, slug="design")
    assert 'name="room"' in organiser(event).get(address(event, "new/")).content.decode()


def test_survey_question_that_is_ready_is_a_draft_again_when_it_is_changed() -> None:
    event = make_event()
    poll = make_poll(event, Kind.RATING, placement=Placement.FEEDBACK)
    move(poll, arm_poll)
    data = typed(kind="rating", placement="feedback", seconds="nonsense", seen=poll.version)
    assert post(event, data, f"{poll.pk}/").status_code == 302
    assert (the_poll().state, the_poll().seconds) == ("draft", None)
