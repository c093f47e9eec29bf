"""Moves of one question, by the desk and by the set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import msgspec

from live.commands import CREW_RATE, CommandContext, Result, command
from live.errors import Refusal
from live.facts import Args
from qa_moderation import services
from qa_moderation.commands.hosts import refusal_for, result_for
from qa_moderation.commands.shapes import (
    Id,
    Language,
    Move,
    Priority,
    Reason,
    Slug,
    SlugOrNone,
    Version,
    Wording,
    mover_of,
)
from qa_moderation.facts import DeskQuestion
from qa_moderation.topics import DESK_ROLES, SET_ROLES


class ClaimQuestion(Args):
    """Say that one works on the question that was seen at `version`, or still does; others leave it alone for 90 s."""

    question_id: Id
    version: Version


class Reject(Args):
    """Decline the question that was seen at `version`, with a reason and a private note that its asker reads."""

    question_id: Id
    version: Version
    reason: Reason
    note: Reason = ""


class Send(Args):
    """Send the question that was seen at `version` to the set desk `feed`, or to that which it has."""

    question_id: Id
    version: Version
    feed: SlugOrNone = ""


class Reword(Args):
    """Show another wording of the question that was seen at `version`; "" goes back to what was asked."""

    question_id: Id
    version: Version
    text: Wording


class Sort(Args):
    """Give the question that was seen at `version` a theme (null for none), a priority, the language that it is in."""

    question_id: Id
    version: Version
    theme_id: Id | msgspec.UnsetType | None = msgspec.UNSET
    priority: Priority | msgspec.UnsetType = msgspec.UNSET
    language: Language | msgspec.UnsetType = msgspec.UNSET


class Assign(Args):
    """Let the question that was seen at `version` go to another set desk."""

    question_id: Id
    version: Version
    feed: Slug


class Merge(Args):
    """Make the question that was seen at `version` a part of `into_id`, which was seen at `into_version`."""

    question_id: Id
    version: Version
    into_id: Id
    into_version: Version


class AnswerInWriting(Args):
    """Answer the question that was seen at `version` in writing, for everybody."""

    question_id: Id
    version: Version
    text: Annotated[str, msgspec.Meta(max_length=2000)]


class Compose(Args):
    """Enter a question that came by e-mail or from the room."""

    text: Wording
    language: Language
    asker_name: Annotated[str, msgspec.Meta(max_length=80)] = ""
    asker_company: Annotated[str, msgspec.Meta(max_length=120)] = ""
    asker_country: Annotated[str, msgspec.Meta(max_length=2, pattern=r"^([A-Z]{2})?$")] = ""
    theme_id: Id | None = None


def _move_command(
    name: str, service: Callable[..., DeskQuestion], args_type: type[Args] = Move, roles: frozenset[str] = DESK_ROLES
) -> None:
    """Register a command whose arguments are those of `service`; its result is the question as the crew sees it."""

    def handle(context: CommandContext, args: Args) -> Result:
        try:
            question = service(
                event_id=context.ticket.event_id, mover=mover_of(context), **msgspec.structs.asdict(args)
            )
        except Refusal as refusal:
            raise refusal_for(context, refusal) from refusal
        return result_for(context, {"question": msgspec.to_builtins(question)})

    command(name, args_type, roles=roles, rate=CREW_RATE)(handle)


_move_command("desk.claim", services.claim_question, ClaimQuestion)
_move_command("desk.approve", services.approve_question)
_move_command("desk.reject", services.reject_question, Reject)
_move_command("desk.send", services.send_to_set, Send)
_move_command("desk.recall", services.recall_from_set)
_move_command("desk.park", services.park_question)
_move_command("desk.reword", services.reword_question, Reword)
_move_command("desk.sort", services.sort_question, Sort)
_move_command("desk.assign", services.assign_question, Assign)
_move_command("desk.merge", services.merge_question, Merge)
_move_command("desk.answer", services.answer_in_writing, AnswerInWriting)
_move_command("desk.compose", services.compose_question, Compose)
_move_command("set.take", services.take_question, roles=SET_ROLES)
_move_command("set.answer", services.answer_question, roles=SET_ROLES)
_move_command("set.skip", services.skip_question, roles=SET_ROLES)
_move_command("set.park", services.park_on_set, roles=SET_ROLES)
_move_command("set.put_back", services.put_back, roles=SET_ROLES)
