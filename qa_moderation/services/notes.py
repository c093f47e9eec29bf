"""What the crew tells each other about a question."""

from __future__ import annotations

from django.utils import timezone

from events.moments import epoch_ms
from events.text import clean_line
from live import statements
from live.errors import Refusal
from live.facts import encode
from qa_moderation.errors import EMPTY, NOTES_FULL
from qa_moderation.facts import DeskQuestion, Note, QuestionNoted
from qa_moderation.limits import NOTES
from qa_moderation.models import Question
from qa_moderation.selectors import desk_record
from qa_moderation.services.decisions import log_note
from qa_moderation.services.moves import Mover, get_question, guard_listed, tell_crew
from qa_moderation.services.turns import turn_at

_MAX_CHARS = 300


def note_question(*, event_id: int, question_id: int, text: str, mover: Mover) -> DeskQuestion:
    """Write a note that the crew alone reads. Whoever moves the question meanwhile is not held up: its version stays.

    Raises Refusal(qa.empty, qa.unknown_question, qa.illegal_move, qa.notes_full). Locks the desk.
    """
    text = clean_line(text)[:_MAX_CHARS]
    if not text:
        raise Refusal(EMPTY, "expected a note with visible characters, got none")
    with turn_at(event_id) as turn:
        question = get_question(turn.desk, question_id)
        guard_listed(turn.desk, question)
        notes = desk_record(question).notes
        if len(notes) >= NOTES:
            message = f"expected fewer than {NOTES} notes on question {question_id}"
            raise Refusal(NOTES_FULL, message, {"limit": NOTES})
        notes.append(Note(by=mover.name[:80], at_ms=epoch_ms(timezone.now()), text=text))
        question.notes = encode(notes).decode()
        statements.update(Question, {"notes": question.notes}, "WHERE id = %s", [question.pk])
        log_note(question, mover=mover, text=text)
        record = desk_record(question)
        tell_crew(turn, QuestionNoted(question=record), question)
        return record
