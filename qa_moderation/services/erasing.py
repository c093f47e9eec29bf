"""People go, and what they asked and upvoted goes with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q

from live.facts import encode
from qa_moderation.facts import Deck, QuestionsErased, QuestionUnpublished, UpvoteTakenBack
from qa_moderation.graphics.following import graphics_without
from qa_moderation.graphics.selectors import PUBLIC
from qa_moderation.graphics.topics import graphics_topic
from qa_moderation.models import Decision, MergedUpvote, Question, Upvote
from qa_moderation.selectors import desk_record, is_listed, similar_records
from qa_moderation.services.deck import changed_deck_after
from qa_moderation.services.erasing_log import erase_from_log
from qa_moderation.services.erasing_parts import rearrange_parts
from qa_moderation.services.merged_upvotes import count_upvotes
from qa_moderation.services.moves import lock_questions
from qa_moderation.services.turns import Turn, turn_at
from qa_moderation.services.webhooks import forget_in_deliveries
from qa_moderation.showing import fact_as_shown
from qa_moderation.states import ON_SET, upvotes_key
from qa_moderation.topics import desk_topic, my_questions_topic, questions_topic, set_topic

_IN_ONE_FACT = 200


@transaction.atomic
def erase_people(*, event_id: int, attendee_ids: Collection[int]) -> int:
    """Delete all that these people asked and upvoted in the event, tell every page; return how many were asked.

    Decision log and fact log keep what happened, without their words. What others asked stays: a part of what goes
    stands by itself (`rearrange_parts`). Who upvoted what goes has the upvote back. Where they asked and upvoted
    nothing, as most, it costs two small queries. Locks the desk, then the questions; who calls has locked the people.
    """
    asked = Question.objects.filter(attendee_id__in=attendee_ids).order_by("pk")
    upvotes = Upvote.objects.filter(attendee_id__in=attendee_ids)
    if not asked.exists() and not upvotes.exists():
        return 0
    with turn_at(event_id) as turn:
        gone = {question.pk: question for question in asked}
        roots = {question.leading_id or question.pk for question in gone.values()}
        family = Question.objects.filter(Q(pk__in=roots) | Q(leading_id__in=roots)).order_by("pk").in_bulk()
        counted = MergedUpvote.objects.filter(attendee_id__in=attendee_ids)
        voted = {*upvotes.values_list("question_id", flat=True), *counted.values_list("question_id", flat=True)}
        # Also what somebody counts for because of a question that was taken back: it is of no family any more.
        voted |= {*MergedUpvote.objects.filter(source_id__in=gone).values_list("question_id", flat=True)}
        similar = _similar_without(event_id, gone)
        lock_questions(event_id, {*gone, *family, *voted, *similar})
        _tell_audience(turn, gone, attendee_ids)
        upvotes.delete()
        counted.delete()
        changed = rearrange_parts(turn, family, gone)
        for fact in graphics_without(event_id, gone):
            turn.announcements.add(graphics_topic(event_id), fact)
        Question.objects.bulk_update([Question(pk=pk, similar=written) for pk, written in similar.items()], ["similar"])
        _delete(event_id, gone)
        _count_again(turn, {*voted, *family} - gone.keys())
        deck = changed_deck_after(turn.desk, *(question.state for question in gone.values()))
        _tell_crew(turn, gone, {*changed, *similar}, deck)
    others = {question.attendee_id for pk, question in family.items() if pk not in gone}
    erase_from_log(
        event_id=event_id,
        question_ids=gone.keys(),
        asker_ids={attendee_id for attendee_id in others if attendee_id is not None},
        attendee_ids=attendee_ids,
    )
    return len(gone)


def _similar_without(event_id: int, gone: Collection[int]) -> dict[int, str]:
    """Return what the proposals that name one of `gone` are without it, by the question that has them."""
    found = Question.objects.filter(event_id=event_id).exclude(similar="") if gone else Question.objects.none()
    left = {}
    for pk, written in found.values_list("pk", "similar"):
        before = similar_records(written)
        after = [each for each in before if each.question_id not in gone]
        if pk not in gone and len(after) < len(before):
            left[pk] = encode(after).decode() if after else ""
    return left


def _tell_audience(turn: Turn, gone: Mapping[int, Question], attendee_ids: Collection[int]) -> None:
    everybody = questions_topic(turn.event_id)
    for question in gone.values():
        if question.state in PUBLIC:
            turn.announcements.add(everybody, QuestionUnpublished(question_id=question.pk, evicted_id=None))
        for topic in (desk_topic(turn.event_id), set_topic(turn.event_id)):
            turn.announcements.put(topic, upvotes_key(question.pk), 0)
        if question.published_at is not None:
            turn.announcements.put(everybody, upvotes_key(question.pk), 0)
    # Who goes is told nothing: nobody follows their topic any more.
    others = Upvote.objects.filter(question_id__in=gone).exclude(attendee_id__in=attendee_ids).order_by("question_id")
    for attendee_id, question_id in others.values_list("attendee_id", "question_id"):
        mine = my_questions_topic(turn.event_id, f"a{attendee_id}")
        turn.announcements.add(mine, UpvoteTakenBack(question_id=question_id))


def _delete(event_id: int, gone: Collection[int]) -> None:
    if gone:
        Decision.objects.filter(question_id__in=gone).update(details="", before="")
        forget_in_deliveries(event_id=event_id, question_ids=gone)
        Question.objects.filter(pk__in=gone).delete()


def _count_again(turn: Turn, question_ids: Collection[int]) -> None:
    counts = count_upvotes(question_ids)
    changed = [each for each in Question.objects.filter(pk__in=question_ids) if each.upvotes != counts[each.pk]]
    for question in changed:
        question.upvotes = counts[question.pk]
        topics = [desk_topic(turn.event_id), set_topic(turn.event_id)]
        if question.published_at is not None:
            topics.append(questions_topic(turn.event_id))
        for topic in topics:
            turn.announcements.put(topic, upvotes_key(question.pk), question.upvotes)
    Question.objects.bulk_update(changed, ["upvotes"], batch_size=_IN_ONE_FACT)


def _tell_crew(turn: Turn, gone: Mapping[int, Question], changed_ids: Collection[int], deck: Deck | None) -> None:
    rows = Question.objects.filter(pk__in=changed_ids).order_by("pk")
    changed = [question for question in rows if is_listed(question, turn.desk)]
    ids = sorted(gone)
    for start in range(0, max(len(ids), len(changed)), _IN_ONE_FACT):
        some_ids, some = ids[start : start + _IN_ONE_FACT], changed[start : start + _IN_ONE_FACT]
        fact = QuestionsErased(
            question_ids=some_ids,
            changed=[desk_record(question) for question in some],
            deck=None if start else deck,
        )
        turn.announcements.add(desk_topic(turn.event_id), fact)
        if fact.deck or any(question.state in ON_SET for question in (*some, *(gone[id] for id in some_ids))):
            shown = {question.pk: question.asker_shown for question in some}
            turn.announcements.add(set_topic(turn.event_id), fact_as_shown(fact, shown))
