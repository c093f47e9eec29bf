"""What moderators put on a question without moving it: wording, theme, priority, language, set desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import UNSET, UnsetType

from events.text import clean_line
from live.facts import Fact
from qa_moderation.facts import DeskQuestion, QuestionAssigned, QuestionReworded, QuestionSorted
from qa_moderation.limits import QUESTION_CHARS
from qa_moderation.models import OPEN, Question, State
from qa_moderation.selectors import desk_record
from qa_moderation.services.feeds import guard_feed
from qa_moderation.services.flagging import flags_with
from qa_moderation.services.moves import Mover, announce_move, find_question, guard_listed, move
from qa_moderation.services.on_air import guard_off_air
from qa_moderation.services.themes import guard_theme
from qa_moderation.services.turns import Turn, turn_at

_OPEN = frozenset(OPEN)
_TO_REWORD = frozenset({*OPEN, State.ANSWERED})


def reword_question(*, event_id: int, question_id: int, version: int, text: str, mover: Mover) -> DeskQuestion:
    """Show `text` to set and audience instead of what was asked, which is kept; "" goes back to it.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed). Locks the desk.
    """
    text = clean_line(text)[:QUESTION_CHARS]  # composed anew, a character may have become two
    with turn_at(event_id) as turn:
        before = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=_TO_REWORD, claimant=mover
        )
        guard_listed(turn.desk, before)
        set_text = "" if text == before.text else text
        flags = flags_with(before, set_text)
        return _change(turn, before, mover, "reword", QuestionReworded, {"set_text": set_text}, along=flags)


def sort_question(
    *,
    event_id: int,
    question_id: int,
    version: int,
    theme_id: int | UnsetType | None = UNSET,
    priority: int | UnsetType = UNSET,
    language: str | UnsetType = UNSET,
    mover: Mover,
) -> DeskQuestion:
    """Give an open question a theme (None for none), a priority (0 to 2), its language; what is not given stays.

    Raises Refusal(qa.unknown_theme, qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed). Locks the desk.
    """
    with turn_at(event_id) as turn:
        before = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=_OPEN, claimant=mover
        )
        changes: dict[str, Any] = {}
        if not isinstance(theme_id, UnsetType):
            if theme_id is not None:
                guard_theme(event_id, theme_id)
            changes["theme"] = theme_id
        if not isinstance(priority, UnsetType):
            changes["priority"] = priority
        if not isinstance(language, UnsetType):
            changes["language"] = language
        return _change(turn, before, mover, "sort", QuestionSorted, changes)


def assign_question(*, event_id: int, question_id: int, version: int, feed: str, mover: Mover) -> DeskQuestion:
    """Let an open question go to the set desk `feed`.

    Raises Refusal(qa.unknown_feed, qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed, qa.on_air_busy). Locks
    the desk.
    """
    with turn_at(event_id) as turn:
        before = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=_OPEN, claimant=mover
        )
        guard_feed(event_id, feed)
        if before.state == State.ON_AIR and before.feed != feed:
            guard_off_air(event_id, feed)
        return _change(turn, before, mover, "assign", QuestionAssigned, {"feed": feed})


def _change(
    turn: Turn,
    before: Question,
    mover: Mover,
    action: str,
    fact_type: type[Fact],
    wanted: Mapping[str, Any],
    along: Mapping[str, Any] | None = None,
) -> DeskQuestion:
    """Write what really changes of `wanted`, if anything does, and `along` with it; tell everybody."""
    kept = {name: before.theme_id if name == "theme" else getattr(before, name) for name in wanted}
    changes = {name: value for name, value in wanted.items() if value != kept[name]}
    if not changes:
        return desk_record(before)
    question = move(before, mover=mover, action=action, details=changes, **changes, **(along or {}))
    record = desk_record(question)
    announce_move(turn, question, before=before, fact=fact_type(question=record))
    return record
