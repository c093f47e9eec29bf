"""What attendees do with their own questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import transaction
from django.utils import timezone

from events.leaving import lock_people
from events.models import Attendee, Event
from events.text import clean_line
from live.errors import Refusal
from qa_moderation.errors import ILLEGAL_MOVE, NOT_REGISTERED, UNKNOWN_QUESTION
from qa_moderation.facts import MyQuestion, MyQuestionAsked, QuestionAsked, QuestionWithdrawn
from qa_moderation.flags import IsInsult
from qa_moderation.languages import language_of
from qa_moderation.models import OPEN, Question, State
from qa_moderation.selectors import desk_record, events_with_policy, my_record, policy_of
from qa_moderation.services.announcing import Announcements
from qa_moderation.services.asking_guards import History, Queue, guard_event, guard_person, guard_text
from qa_moderation.services.deck import changed_deck_after
from qa_moderation.services.flagging import written_flags
from qa_moderation.services.insults import insult_finder
from qa_moderation.services.merging import release_parts
from qa_moderation.services.moves import ASKER, announce_move, close_among_dismissed, get_question, move
from qa_moderation.services.turns import lock_desk, turn_at
from qa_moderation.services.withdrawing import withdraw_part
from qa_moderation.topics import desk_topic, my_questions_topic

_TO_WITHDRAW = frozenset({State.PENDING, State.APPROVED, State.ON_DECK, State.PARKED})


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What one attendee asks; the text is as it came."""

    attendee_id: int
    text: str
    language: str
    anonymous: bool


@transaction.atomic
def ask_questions(*, event_id: int, asked: Sequence[NewQuestion]) -> list[MyQuestion | Refusal]:
    """Take the questions of many people at once: one statement for each table, one outcome for each, in order.

    An item is refused with qa.closed, qa.empty, qa.too_short, qa.too_long, qa.anonymous_not_allowed,
    qa.not_registered, qa.duplicate, qa.too_soon, qa.too_many_open, qa.too_many_asked or qa.queue_full. Locks the
    people, as who deletes them does, and the desk, so that the caps hold to the unit.
    """
    people = lock_people(event_id, (item.attendee_id for item in asked))
    lock_desk(event_id)
    now = timezone.now()
    event = events_with_policy([event_id])[event_id]
    histories = _histories(event_id, people)
    queue = Queue(open=Question.objects.filter(event_id=event_id, state__in=OPEN).count())
    is_insult = insult_finder(event_id)
    taken: dict[int, Question] = {}
    refused: dict[int, Refusal] = {}
    for place, item in enumerate(asked):
        try:
            guard_event(event)
            text = guard_text(event, clean_line(item.text), anonymous=item.anonymous)
            person = people.get(item.attendee_id)
            if person is None:
                raise Refusal(NOT_REGISTERED, f"expected an attendee of event {event_id}, got {item.attendee_id}")
            guard_person(event, histories[person.pk], text, now)
            queue.guard()
        except Refusal as refusal:
            refused[place] = refusal
            continue
        taken[place] = _new_question(event, person, text, item, now, is_insult)
        histories[person.pk].add(State.PENDING, text, now, question_id=None)
        queue.open += 1
    Question.objects.bulk_create(taken.values())
    _announce(event_id, taken.values())
    return [refused.get(place) or my_record(taken[place]) for place in range(len(asked))]


def withdraw_question(*, event_id: int, question_id: int, attendee_id: int) -> MyQuestion:
    """Take one's own question back, while it is not on air. Doing it again does nothing.

    What became a part of it is pending again: others still ask it. Where it is a part of another, only the asker's
    share in that goes.

    Raises Refusal(qa.unknown_question, qa.illegal_move). Locks the desk.
    """
    with turn_at(event_id) as turn:
        own = Question.objects.filter(pk=question_id, event_id=event_id, attendee_id=attendee_id)
        before = own.select_related("leading").first()
        if before is None:
            raise Refusal(UNKNOWN_QUESTION, f"expected a question of this attendee, got {question_id}")
        if before.state == State.WITHDRAWN:
            return my_record(before)
        led_by = before.leading if before.state == State.MERGED else None
        if (led_by or before).state not in _TO_WITHDRAW:
            # The crew's record stays with the crew: the asker is shown their own.
            raise Refusal(
                ILLEGAL_MOVE,
                f"expected question {question_id}, or what it is a part of, to be pending, approved, parked or on "
                f"deck, it is {(led_by or before).state}",
                {"question": msgspec.to_builtins(my_record(before, before.leading))},
            )
        if led_by is not None:
            return my_record(withdraw_part(turn, before))
        if before.merged_count:
            release_parts(turn, before)
            before = get_question(turn.desk, question_id)
        number, evicted_id = close_among_dismissed(turn.desk)
        question = move(
            before, mover=ASKER, action="withdraw", to=State.WITHDRAWN, closed_number=number, deck_position=None
        )
        deck = changed_deck_after(turn.desk, before.state)
        fact = QuestionWithdrawn(question=desk_record(question), deck=deck, evicted_id=evicted_id)
        announce_move(turn, question, before=before, fact=fact)
        return my_record(question)


def _histories(event_id: int, attendee_ids: Iterable[int]) -> dict[int, History]:
    histories = {attendee_id: History() for attendee_id in attendee_ids}
    rows = Question.objects.filter(event_id=event_id, attendee_id__in=histories).order_by("pk")
    for attendee_id, question_id, state, text, asked_at in rows.values_list(
        "attendee_id", "pk", "state", "text", "asked_at"
    ):
        histories[attendee_id].add(State(state), text, asked_at, question_id=question_id)
    return histories


def _new_question(
    event: Event, person: Attendee, text: str, item: NewQuestion, now: datetime, is_insult: IsInsult
) -> Question:
    named = not item.anonymous
    question = Question(
        event_id=event.pk,
        attendee_id=person.pk,
        text=text,
        language=language_of(text, item.language, event.languages),
        anonymous=item.anonymous,
        # Composed anew, a character may have become two.
        asker_name=clean_line(person.name)[:80] if named else "",
        asker_company=clean_line(person.company)[:120] if named else "",
        asker_country=person.country if named else "",
        asker_shown=policy_of(event).shows_asker,
        asked_at=now,
        moved_at=now,
    )
    question.flags = written_flags(question, is_insult)
    return question


def _announce(event_id: int, questions: Iterable[Question]) -> None:
    announcements = Announcements()
    for question in questions:
        announcements.add(desk_topic(event_id), QuestionAsked(question=desk_record(question)))
        mine = my_questions_topic(event_id, f"a{question.attendee_id}")
        announcements.add(mine, MyQuestionAsked(question=my_record(question)))
    announcements.append()
