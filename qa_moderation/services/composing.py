"""Questions that came by another way than from an attendee's page."""

from __future__ import annotations

from django.utils import timezone

from events.text import clean_line
from live.errors import Refusal
from qa_moderation.errors import EMPTY
from qa_moderation.facts import DeskQuestion, QuestionComposed
from qa_moderation.limits import QUESTION_CHARS
from qa_moderation.models import OPEN, Question
from qa_moderation.selectors import desk_record, events_with_policy, policy_of
from qa_moderation.services.asking_guards import Queue
from qa_moderation.services.decisions import log_decision
from qa_moderation.services.flagging import written_flags
from qa_moderation.services.insults import insult_finder
from qa_moderation.services.moves import Mover, tell_crew
from qa_moderation.services.themes import guard_theme
from qa_moderation.services.turns import turn_at


def compose_question(
    *,
    event_id: int,
    text: str,
    language: str,
    asker_name: str = "",
    asker_company: str = "",
    asker_country: str = "",
    theme_id: int | None = None,
    mover: Mover,
) -> DeskQuestion:
    """Enter a question that came by e-mail or from the room; it is pending. Without any name it is anonymous.

    Raises Refusal(qa.empty, qa.queue_full, qa.unknown_theme). Locks the desk.
    """
    text = clean_line(text)[:QUESTION_CHARS]  # composed anew, a character may have become two
    if not text:
        raise Refusal(EMPTY, "expected a question with visible characters, got none")
    name, company = clean_line(asker_name)[:80], clean_line(asker_company)[:120]
    with turn_at(event_id) as turn:
        Queue(open=Question.objects.filter(event_id=event_id, state__in=OPEN).count()).guard()
        if theme_id is not None:
            guard_theme(event_id, theme_id)
        now = timezone.now()
        question = Question(
            event_id=event_id,
            text=text,
            language=language,
            anonymous=not (name or company),
            asker_name=name,
            asker_company=company,
            asker_country=asker_country if name or company else "",
            asker_shown=policy_of(events_with_policy([event_id]).get(event_id)).shows_asker,
            theme_id=theme_id,
            asked_at=now,
            moved_at=now,
            moved_by=mover.name[:80],
            moved_by_subject=mover.subject,
        )
        question.flags = written_flags(question, insult_finder(event_id))
        question.save(force_insert=True)
        log_decision(question, action="compose", from_state="", before={})
        record = desk_record(question)
        tell_crew(turn, QuestionComposed(question=record), question)
        return record
