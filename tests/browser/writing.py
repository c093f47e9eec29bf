"""Writes hostile texts wherever somebody can write, by the services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from events.models import Attendee
from live.errors import Refusal
from qa_moderation import services
from qa_moderation.facts import Feed
from qa_moderation.graphics.limits import KEYS_PER_EVENT, LABEL_CHARS
from qa_moderation.graphics.services import make_key
from qa_moderation.limits import FEEDS, THEMES, VIEWS, WEBHOOKS
from qa_moderation.models import QuestionPolicy, Webhook
from qa_moderation.selectors import feeds
from qa_moderation.services import Mover, NewQuestion, WantedTheme
from qa_moderation.states import MAIN


def write_payloads(*, event_id: int, texts: Sequence[str]) -> int:
    """Return how many questions were asked with these texts."""
    QuestionPolicy.objects.update_or_create(
        event_id=event_id, defaults={"ask_interval_s": 0, "pending_per_person": 50, "min_chars": 1}
    )
    _name_things(event_id, texts)
    return sum(_ask_and_move(event_id, number, text) for number, text in enumerate(texts))


def _name_things(event_id: int, texts: Sequence[str]) -> None:
    mover = Mover(subject="c1", name=texts[0])
    wanted = [WantedTheme(None, f"{number} {text}"[:40], "#336699") for number, text in enumerate(texts[:THEMES])]
    services.change_themes(event_id=event_id, themes=wanted, mover=mover)
    there = feeds([event_id])[event_id]
    more = [Feed(f"feed-{number}", f"{number} {text}"[:40]) for number, text in enumerate(texts[: FEEDS - len(there)])]
    services.change_feeds(event_id=event_id, feeds=[*(feed.record for feed in there), *more], mover=mover)
    for number, text in enumerate(texts[: KEYS_PER_EVENT // 2]):
        make_key(event_id=event_id, label=f"{number} {text}"[:LABEL_CHARS], maker_name=text)
    for text in texts[:WEBHOOKS]:
        address = f"https://hooks.example/?{text.replace(' ', '+')}"
        services.save_webhook(webhook=Webhook(event_id=event_id, url=address, is_active=False))
    shown = next(feed.prompt for feed in there if feed.record.slug == MAIN)
    for number, text in enumerate(texts[: VIEWS // 2]):
        services.save_view(event_id=event_id, name=f"{number} {text}"[:40], query=f"q={text}"[:300], mover=mover)
    services.change_prompt(
        event_id=event_id, feed=MAIN, version=shown.version, note=texts[4][:200], countdown_until=None, mover=mover
    )


def _ask_and_move(event_id: int, number: int, text: str) -> bool:
    """Ask with `text`, in the name of `text`, and do one more thing with it."""
    person = Attendee.objects.create(
        event_id=event_id, name=text[:80], company=text[:120], email=f"payload{number}@guest.example", country="FR"
    )
    asked = [NewQuestion(attendee_id=person.pk, text=f"{text} {number}"[:300], language="en", anonymous=False)]
    (outcome,) = services.ask_questions(event_id=event_id, asked=asked)
    if isinstance(outcome, Refusal):
        return False
    mover = Mover(subject="c1", name=text[:80])
    at: dict[str, Any] = {"event_id": event_id, "question_id": outcome.id, "mover": mover}
    services.note_question(**at, text=text[:300])
    services.compose_question(
        event_id=event_id, text=text[:300], language="fr", asker_name=text, asker_company=text, mover=mover
    )
    match number % 5:
        case 0:
            services.reject_question(**at, version=1, reason=text[:300], note=text[:300])
        case 1:
            services.answer_in_writing(**at, version=1, text=f"{text}\n{text}")
        case 2:
            services.reword_question(**at, version=1, text=f"{text} reworded"[:300])
            services.approve_question(**at, version=2)
        case 3:
            services.send_to_set(**at, version=1)
        case _:
            services.approve_question(**at, version=1)
    return True
