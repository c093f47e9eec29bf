"""Which flags a question has: when it is asked, reworded, and when the event's words change."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from django.db import transaction
from django.db.models import F, QuerySet

from qa_moderation.facts import Flagged, QuestionsFlagged
from qa_moderation.flags import IsInsult, flags_of
from qa_moderation.models import OPEN, Desk, Question
from qa_moderation.selectors import flag_names
from qa_moderation.services.insults import insult_finder
from qa_moderation.services.moves import lock_questions
from qa_moderation.services.turns import lock_desk, turn_at
from qa_moderation.states import ON_SET
from qa_moderation.topics import desk_topic, set_topic
from rooms.models import ChatDesk

_BATCH = 200
"""Questions that are read at once, and whose flags one fact tells at most: 10 KB."""


def written_flags(question: Question, is_insult: IsInsult) -> str:
    """Return the flags of `question`, as its row has them: of the wording that is shown, and the name beside it."""
    signed = () if question.anonymous else (question.asker_name, question.asker_company)
    return ",".join(flags_of(question.set_text or question.text, is_insult, signed=signed))


def flags_with(question: Question, set_text: str) -> dict[str, str]:
    """Return what else changes when `question` gets this wording for the set: its flags, by the words of now."""
    reworded = copy(question)
    reworded.set_text = set_text
    return {"flags": written_flags(reworded, insult_finder(question.event_id))}


def flag_all() -> int:
    """Flag the open questions anew of every event whose words changed; return how many got other flags."""
    changed = Desk.objects.exclude(event__chat_desk=None).exclude(words_version=F("event__chat_desk__words_version"))
    return sum(flag_questions(event_id=event_id) for event_id in changed.order_by("pk").values_list("pk", flat=True))


def flag_questions(*, event_id: int) -> int:
    """Flag the event's open questions with its words as they are now; return how many got other flags.

    The desk is locked once for a moment, and then only where flags change, for each batch of them. A worker that dies
    leaves the desk's `words_version` behind: the next begins anew, and tells nothing twice.
    """
    with transaction.atomic():
        # Whoever read the words before they changed had the desk locked: what they flagged is to be seen from here on.
        lock_desk(event_id)
        version = ChatDesk.objects.values_list("words_version", flat=True).get(pk=event_id)
        is_insult = insult_finder(event_id)
    count = last_id = 0
    while batch := list(_open(event_id).filter(pk__gt=last_id).order_by("pk")[:_BATCH]):
        last_id = batch[-1].pk
        wanted = {
            each.pk: (each.version, flags) for each in batch if (flags := written_flags(each, is_insult)) != each.flags
        }
        if wanted:
            count += _write(event_id, wanted)
    Desk.objects.filter(pk=event_id).update(words_version=version)
    return count


def _open(event_id: int) -> QuerySet[Question]:
    return Question.objects.filter(event_id=event_id, state__in=OPEN)


def _write(event_id: int, wanted: Mapping[int, tuple[int, str]]) -> int:
    with turn_at(event_id) as turn:
        lock_questions(event_id, wanted)
        # One that has moved may have another wording: who reworded it knew the new words.
        rows = {each.pk: each for each in _open(event_id).filter(pk__in=wanted).order_by("pk")}
        changed = [each for pk, each in rows.items() if each.version == wanted[pk][0] and each.flags != wanted[pk][1]]
        for question in changed:
            question.flags = wanted[question.pk][1]
        if not changed:
            return 0
        Question.objects.bulk_update(changed, ["flags"])
        fact = QuestionsFlagged(
            flagged=[Flagged(question_id=each.pk, flags=flag_names(each.flags)) for each in changed]
        )
        turn.announcements.add(desk_topic(event_id), fact)
        if any(each.state in ON_SET for each in changed):
            turn.announcements.add(set_topic(event_id), fact)
        return len(changed)
