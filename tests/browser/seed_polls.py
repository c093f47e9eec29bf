"""The crew's side of polls for seed.py."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from typing import Any

import PIL.Image
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images import get_image_model

from polls import services
from polls.models import Poll, TextAnswer
from polls.services import DraftOption, PollDraft


def poll(
    event_id: int,
    kind: str,
    question: str,
    options: list[str] | None = None,
    pictures: list[str] | None = None,
    **draft: Any,
) -> dict[str, Any]:
    """Make a poll that is ready; every text is the same in both languages. `draft`: of PollDraft.

    `pictures`: a colour for each option, whose picture is of nothing else.
    """
    said = options or []
    images = [_picture(colour) for colour in pictures] if pictures else [None] * len(said)
    texts = {field.name for field in fields(PollDraft) if field.type == "Texts"}
    given: dict[str, Any] = {name: _texts(value) if name in texts else value for name, value in draft.items()}
    made = services.save_poll(
        event_id=event_id,
        draft=PollDraft(
            kind=kind,  # type: ignore[arg-type]  # the enumeration is of strings
            question=_texts(question),
            options=[
                DraftOption(text=_texts(option), image_id=image, alt=_texts(f"All of it {option}") if image else {})
                for option, image in zip(said, images, strict=True)
            ],
            **given,
        ),
    )
    services.arm_poll(event_id=event_id, poll_id=made.poll.id, seen=made.version)
    return {"id": made.poll.id, "options": [option.id for option in made.poll.options]}


def poll_move(event_id: int, poll_id: int, move: str, **arguments: Any) -> dict[str, Any]:
    """Do `move` (a name in polls.services: open_poll, close_poll ...) to a poll as it is now."""
    version = Poll.objects.get(pk=poll_id).version
    moved = getattr(services, move)(event_id=event_id, poll_id=poll_id, seen=version, **arguments)
    return {"state": moved.state}


def polls_settle(poll_id: int) -> dict[str, Any]:
    """Let the time of a closed poll's last voters pass, and show what is due then."""
    past = timezone.now() - timedelta(seconds=1)
    Poll.objects.filter(pk=poll_id).update(accepts_until=past)
    return {"settled": services.settle_due()}


def poll_text(event_id: int, poll_id: int, text: str) -> dict[str, Any]:
    """Let an answer in somebody's own words through."""
    answer = TextAnswer.objects.get(poll_id=poll_id, text=text)
    services.show_text(event_id=event_id, poll_id=poll_id, text_id=answer.pk, moderator_name="Mona")
    return {}


def poll_graphic(event_id: int, poll_id: int | None, view: str = "results") -> dict[str, Any]:
    """Put a poll on air as a graphic, or (None) take it off."""
    if poll_id is None:
        services.take_graphic(event_id=event_id)
    else:
        services.show_graphic(event_id=event_id, poll_id=poll_id, view=view)  # type: ignore[arg-type]
    return {}


def demo_polls(event_id: int) -> dict[str, Any]:
    """Return the ids of the event's polls by kind, in order."""
    rows = Poll.objects.filter(event_id=event_id).order_by("position").values_list("kind", "pk")
    return {"polls": [[kind, pk] for kind, pk in rows]}


def poll_named(event_id: int, question: str) -> dict[str, Any]:
    """Return the id of the newest poll that asks this in English."""
    return {"id": Poll.objects.filter(event_id=event_id, question__en=question).latest("pk").pk}


def _picture(colour: str) -> int:
    """Put a picture into the media library and return its id."""
    drawn = io.BytesIO()
    PIL.Image.new("RGB", (1600, 900), colour).save(drawn, "PNG")
    image = get_image_model().objects.create(title=colour, file=ContentFile(drawn.getvalue(), f"{colour}.png"))
    return int(image.pk)


def _texts(text: str) -> dict[str, str]:
    return {"en": text, "fr": text}


REQUESTS: dict[str, Callable[..., dict[str, Any]]] = {
    "poll": poll,
    "poll_move": poll_move,
    "polls_settle": polls_settle,
    "poll_text": poll_text,
    "poll_graphic": poll_graphic,
    "demo_polls": demo_polls,
    "poll_named": poll_named,
}
