"""What a host is told of a question in answer to a press: as much as the set is shown of who asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from live.commands import CommandContext, Result
from live.errors import Refusal
from qa_moderation.selectors import asker_shown_of
from qa_moderation.showing import asker_as_shown
from qa_moderation.topics import DESK_ROLES


def result_for(context: CommandContext, result: dict[str, Any]) -> Result:
    """Return `result` of a command of the set; those who work the desk as well see who asks."""
    if not context.ticket.roles.isdisjoint(DESK_ROLES):
        return result
    if "question" in result:
        return {**result, "question": _shown([result["question"]])[0]}
    refused: Any = result.get("refused", [])
    details = [each["details"] for each in refused]
    return {
        **result,
        "done": _shown(result.get("done", [])),
        "refused": [{**each, "details": its} for each, its in zip(refused, _shown_in(details), strict=True)],
    }


def refusal_for(context: CommandContext, refusal: Refusal) -> Refusal:
    """Return `refusal` of a command of the set, which may carry a question as it is."""
    if not context.ticket.roles.isdisjoint(DESK_ROLES) or "question" not in refusal.details:
        return refusal
    return Refusal(refusal.code, refusal.message, _shown_in([refusal.details])[0])


def _shown_in(details: list[Any]) -> list[Any]:
    return [{**each, "question": _shown([each["question"]])[0]} if "question" in each else each for each in details]


def _shown(records: Iterable[Any]) -> list[Any]:
    questions: list[Any] = list(records)
    shown = asker_shown_of([each["id"] for each in questions])
    names = ("asker_name", "asker_company", "asker_country")
    return [
        {**each, **asker_as_shown({name: each[name] for name in names}, shown.get(each["id"], ""))}
        for each in questions
    ]
