"""What tests write into the chat behind the pages' backs; a part of `tests.browser.seed`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from events.models import Attendee
from live.errors import Refusal
from rooms import services
from rooms.facts import ChatWord
from rooms.models import ChatMessage, Mode, Sanction
from rooms.services import Moderator, NewMessage

Answer = dict[str, Any]


def chat_words(event_id: int, words: list[str]) -> Answer:
    """Let these be the words that are held, all of them English, whatever the list was."""
    held = [ChatWord(language="en", word=word, action="hold") for word in words]
    services.change_words(event_id=event_id, words=held)
    return {}


def chat_messages(event_id: int) -> Answer:
    """Return what was said and how it is now: text, state."""
    rows = ChatMessage.objects.filter(event_id=event_id).order_by("pk")
    return {"messages": [list(row) for row in rows.values_list("text", "state")]}


def chat_payloads(event_id: int, texts: list[str]) -> Answer:
    """Write every text wherever the chat takes one: messages, names, companies, words, rules, reasons."""
    services.change_policy(event_id=event_id, mode=Mode.RULES, allows_links=True, max_chars=1000)
    services.change_rules(event_id=event_id, rules={"en": "\n".join(texts)[:600], "fr": "\n".join(texts)[-600:]})
    words = [ChatWord(language="en", word=f"{n}{text}"[:60], action="hold") for n, text in enumerate(texts)]
    services.change_words(event_id=event_id, words=words)
    taken = sum(_write(event_id, number, text) for number, text in enumerate(texts))
    return {"taken": taken}


def _write(event_id: int, number: int, text: str) -> bool:
    person = Attendee.objects.create(
        event_id=event_id, name=text[:80], company=text[:120], email=f"chat{number}@guest.example", country="FR"
    )
    moderator = Moderator(subject="c1", name=text[:80])
    services.accept_rules(event_id=event_id, attendee_ids=[person.pk])
    services.say_as_crew(event_id=event_id, text=f"{text} {number}"[:1000], moderator=moderator)
    said: Sequence[Any] = services.post_messages(
        event_id=event_id, posted=[NewMessage(person.pk, "stage", f"{text} {number}"[:1000])]
    )
    services.sanction_person(
        event_id=event_id, attendee_id=person.pk, kind=Sanction.BAN, moderator=moderator, reason=text[:300]
    )
    return not isinstance(said[0], Refusal)


REQUESTS: dict[str, Callable[..., Answer]] = {
    "chat_words": chat_words,
    "chat_messages": chat_messages,
    "chat_payloads": chat_payloads,
}
