"""Polls on air: what the topic of graphics says, and what a key in an address opens of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from events.graphics_pages import GraphicsPart, graphics_parts, register_graphics
from events.models import Attendee, Event
from live.errors import Refusal
from live.joining import refusal
from live.tickets import key_cookie_name, read_ticket
from polls import selectors, services
from polls.facts import Answer, PollGraphic
from polls.limits import GRACE_MOST_S
from polls.models import Kind, Poll
from qa_moderation.graphics.facts import GraphicsKeyRecord
from qa_moderation.graphics.services import make_key, revoke_key
from tests.polls.factories import Clock, cast, make_poll, move, open_poll


def on_air(event: Event) -> PollGraphic | None:
    """Return what of the event's polls is on air."""
    return selectors.graphics_states([event.pk])[event.pk].graphic


def show(poll: Poll, view: Any) -> None:
    services.show_graphic(event_id=poll.event_id, poll_id=poll.pk, view=view)


def test_one_graphic_takes_the_others_place(event: Event) -> None:
    first, second = open_poll(event), open_poll(event)
    show(first, "question")
    show(second, "results")
    graphic = on_air(event)
    assert graphic is not None
    assert (graphic.view, graphic.poll.id) == ("results", second.pk)
    services.take_graphic(event_id=event.pk)
    services.take_graphic(event_id=event.pk)
    assert on_air(event) is None


def test_draft_and_foreign_poll_and_leaderboard_of_no_quiz_are_refused(event: Event) -> None:
    draft, vote = make_poll(event), open_poll(event)
    refused = []
    for poll_id, view in ((draft.pk, "question"), (0, "question"), (vote.pk, "leaderboard")):
        with pytest.raises(Refusal) as error:
            services.show_graphic(event_id=event.pk, poll_id=poll_id, view=view)  # type: ignore[arg-type]
        refused.append(error.value.code)
    assert refused == ["polls.illegal_move", "polls.unknown_poll", "polls.illegal_move"]
    assert on_air(event) is None


def test_right_answer_is_on_air_with_the_results_and_not_before(event: Event, ada: Attendee, clock: Clock) -> None:
    poll = open_poll(event, Kind.QUIZ)
    cast(ada, poll, Answer(options=[poll.right_options[0]]))
    show(poll, "results")
    before = on_air(event)
    assert before is not None
    assert (before.poll.right_options, before.poll.right_value) == ([], None)
    move(poll, services.close_poll)
    clock.wait(GRACE_MOST_S + 1)
    move(poll, services.show_results)
    after = on_air(event)
    assert after is not None
    assert after.poll.right_options == poll.right_options


def test_counts_of_what_is_on_air_are_there_and_of_nothing_else(event: Event, ada: Attendee, ben: Attendee) -> None:
    first, second = open_poll(event), open_poll(event)
    option = first.options[0]["id"]
    for person in (ada, ben):
        cast(person, first, option)
        cast(person, second, option)
    show(second, "results")
    tallies = selectors.graphics_states([event.pk])[event.pk].tallies
    assert {key: tally.ballots for key, tally in tallies.items()} == {str(second.pk): 2}


# --- the page and its key


def new_key(event: Event) -> GraphicsKeyRecord:
    return make_key(event_id=event.pk, label="Mixer", maker_name="Dora")


def test_page_of_polls_opens_with_the_key_of_graphics(event: Event, client: Client) -> None:
    key = new_key(event)
    response = client.get(f"/graphics/{event.slug}/{key.secret}/poll/")
    body = response.content.decode()
    assert response.status_code == 200
    assert "<body><live-poll-graphics></live-poll-graphics></body>" in body
    assert '"kind": "poll"' in body
    assert response["Referrer-Policy"] == "no-referrer"
    every = client.get(f"/graphics/{event.slug}/{key.secret}/all/").content.decode()
    assert "<body><live-graphics></live-graphics><live-poll-graphics></live-poll-graphics></body>" in every
    single = client.get(f"/graphics/{event.slug}/{key.secret}/full/").content.decode()
    assert "live-poll-graphics" not in single


def test_page_of_polls_is_closed_without_a_good_key(event: Event, client: Client) -> None:
    key = new_key(event)
    revoke_key(event_id=event.pk, key_id=key.id)
    for secret in (key.secret, "x" * 22):
        response = client.get(f"/graphics/{event.slug}/{secret}/poll/")
        assert (response.status_code, response.cookies) == (404, {})


def test_key_follows_polls_on_air_and_nothing_else_of_polls(event: Event, client: Client) -> None:
    key = new_key(event)
    response = client.get(f"/graphics/{event.slug}/{key.secret}/poll/")
    ticket = read_ticket(response.cookies[key_cookie_name(event.pk)].value)
    assert (ticket.subject, ticket.roles) == (f"k{key.id}", {"graphics"})
    assert refusal(ticket, f"poll-graphics/{event.pk}") is None
    for name in (
        f"poll-graphics/{event.pk + 1}",
        f"polls/{event.pk}/stage",
        f"poll-desk/{event.pk}",
        f"graphics-keys/{event.pk}",
    ):
        assert refusal(ticket, name) == "live.topic_forbidden", name


def test_kind_of_graphics_belongs_to_one_part() -> None:
    for kind in ("poll", "all"):
        with pytest.raises(ValueError, match="free"):
            register_graphics(GraphicsPart(element="live-other", asset="x.ts", kinds=(kind,)))
    assert [part.element for part in graphics_parts("poll")] == ["live-poll-graphics"]
    assert graphics_parts("nothing") == []
