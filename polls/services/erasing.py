"""People go: what they wrote and their names go with them, how they voted counts on and is nobody's."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from live.redaction import redact_facts
from polls import facts
from polls.models import Kind, Poll, QuizPlayer, TextAnswer, TextState, Vote
from polls.services.announcing import Announcements
from polls.topics import poll_desk_topic, poll_graphics_topic, polls_topic


@transaction.atomic
def erase_people(*, event_id: int, attendee_ids: Collection[int]) -> None:
    """Take people out of the event's polls, and tell every page that may show them.

    Where they wrote nothing and played under no name, as most, it costs three small statements. Locks the polls that
    they wrote in.
    """
    rows = list(TextAnswer.objects.filter(attendee_id__in=attendee_ids).order_by("poll_id", "pk"))
    players = QuizPlayer.objects.filter(pk__in=attendee_ids)
    names = set(players.values_list("name", flat=True))
    # Their words are in the clouds already, where nobody can tell whose they are.
    written = Vote.objects.filter(attendee_id__in=attendee_ids, poll__kind__in=(Kind.TEXT, Kind.WORDS))
    written.update(answer="{}")
    if not rows and not names:
        return
    announcements = Announcements(event_id)
    _erase_texts(rows, announcements)
    _erase_from_log(event_id, {row.pk for row in rows}, names)
    if names:
        players.delete()
        announcements.tell_leaders()
    announcements.append()


def _erase_texts(rows: list[TextAnswer], announcements: Announcements) -> None:
    polls = Poll.objects.select_for_update().filter(pk__in={row.poll_id for row in rows}).order_by("pk")
    for poll in polls:
        mine = [row for row in rows if row.poll_id == poll.pk]
        shown = [row.pk for row in mine if row.state == TextState.SHOWN]
        if shown:
            announcements.tell_audience(poll, facts.PollTextsHidden(poll_id=poll.pk, text_ids=shown))
        poll.waiting -= sum(row.state == TextState.WAITING for row in mine)
        poll.save(update_fields=["waiting"])
        announcements.put_counts(poll)
    TextAnswer.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _erase_from_log(event_id: int, text_ids: set[int], names: set[str]) -> None:
    """Let the log keep what happened, without their words and names."""
    rooms = Poll.objects.filter(event_id=event_id).order_by("room").values_list("room", flat=True).distinct()
    topics = [
        poll_desk_topic(event_id),
        poll_graphics_topic(event_id),
        *(polls_topic(event_id, room) for room in rooms),
    ]

    def blank(record: dict[str, Any]) -> bool:
        if record.get("id") in text_ids and "author_name" in record:
            record["text"] = record["author_name"] = ""
            return True
        if "rank" in record and record.get("name") in names:
            record["name"] = ""
            return True
        return False

    told = [f'"id":{text_id},"number"' for text_id in text_ids]
    redact_facts(topics, containing=[*told, *(['"rank"'] if names else [])], redact=blank)
