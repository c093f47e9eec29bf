"""Reactions: what is counted, when of the programme it was, what is refused, and who decides."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from events.models import Event, Phase
from live.errors import Refusal
from live.models import FactRecord, ValueRecord
from polls.reactions import selectors, services
from polls.reactions.facts import Reaction
from polls.reactions.limits import EMOJI, TAPS_PER_COMMAND
from polls.reactions.models import ApplauseSecond, Reactions
from polls.reactions.services import Taps
from polls.reactions.states import ReactionsState
from tests.qa_moderation.factories import make_event

pytestmark = pytest.mark.django_db

NOW_MS = 1_800_000_000_000
CLAP, HEART, FIRE = "👏", "❤️", "🔥"


def tap(event: Event, *taps: dict[str, int], playhead_ms: int | None = None) -> list[str | None]:
    """Tap in one batch; return what each was refused with."""
    items = [Taps(each, playhead_ms, NOW_MS) for each in taps]
    outcomes = services.count_taps(event_id=event.pk, taps=items)
    return [None if outcome is None else outcome.code for outcome in outcomes]


def state(event: Event) -> ReactionsState:
    return selectors.reactions_states([event.pk])[event.pk]


def listed(*emoji: str) -> list[Reaction]:
    return [Reaction(emoji=each, labels={}) for each in emoji]


def because(refusal: Refusal | None) -> tuple[str, object]:
    assert refusal is not None
    return refusal.code, refusal.details["because"]


def told(event: Event) -> dict[str, int]:
    values = ValueRecord.objects.filter(topic__name=f"reactions/{event.pk}")
    return {value.key: json.loads(value.value) for value in values}


def test_event_whose_organiser_chose_nothing_has_five_with_words_in_both_languages() -> None:
    now = state(make_event())
    assert (now.is_on, now.is_held, now.counts) == (True, False, {})
    assert [each.emoji for each in now.emoji] == [CLAP, HEART, "😮", FIRE, "🎉"]
    assert {language for each in now.emoji for language in each.labels} == {"en", "fr"}


def test_taps_of_a_crowd_are_added_up_and_told() -> None:
    event = make_event()
    assert tap(event, {CLAP: 3, FIRE: 1}, {CLAP: 2}) == [None, None]
    assert tap(event, {CLAP: 1}) == [None]
    assert state(event).counts == {CLAP: 6, FIRE: 1}
    assert told(event) == {f"count/{CLAP}": 6, f"count/{FIRE}": 1}


def test_batch_costs_the_same_statements_however_many_taps_are_in_it() -> None:
    event = make_event()
    tap(event, {CLAP: 1})
    costs = []
    for many in (1, 300):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            tap(event, *[{CLAP: 5, HEART: 5, FIRE: 5}] * many)
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[0] <= 12


@pytest.mark.parametrize(
    ("playhead_ms", "second"),
    [
        (None, NOW_MS // 1000),
        (NOW_MS - 8_400, NOW_MS // 1000 - 9),
        (NOW_MS - 60_000, NOW_MS // 1000 - 60),
        (NOW_MS - 60_001, NOW_MS // 1000),  # looks at a replay
        (NOW_MS + 1_000, NOW_MS // 1000 + 1),
        (NOW_MS + 1_001, NOW_MS // 1000),  # a clock of its own
    ],
)
def test_tap_belongs_to_the_second_that_its_person_saw(playhead_ms: int | None, second: int) -> None:
    event = make_event()
    tap(event, {CLAP: 2}, playhead_ms=playhead_ms)
    assert [(each.second, each.emoji, each.count) for each in ApplauseSecond.objects.all()] == [(second, CLAP, 2)]


def test_taps_of_one_second_share_a_row() -> None:
    event = make_event()
    tap(event, {CLAP: 2})
    tap(event, {CLAP: 3}, {CLAP: 4, FIRE: 1})
    rows = ApplauseSecond.objects.order_by("count").values_list("emoji", "count")
    assert list(rows) == [(FIRE, 1), (CLAP, 9)]


def test_refused_item_is_refused_alone_and_whole() -> None:
    event = make_event()
    outcomes = tap(event, {CLAP: 1}, {CLAP: 1, "🚗": 1}, {CLAP: 15, FIRE: TAPS_PER_COMMAND - 14}, {FIRE: 1})
    assert outcomes == [None, "reactions.unknown_emoji", "reactions.too_many", None]
    assert state(event).counts == {CLAP: 1, FIRE: 1}


def test_batch_without_anything_to_count_writes_nothing() -> None:
    event = make_event()
    assert tap(event, {"🚗": 1}) == ["reactions.unknown_emoji"]
    assert (told(event), ApplauseSecond.objects.count()) == ({}, 0)


@pytest.mark.parametrize("phase", [Phase.BEFORE, Phase.AFTER])
def test_taps_are_refused_outside_of_the_live_phase(phase: Phase) -> None:
    event = make_event(phase=phase)
    (outcome,) = services.count_taps(event_id=event.pk, taps=[Taps({CLAP: 1}, None, NOW_MS)])
    assert because(outcome) == ("reactions.off", "phase")


def test_organiser_has_them_off_and_on() -> None:
    event = make_event()
    services.change_reactions(event_id=event.pk, is_on=False)
    (outcome,) = services.count_taps(event_id=event.pk, taps=[Taps({CLAP: 1}, None, NOW_MS)])
    assert because(outcome) == ("reactions.off", "organiser")
    assert not state(event).is_on
    services.change_reactions(event_id=event.pk, is_on=True)
    assert tap(event, {CLAP: 1}) == [None]


def test_second_press_changes_nothing_and_tells_nobody() -> None:
    event = make_event()
    for is_on in (True, False, False):
        services.change_reactions(event_id=event.pk, is_on=is_on)
    facts = FactRecord.objects.filter(topic__name=f"reactions/{event.pk}")
    assert [json.loads(fact.body)["data"]["is_on"] for fact in facts] == [False]


def test_service_level_wins_over_all(settings: Settings) -> None:
    event = make_event()
    settings.REACTIONS_ALLOWED = False
    services.change_reactions(event_id=event.pk, is_on=True)
    (outcome,) = services.count_taps(event_id=event.pk, taps=[Taps({CLAP: 1}, None, NOW_MS)])
    assert because(outcome) == ("reactions.off", "service_level")
    assert (state(event).is_on, state(event).is_held) == (True, True)


def test_service_level_is_lowered_and_raised_while_pages_are_open() -> None:
    event, other = make_event(), make_event("other")
    services.change_reactions(event_id=other.pk, is_on=False)

    def command(*words: str) -> str:
        said = StringIO()
        call_command("set_reactions", *words, stdout=said)
        return said.getvalue()

    assert command("off") == f"{event.slug}: held\nother: held\n"
    (outcome,) = services.count_taps(event_id=event.pk, taps=[Taps({CLAP: 1}, None, NOW_MS)])
    assert because(outcome) == ("reactions.off", "service_level")
    # What the organiser or the crew decides meanwhile holds once it is raised again.
    services.change_reactions(event_id=event.pk, is_on=True)
    assert (state(event).is_on, state(event).is_held) == (True, True)
    assert command("on", "--event", "other") == "other: off, as its organiser or its crew decided\n"
    assert (state(event).is_held, state(other).is_held) == (True, False)
    assert command("on") == f"{event.slug}: on\nother: off, as its organiser or its crew decided\n"
    assert tap(event, {CLAP: 1}) == [None]
    facts = FactRecord.objects.filter(topic__name=f"reactions/{event.pk}").order_by("offset")
    assert [json.loads(fact.body)["data"]["is_held"] for fact in facts] == [True, False]


def test_set_reactions_says_what_it_cannot_do(settings: Settings) -> None:
    with pytest.raises(CommandError, match="expected the slug of an event, got 'nowhere'"):
        call_command("set_reactions", "off", "--event", "nowhere")
    settings.REACTIONS_ALLOWED = False
    with pytest.raises(CommandError, match="expected UNVEIL_REACTIONS not to be off"):
        call_command("set_reactions", "on")


def test_emoji_that_leaves_the_list_takes_its_count_along_and_stays_in_the_curve() -> None:
    event = make_event()
    tap(event, {CLAP: 3, FIRE: 2})
    services.change_reactions(event_id=event.pk, emoji=listed("🚗", CLAP))
    assert [each.emoji for each in state(event).emoji] == ["🚗", CLAP]
    assert state(event).counts == {CLAP: 3}
    assert told(event) == {f"count/{CLAP}": 3, f"count/{FIRE}": 0}
    assert tap(event, {FIRE: 1}) == ["reactions.unknown_emoji"]
    curve = selectors.applause_curve(event.pk)
    assert curve is not None
    assert curve.by_emoji == {CLAP: [3], FIRE: [2]}


@pytest.mark.parametrize(
    ("emoji", "why"),
    [
        ([], {"because": "empty"}),
        (["👏", "🔥", "👏"], {"because": "twice", "place": 2}),
        (["❤", "❤️"], {"because": "twice", "place": 1}),
        (["👏", "clap"], {"because": "not_one_emoji", "place": 1}),
        (["👏🔥"], {"because": "not_one_emoji", "place": 0}),
        ([chr(0x1F600 + place) for place in range(EMOJI + 1)], {"because": "too_many"}),
    ],
)
def test_list_that_cannot_be_taken_is_refused_and_changes_nothing(emoji: list[str], why: dict[str, object]) -> None:
    event = make_event()
    with pytest.raises(Refusal) as refused:
        services.change_reactions(event_id=event.pk, emoji=listed(*emoji))
    assert (refused.value.code, refused.value.details) == ("reactions.bad_list", why)
    assert not Reactions.objects.exists()


def test_labels_are_cleaned() -> None:
    event = make_event()
    wanted = [Reaction(emoji="❤", labels={"en": " Love\u202e   it ", "fr": "\u200b"})]
    services.change_reactions(event_id=event.pk, emoji=wanted)
    assert state(event).emoji == [Reaction(emoji="❤️", labels={"en": "Love it"})]


def test_reactions_go_with_their_event() -> None:
    event = make_event()
    tap(event, {CLAP: 1})
    event.delete()
    assert (Reactions.objects.count(), ApplauseSecond.objects.count()) == (0, 0)
