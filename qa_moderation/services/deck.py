"""What waits on the set, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.db.models import Case, Value, When

from live import statements
from live.errors import Refusal
from qa_moderation.errors import DECK_FULL, DECK_MISMATCH, DECK_STALE
from qa_moderation.facts import Deck, DeckOrdered, DeskQuestion, QuestionPutBack, QuestionRecalled, QuestionSentToSet
from qa_moderation.limits import ON_DECK
from qa_moderation.models import VISIBLE, Desk, Question, State
from qa_moderation.selectors import deck_order, decks, desk_record
from qa_moderation.services.decisions import ORDER, log_arrangement, who_changed_deck
from qa_moderation.services.feeds import guard_feed
from qa_moderation.services.moderation import guard_visible
from qa_moderation.services.moves import Mover, announce_move, find_question, lock_questions, move, publishing
from qa_moderation.services.turns import save_desk, turn_at
from qa_moderation.topics import desk_topic, set_topic

_TO_SEND = frozenset({State.PENDING, State.APPROVED, State.PARKED})
_TO_PUT_BACK = frozenset({State.ON_AIR, State.ANSWERED, State.SKIPPED, State.PARKED})


def send_to_set(*, event_id: int, question_id: int, version: int, feed: str = "", mover: Mover) -> DeskQuestion:
    """Put a question last on deck, of the set desk `feed` or its own; a pending one is approved by it.

    Raises Refusal(qa.unknown_feed, qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed, qa.too_many_visible,
    qa.deck_full). Locks the desk.
    """
    with turn_at(event_id) as turn:
        before = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=_TO_SEND, claimant=mover
        )
        if feed:
            guard_feed(event_id, feed)
        places = _places_on_deck(event_id)
        if len(places) >= ON_DECK:
            raise Refusal(
                DECK_FULL, f"expected fewer than {ON_DECK} questions on deck; recall some first", {"limit": ON_DECK}
            )
        if before.state not in VISIBLE:
            guard_visible(turn.desk)
        question = move(
            before,
            mover=mover,
            action="send",
            to=State.ON_DECK,
            details={"feed": feed} if feed else None,
            deck_position=max(places, default=0) + 1,
            **({"feed": feed} if feed else {}),
            **publishing(before),
        )
        record = desk_record(question)
        fact = QuestionSentToSet(question=record, deck=changed_deck(turn.desk))
        announce_move(turn, question, before=before, fact=fact)
        return record


def recall_from_set(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Take a question from the deck: it is approved again.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move, qa.claimed). Locks the desk.
    """
    with turn_at(event_id) as turn:
        on_deck = frozenset({State.ON_DECK})
        before = find_question(
            desk=turn.desk, question_id=question_id, version=version, from_states=on_deck, claimant=mover
        )
        question = move(before, mover=mover, action="recall", to=State.APPROVED, deck_position=None)
        record = desk_record(question)
        fact = QuestionRecalled(question=record, deck=changed_deck(turn.desk))
        announce_move(turn, question, before=before, fact=fact)
        return record


def put_back(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Put the question on air first on deck again; also one that was parked, or finished by mistake.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move). Locks the desk. Nothing caps it: an undo on the set
    must not fail for the number of questions elsewhere.
    """
    with turn_at(event_id) as turn:
        before = find_question(desk=turn.desk, question_id=question_id, version=version, from_states=_TO_PUT_BACK)
        first = min(_places_on_deck(event_id), default=0)
        question = move(
            before,
            mover=mover,
            action="put_back",
            to=State.ON_DECK,
            deck_position=first - 1,
            closed_number=None,
            on_air_at=None,
            answered_at=None,
            **publishing(before, again=True),
        )
        record = desk_record(question)
        fact = QuestionPutBack(question=record, deck=changed_deck(turn.desk))
        announce_move(turn, question, before=before, fact=fact)
        return record


def order_deck(*, event_id: int, question_ids: Sequence[int], deck_version: int, mover: Mover) -> Deck:
    """Give the deck another order: `question_ids`, next first, names each question on deck once.

    Raises Refusal(qa.deck_stale, qa.deck_mismatch). Locks the desk, then the questions.
    """
    with turn_at(event_id) as turn:
        deck = decks([event_id])[event_id]
        if deck.version != deck_version:
            message = f"expected deck version {deck.version}, got {deck_version}; look again"
            raise _deck_refusal(event_id, DECK_STALE, message, deck)
        if sorted(question_ids) != sorted(deck.question_ids):
            raise _deck_refusal(event_id, DECK_MISMATCH, f"expected the questions {deck.question_ids}, each once", deck)
        if list(question_ids) == deck.question_ids:
            return deck
        places = [When(pk=question_id, then=Value(place)) for place, question_id in enumerate(question_ids, 1)]
        # By id, as upvotes lock theirs: neither waits for the other crosswise.
        lock_questions(event_id, question_ids)
        Question.objects.filter(pk__in=question_ids).update(deck_position=Case(*places))
        ordered = changed_deck(turn.desk)
        log_arrangement(
            event_id=event_id,
            mover=mover,
            action=ORDER,
            version=ordered.version,
            details={"question_ids": ordered.question_ids},
            before={"question_ids": deck.question_ids},
        )
        for topic in (desk_topic(event_id), set_topic(event_id)):
            turn.announcements.add(topic, DeckOrdered(deck=ordered, ordered_by=mover.name))
        return ordered


def changed_deck(desk: Desk) -> Deck:
    """Count the deck's version up and return the deck as it is now."""
    desk.deck_version += 1  # it is locked
    save_desk(desk, "deck_version")
    return deck_of(desk)


def deck_of(desk: Desk) -> Deck:
    """Return the deck as it is."""
    return Deck(version=desk.deck_version, question_ids=deck_order([desk.event_id])[desk.event_id])


def changed_deck_after(desk: Desk, *states: str) -> Deck | None:
    """Return the deck as `changed_deck` does, if one of a move's states is on deck."""
    return changed_deck(desk) if State.ON_DECK in states else None


def _places_on_deck(event_id: int) -> list[int]:
    on_deck = ("WHERE event_id = %s AND state = %s", [event_id, State.ON_DECK])
    return [place for (place,) in statements.select(Question, ["deck_position"], *on_deck)]


def _deck_refusal(event_id: int, code: str, message: str, deck: Deck) -> Refusal:
    return Refusal(code, message, {"deck": msgspec.to_builtins(deck), **who_changed_deck(event_id)})
