"""Graphics for the seeder: questions on air, keys, and what the crew triggers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count
from django.utils import timezone

from events.models import Attendee
from qa_moderation.graphics import services
from qa_moderation.graphics.models import GraphicsKey
from qa_moderation.graphics.selectors import graphics_of
from qa_moderation.graphics.services import NewLine
from qa_moderation.models import Question, State
from qa_moderation.services import Mover, answer_question, send_to_set, take_question

Answer = dict[str, Any]
_CREW = Mover(subject="", name="The crew")


def key(event_id: int, label: str) -> Answer:
    """Make a key and return its id and secret."""
    made = services.make_key(event_id=event_id, label=label, maker_name="The crew")
    return {"id": made.id, "secret": made.secret}


def revoke(event_id: int, key_id: int) -> Answer:
    """Revoke a key."""
    services.revoke_key(event_id=event_id, key_id=key_id)
    return {}


def air(event_id: int, text: str, name: str = "Ada Lovelace", company: str = "", country: str = "GB") -> Answer:
    """Have this question on air, as it stands here: what would have been made clean when it was asked is not."""
    for before in Question.objects.filter(event_id=event_id, state=State.ON_AIR):
        answer_question(event_id=event_id, question_id=before.pk, version=before.version, mover=_CREW)
    attendee = Attendee.objects.filter(event_id=event_id).annotate(asked=Count("questions")).order_by("asked")[0]
    now = timezone.now()
    question = Question.objects.create(
        event_id=event_id,
        attendee=attendee,
        text=text,
        language="en",
        anonymous=not name,
        asker_name=name,
        asker_company=company,
        asker_country=country,
        asked_at=now,
        moved_at=now,
    )
    send_to_set(event_id=event_id, question_id=question.pk, version=1, mover=_CREW)
    take_question(event_id=event_id, question_id=question.pk, version=2, mover=_CREW)
    return {"id": question.pk}


def graphic(event_id: int, kind: str, shown: bool) -> Answer:
    """Put a graphic on air or take it off."""
    (services.show_graphic if shown else services.hide_graphic)(event_id=event_id, kind=kind)  # type: ignore[arg-type]
    return {}


def ticker(event_id: int, lines: list[str]) -> Answer:
    """Give the ticker these lines."""
    version = graphics_of(event_id).ticker_version
    services.set_ticker(event_id=event_id, lines=[NewLine(text=line) for line in lines], version=version, mover=_CREW)
    return {}


def keys_in_use(event_id: int) -> Answer:
    """Return the ids of the keys that a page was opened with."""
    used = GraphicsKey.objects.filter(event_id=event_id).exclude(last_seen_at=None)
    return {"ids": list(used.values_list("pk", flat=True))}


REQUESTS: dict[str, Callable[..., Answer]] = {
    "graphics_key": key,
    "graphics_revoke": revoke,
    "graphics_air": air,
    "graphic": graphic,
    "graphics_ticker": ticker,
    "graphics_keys_in_use": keys_in_use,
}
