"""What people asked leaves the fact log as well: what happened stays in it, without their words and names."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from live.redaction import forget_facts, redact_facts
from qa_moderation.graphics.topics import graphics_topic
from qa_moderation.topics import desk_topic, my_questions_topic, questions_topic, set_topic

_THEIRS = ("text", "set_text", "asker_name", "asker_company", "asker_country")


def erase_from_log(
    *, event_id: int, question_ids: Collection[int], asker_ids: Collection[int], attendee_ids: Collection[int]
) -> None:
    """Take the words of these questions, and who asked them, out of every fact of the event.

    `asker_ids` are those of questions that were a part of one of them: its wording was told to them. What was told to
    `attendee_ids`, who go, is deleted. Must be called in the transaction that deletes them.
    """
    shared = [topic(event_id) for topic in (desk_topic, set_topic, questions_topic, graphics_topic)]
    names = [f'"{name}":{id},"text"' for id in question_ids for name in ("id", "question_id")]

    def blank(record: dict[str, Any]) -> bool:
        if record.get("id", record.get("question_id")) not in question_ids or "text" not in record:
            return False
        for name in _THEIRS:
            # One without a name stays one without a name.
            if record.get(name):
                record[name] = ""
        return True

    def blank_wording(record: dict[str, Any]) -> bool:
        is_part = record.get("merged_into") in question_ids and bool(record.get("set_text"))
        if is_part:
            record["set_text"] = ""
        return is_part

    redact_facts(shared, containing=names, redact=blank)
    told = [my_questions_topic(event_id, f"a{attendee_id}") for attendee_id in asker_ids]
    redact_facts(told, containing=[f'"merged_into":{id},' for id in question_ids], redact=blank_wording)
    forget_facts([my_questions_topic(event_id, f"a{attendee_id}") for attendee_id in attendee_ids])
