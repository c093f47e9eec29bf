"""An asker takes back a question that became a part of another: their share goes, what others ask stays."""

from __future__ import annotations

from qa_moderation.facts import QuestionRegrouped, QuestionWithdrawn
from qa_moderation.models import MergedUpvote, Question, State, Upvote
from qa_moderation.selectors import desk_record, is_listed
from qa_moderation.services.merged_upvotes import count_upvotes
from qa_moderation.services.merging import lead
from qa_moderation.services.moves import ASKER, announce_move, close_among_dismissed, lock_questions, move, tell_crew
from qa_moderation.services.turns import Turn


def withdraw_part(turn: Turn, part: Question) -> Question:
    """Take `part` out of what it is a part of, withdrawn; return it as it is now.

    What is a part of it goes over to what it was a part of. Who upvoted it still counts for the other; its asker no
    longer does because of it. Locks the questions.
    """
    parts = {each.pk: each for each in Question.objects.filter(leading_id=part.leading_id)}
    above = _above(part, parts)
    behind = [each for each in parts.values() if each.merged_into_id == part.pk]
    lock_questions(turn.event_id, [part.pk, *(each.pk for each in (*above, *behind))])
    # The votes that came with what was a part of it count for what they are a part of now.
    MergedUpvote.objects.filter(source__in=behind).update(question_id=part.merged_into_id)
    _take_back_share(part, above)
    number, evicted_id = close_among_dismissed(turn.desk)
    withdrawn = move(
        part,
        mover=ASKER,
        action="withdraw",
        to=State.WITHDRAWN,
        merged_into=None,
        leading=None,
        closed_number=number,
    )
    counts = count_upvotes([part.pk, *(each.pk for each in above)])
    withdrawn = lead(turn, withdrawn, merged_count=0, upvotes=counts[part.pk])
    fact = QuestionWithdrawn(question=desk_record(withdrawn), deck=None, evicted_id=evicted_id)
    announce_move(turn, withdrawn, before=part, fact=fact)
    # A move of its own: the merge that brought it here can no longer be undone as it was made.
    over = [move(each, mover=ASKER, action="release", merged_into=part.merged_into_id) for each in behind]
    fewer = [lead(turn, each, merged_count=each.merged_count - 1, upvotes=counts[each.pk]) for each in above]
    for each in (*over, *fewer):
        if is_listed(each, turn.desk):
            tell_crew(turn, QuestionRegrouped(question=desk_record(each)), each)
    return withdrawn


def _above(part: Question, parts: dict[int, Question]) -> list[Question]:
    """Return what `part` is a part of, nearest first; the last leads all."""
    above: list[Question] = []
    while (into_id := (above[-1] if above else part).merged_into_id) is not None:
        above.append(parts.get(into_id) or Question.objects.get(pk=into_id))
    return above


def _take_back_share(part: Question, above: list[Question]) -> None:
    """Let the asker no longer count for what is above, unless an upvote or another part makes them count."""
    source, asker_id = part, part.attendee_id or 0
    for into in above:
        if source is not part and _counts_for(source, asker_id):
            return
        if source is part and Upvote.objects.filter(question_id=part.pk, attendee_id=asker_id).exists():
            return
        MergedUpvote.objects.filter(source_id=source.pk, attendee_id=asker_id).delete()
        source = into


def _counts_for(question: Question, attendee_id: int) -> bool:
    """Whether somebody counts for `question`, or asked it."""
    if question.attendee_id == attendee_id:
        return True
    rows = {"question_id": question.pk, "attendee_id": attendee_id}
    return Upvote.objects.filter(**rows).exists() or MergedUpvote.objects.filter(**rows).exists()
