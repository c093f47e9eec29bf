"""What the crowd answers, and what it is shown, for seed.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from events.models import Attendee
from events.moments import epoch_ms
from live.errors import Refusal
from polls import selectors, services
from polls.facts import Answer
from polls.models import Poll, State
from polls.services import Ballot


def vote(event_id: int, poll_id: int, name: str, **answer: Any) -> dict[str, Any]:
    """Answer a poll in somebody's name, who is registered for it: `options`, `value`, `words` or `text`."""
    email = f"{name.lower().replace(' ', '.')}@voter.example"
    person, _ = Attendee.objects.get_or_create(
        event_id=event_id, email=email, defaults={"name": name, "language": "en", "country": "FR"}
    )
    ballot = Ballot(
        attendee_id=person.pk,
        poll_id=poll_id,
        answer=Answer(**answer),
        key=f"seed-{poll_id}-{person.pk}",
        received_ms=epoch_ms(timezone.now()),
    )
    (outcome,) = services.cast_votes(event_id=event_id, ballots=[ballot])
    return {"refused": outcome.code if isinstance(outcome, Refusal) else ""}


def shown_texts(event_id: int, poll_id: int) -> dict[str, Any]:
    """Return the answers of a poll that are in the snapshot of whoever comes to the stage now."""
    state = selectors.audience_states([(event_id, "stage")])[event_id, "stage"]
    return {"texts": [text.text for text in state.texts.get(str(poll_id), [])]}


def player(event_id: int, name: str) -> dict[str, Any]:
    """Put somebody who voted on the leaderboard, by their own name."""
    person = Attendee.objects.get(event_id=event_id, name=name)
    services.choose_name(event_id=event_id, attendee_id=person.pk, name=name)
    return {}


def poll_state(poll_id: int) -> dict[str, Any]:
    """Return the state of a poll."""
    return {"state": Poll.objects.get(pk=poll_id).state}


def polls_put_away(event_id: int) -> dict[str, Any]:
    """Archive every poll of the show that is there."""
    for poll in Poll.objects.filter(event_id=event_id).exclude(state__in=[State.DRAFT, State.ARCHIVED]):
        services.archive_poll(event_id=event_id, poll_id=poll.pk, seen=poll.version)
    return {}


REQUESTS: dict[str, Callable[..., dict[str, Any]]] = {
    "vote": vote,
    "shown_texts": shown_texts,
    "player": player,
    "poll_state": poll_state,
    "polls_put_away": polls_put_away,
}
