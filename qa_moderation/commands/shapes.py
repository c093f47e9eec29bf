"""What the arguments of several commands have in common."""

from __future__ import annotations

from typing import Annotated

import msgspec

from live.commands import CommandContext, Result
from live.facts import Args, Record
from qa_moderation.services import Mover

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
Version = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Chars = Annotated[int, msgspec.Meta(ge=1, le=1000)]
Wording = Annotated[str, msgspec.Meta(max_length=1000)]
Reason = Annotated[str, msgspec.Meta(max_length=300)]
Priority = Annotated[int, msgspec.Meta(ge=0, le=2)]
Slug = Annotated[str, msgspec.Meta(min_length=1, max_length=20, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
SlugOrNone = Annotated[str, msgspec.Meta(max_length=20, pattern=r"^([a-z0-9][a-z0-9_-]*)?$")]
Language = Annotated[str, msgspec.Meta(max_length=8, pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]


class Move(Args):
    """Move the question that was seen at `version`."""

    question_id: Id
    version: Version


def mover_of(context: CommandContext) -> Mover:
    """Return who asks, as others are shown them."""
    return Mover(subject=context.ticket.subject, name=context.ticket.name)


def told(name: str, record: Record) -> Result:
    """Return a result that has `record` under `name`."""
    return {name: msgspec.to_builtins(record)}
