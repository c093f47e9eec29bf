"""Answers in one's own words, clouds, graphics, and people who go."""

from __future__ import annotations

import pytest
from django.db import connection

from events.models import Attendee, Event, Phase
from live.errors import Refusal
from live.models import FactRecord
from polls import errors, limits, services
from polls.facts import Answer
from polls.mine import Mine, my_polls
from polls.models import AudiencePart, Kind, Placement, Poll, PollCount, TextAnswer, Vote
from polls.secrecy import SPREAD
from polls.selectors import audience_states, cloud_words, graphics_states, tallies_of, texts_page
from tests.polls.factories import Clock, cast, counts, make_attendee, make_poll, move, open_poll


def seen(poll: Poll) -> list[str]:
    """Return the answers that the audience sees."""
    state = audience_states([(poll.event_id, "stage")])[poll.event_id, "stage"]
    return [text.text for text in state.texts.get(str(poll.pk), [])]


def show(poll: Poll, row: TextAnswer) -> None:
    services.show_text(event_id=poll.event_id, poll_id=poll.pk, text_id=row.pk, moderator_name="Mona")


def hide(poll: Poll, row: TextAnswer) -> None:
    services.hide_text(event_id=poll.event_id, poll_id=poll.pk, text_id=row.pk, moderator_name="Mona")


def test_audience_sees_what_the_crew_lets_through(event: Event, ada: Attendee, ben: Attendee) -> None:
    poll = open_poll(event, Kind.TEXT)
    cast(ada, poll, Answer(text="One"))
    cast(ben, poll, Answer(text="Two"))
    one, two = TextAnswer.objects.order_by("pk")
    assert seen(poll) == []
    show(poll, two)
    show(poll, one)
    assert seen(poll) == ["Two", "One"]
    hide(poll, two)
    assert seen(poll) == ["One"]
    page = texts_page(event_id=event.pk, poll_id=poll.pk, state="hidden", after=0)
    assert ([(text.text, text.moved_by) for text in page.texts], page.counts) == (
        [("Two", "Mona")],
        {"waiting": 0, "shown": 1, "hidden": 1},
    )
    poll.refresh_from_db()
    assert poll.waiting == 0


def test_audience_sees_the_newest(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polls.services.texts.TEXTS_SHOWN", 3)
    monkeypatch.setattr("polls.selectors.TEXTS_SHOWN", 3)
    poll = open_poll(event, Kind.TEXT)
    for number in range(5):
        cast(make_attendee(event), poll, Answer(text=f"Number {number}"))
    for row in TextAnswer.objects.order_by("pk"):
        show(poll, row)
    assert seen(poll) == ["Number 2", "Number 3", "Number 4"]


def test_pages_of_answers_go_on_where_the_last_ended(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polls.selectors.TEXTS_PER_PAGE", 2)
    poll = open_poll(event, Kind.TEXT)
    for number in range(3):
        cast(make_attendee(event), poll, Answer(text=f"Number {number}"))
    first = texts_page(event_id=event.pk, poll_id=poll.pk, state="waiting", after=0)
    rest = texts_page(event_id=event.pk, poll_id=poll.pk, state="waiting", after=first.texts[-1].id)
    assert [text.text for text in (*first.texts, *rest.texts)] == ["Number 0", "Number 1", "Number 2"]


def test_secret_answers_are_numbered_in_another_order_and_none_is_missed(event: Event) -> None:
    poll = open_poll(event, Kind.TEXT, is_anonymous=True)
    read: dict[int, str] = {}
    after, order = 0, list[str]()
    for number in range(3 * SPREAD):
        order.append(f"Number {number:02}")
        cast(make_attendee(event), poll, Answer(text=order[-1]))
        # A moderator reads on from the last row of the list, as the page does.
        page = texts_page(event_id=event.pk, poll_id=poll.pk, state="waiting", after=after).texts
        new = {text.id: text.text for text in page if text.id not in read}
        assert list(new.values()) == [order[-1]]
        read |= new
        after = list(read)[-1]
    by_number = [row.text for row in TextAnswer.objects.order_by("pk")]
    assert (sorted(by_number), by_number == order) == (order, False)
    assert min(read) >= 2**33
    assert max(read) < 2**53


def test_what_was_said_in_secret_is_written_anew_and_stays_what_it_was(
    event: Event, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr("polls.services.rewriting.FEW", 2)
    text, words = open_poll(event, Kind.TEXT, is_anonymous=True), open_poll(event, Kind.WORDS, is_anonymous=True)
    for number in range(4):
        cast(make_attendee(event), text, Answer(text=f"Number {number}"))
        cast(make_attendee(event), words, Answer(words=[f"Word {number % 3}"]))
    first, second, *_ = TextAnswer.objects.order_by("text")
    show(text, first)
    hide(text, second)
    services.hide_word(event_id=event.pk, poll_id=words.pk, word="word 1", is_hidden=True)

    def kept() -> list[object]:
        return [*TextAnswer.objects.order_by("pk").values(), *PollCount.objects.order_by("pk").values()]

    before = kept()
    # While it is open the votes of few are written anew with each, of many only some are.
    assert services.rewrite_due() == 0
    for poll in (text, words):
        move(poll, services.close_poll)
        assert poll.rewritten_ballots == 2
    assert services.rewrite_due() == 0
    clock.wait(limits.GRACE_UNKNOWN_S + 1)
    assert (services.rewrite_due(), services.rewrite_due()) == (2, 0)
    assert kept() == before


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.WORDS, Kind.NUMBER])
def test_secret_answer_stands_among_others_also_where_many_answer(
    event: Event, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = 4
    monkeypatch.setattr("polls.services.rewriting.FEW", few)
    poll = open_poll(event, kind, is_anonymous=True, max_value=99)
    rows = {Kind.TEXT: TextAnswer}.get(kind, PollCount)
    answers = {
        Kind.TEXT: lambda number: Answer(text=f"Answer {number}"),
        Kind.WORDS: lambda number: Answer(words=[f"answer{number}"]),
        Kind.NUMBER: lambda number: Answer(value=number),
    }
    for number in range(1, 13):
        before = set(rows.objects.values_list("pk", flat=True))
        cast(make_attendee(event), poll, answers[kind](number))
        # Nothing is lost or doubled on the way.
        (new,) = set(rows.objects.values_list("pk", flat=True)) - before
        assert rows.objects.count() == number
        # SQLite does not keep which transaction wrote a row.
        if connection.vendor == "postgresql":
            kept = dict(rows.objects.extra(select={"writer": "xmin::text"}).values_list("pk", "writer"))
            company = sum(writer == kept[new] for writer in kept.values())
            assert company >= min(number, few + 1), number
    if kind != Kind.TEXT:
        assert sum(PollCount.objects.values_list("count", flat=True)) == 12


def test_secret_answers_of_a_survey_are_written_anew_while_it_goes_on(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polls.services.rewriting.FEW", 0)
    poll = make_poll(event, Kind.NUMBER, is_anonymous=True, placement=Placement.FEEDBACK)
    move(poll, services.arm_poll)
    Event.objects.filter(pk=event.pk).update(phase=Phase.AFTER)
    for _ in range(2):
        cast(make_attendee(event), poll, Answer(value=7))
        assert (services.rewrite_due(), services.rewrite_due()) == (1, 0)
    named = open_poll(event, Kind.TEXT)
    cast(make_attendee(event), named, Answer(text="It was me"))
    move(named, services.withdraw_poll)
    assert services.rewrite_due() == 0


def test_answer_of_another_poll_is_unknown(event: Event, ada: Attendee) -> None:
    poll, other = open_poll(event, Kind.TEXT), open_poll(event, Kind.TEXT)
    cast(ada, poll, Answer(text="One"))
    with pytest.raises(Refusal) as refused:
        show(other, TextAnswer.objects.get())
    assert refused.value.code == errors.UNKNOWN_ANSWER


def test_cloud_publishes_its_most_frequent_words(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polls.selectors.CLOUD_WORDS", 2)
    poll = open_poll(event, Kind.WORDS)
    for word in ("Calm", "calm", "Fast", "fast", "fast", "Red"):
        cast(make_attendee(event), poll, Answer(words=[word]))
    poll.refresh_from_db()
    assert tallies_of([poll])[poll.pk].counts == {"Fast": 3, "Calm": 2}
    services.hide_word(event_id=event.pk, poll_id=poll.pk, word="fast", is_hidden=True)
    assert tallies_of([poll])[poll.pk].counts == {"Calm": 2, "Red": 1}
    assert [word["is_hidden"] for word in cloud_words(event_id=event.pk, poll_id=poll.pk)] == [True, False, False]
    assert counts(poll) == {"calm": 2, "fast": 3, "red": 1}
    with pytest.raises(Refusal) as refused:
        services.hide_word(event_id=event.pk, poll_id=poll.pk, word="slow", is_hidden=True)
    assert refused.value.code == errors.UNKNOWN_WORD


def test_guesses_are_told_as_a_distribution(event: Event) -> None:
    poll = open_poll(event, Kind.NUMBER, min_value=0, max_value=479, decimals=1)
    for value in (0, 19, 20, 479):
        cast(make_attendee(event), poll, Answer(value=value))
    poll.refresh_from_db()
    tally = tallies_of([poll])[poll.pk]
    assert (tally.counts, tally.mean, limits.NUMBER_BINS) == ({"0": 2, "20": 1, "460": 1}, 12.95, 24)


def test_rating_has_a_mean(event: Event) -> None:
    poll = open_poll(event, Kind.RATING)
    for value in (5, 4, 4):
        cast(make_attendee(event), poll, Answer(value=value))
    poll.refresh_from_db()
    assert tallies_of([poll])[poll.pk].mean == 4.3333


def test_graphic_takes_the_place_of_the_one_before(event: Event, ada: Attendee) -> None:
    first, second = open_poll(event), open_poll(event, Kind.QUIZ)
    cast(ada, first, 2)
    services.show_graphic(event_id=event.pk, poll_id=first.pk, view="results")
    state = graphics_states([event.pk])[event.pk]
    assert state.graphic is not None
    assert (state.graphic.poll.id, state.tallies[str(first.pk)].counts) == (first.pk, {"2": 1})
    services.show_graphic(event_id=event.pk, poll_id=second.pk, view="question")
    state = graphics_states([event.pk])[event.pk]
    assert state.graphic is not None
    assert (state.graphic.view, state.graphic.poll.id, state.graphic.poll.right_options) == ("question", second.pk, [])
    services.take_graphic(event_id=event.pk)
    assert graphics_states([event.pk])[event.pk].graphic is None


def test_only_what_is_ready_comes_on_air(event: Event) -> None:
    for poll, view in ((make_poll(event), "question"), (open_poll(event), "leaderboard")):
        with pytest.raises(Refusal) as refused:
            services.show_graphic(event_id=event.pk, poll_id=poll.pk, view=view)  # type: ignore[arg-type]
        assert refused.value.code == errors.ILLEGAL_MOVE


def test_archived_poll_leaves_the_air(event: Event) -> None:
    poll = open_poll(event)
    services.show_graphic(event_id=event.pk, poll_id=poll.pk, view="question")
    poll.refresh_from_db()
    move(poll, services.archive_poll)
    assert graphics_states([event.pk])[event.pk].graphic is None


def test_person_who_goes_takes_their_words_along_and_the_count_stays(
    event: Event, ada: Attendee, ben: Attendee, clock: Clock
) -> None:
    choice, text, words = open_poll(event), open_poll(event, Kind.TEXT), open_poll(event, Kind.WORDS)
    for person in (ada, ben):
        cast(person, choice, 1)
        cast(person, text, Answer(text=f"{person.name} was here"))
        cast(person, words, Answer(words=["calm"]))
    for row in TextAnswer.objects.all():
        show(text, row)
    services.choose_name(event_id=event.pk, attendee_id=ada.pk, name="Ada")
    ada.delete()
    assert seen(text) == ["Ben Britten was here"]
    assert (counts(choice), counts(words)) == ({"1": 2}, {"calm": 2})
    log = "".join(FactRecord.objects.values_list("body", flat=True))
    assert ("Ben Britten was here" in log, "Ada Lovelace" in log) == (True, False)
    nobodys = Vote.objects.filter(attendee=None).order_by("poll_id").values_list("answer", flat=True)
    assert list(nobodys) == ['{"options":[1],"value":null,"words":[],"text":""}', "{}", "{}"]


def test_event_that_is_deleted_takes_its_polls_along(event: Event, ada: Attendee) -> None:
    poll = open_poll(event, Kind.TEXT)
    cast(ada, poll, Answer(text="One"))
    event.delete()
    assert not Poll.objects.exists()


def test_each_is_told_what_a_poll_is_to_them(event: Event, ada: Attendee, ben: Attendee) -> None:
    open_to_all, secret = open_poll(event), open_poll(event, is_anonymous=True)
    part = open_poll(event, audience=AudiencePart.CONTINENT, audience_value="asia")
    draft = make_poll(event)
    cast(ada, open_to_all, 2)
    cast(ada, secret, 1)
    ids = [open_to_all.pk, secret.pk, part.pk, draft.pk]
    found = my_polls(event_id=event.pk, asked=[(ada.pk, ids), (ben.pk, ids), (10**9, ids)])
    said = [
        [
            (each.poll_id, each.is_invited, each.vote and each.vote.answer and each.vote.answer.options)
            for each in one.polls
        ]
        for one in found
        if isinstance(one, Mine)
    ]
    assert said == [
        [(open_to_all.pk, True, [2]), (secret.pk, True, None), (part.pk, False, None)],
        [(open_to_all.pk, True, None), (secret.pk, True, None), (part.pk, False, None)],
    ]
    assert isinstance(found[0], Mine)
    assert found[0].polls[1].vote is not None
    assert isinstance(found[2], Refusal)
