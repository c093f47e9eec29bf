"""What waits on the set, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.db import transaction
from django.db.models import Case, Value, When

from live import statements
from live.errors import Refusal
from qa_moderation.errors import DECK_FULL, DECK_MISMATCH, DECK_STALE
from qa_moderation.facts import Deck, DeckOrdered, DeskQuestion, QuestionPutBack, QuestionRecalled, QuestionSentToSet
from qa_moderation.limits import ON_DECK
from qa_moderation.models import Desk, Question, State
from qa_moderation.selectors import deck_order, decks, desk_record
from qa_moderation.services.announcing import Announcements
from qa_moderation.services.moderation import guard_visible
from qa_moderation.services.moves import NOW, Mover, announce_move, find_question, lock_desk, move, save_desk
from qa_moderation.topics import desk_topic, set_topic


@transaction.atomic
def send_to_set(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Put an approved question last on deck; a pending one is approved by it, in the same move.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move, qa.too_many_visible, qa.deck_full). Locks the desk.
    """
    desk = lock_desk(event_id)
    before = find_question(
        desk=desk, question_id=question_id, version=version, from_states=frozenset({State.PENDING, State.APPROVED})
    )
    places = _places_on_deck(event_id)
    if len(places) >= ON_DECK:
        raise Refusal(
            DECK_FULL, f"expected fewer than {ON_DECK} questions on deck; recall some first", {"limit": ON_DECK}
        )
    published: dict[str, object] = {}
    if before.state == State.PENDING:
        guard_visible(desk)
        published["published_at"] = NOW
    question = move(before, mover=mover, to=State.ON_DECK, deck_position=max(places, default=0) + 1, **published)
    record = desk_record(question)
    fact = QuestionSentToSet(question=record, deck=changed_deck(desk))
    announce_move(question, before=before, fact=fact, on_set=True)
    return record


@transaction.atomic
def recall_from_set(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Take a question from the deck: it is approved again.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move). Locks the desk.
    """
    desk = lock_desk(event_id)
    before = find_question(desk=desk, question_id=question_id, version=version, from_states=frozenset({State.ON_DECK}))
    question = move(before, mover=mover, to=State.APPROVED, deck_position=None)
    record = desk_record(question)
    fact = QuestionRecalled(question=record, deck=changed_deck(desk))
    announce_move(question, before=before, fact=fact, on_set=True)
    return record


@transaction.atomic
def put_back(*, event_id: int, question_id: int, version: int, mover: Mover) -> DeskQuestion:
    """Put the question on air first on deck again; also one that was finished by mistake.

    Raises Refusal(qa.unknown_question, qa.stale, qa.illegal_move). Locks the desk. Nothing caps it: an undo on the set
    must not fail for the number of questions elsewhere.
    """
    desk = lock_desk(event_id)
    before = find_question(
        desk=desk,
        question_id=question_id,
        version=version,
        from_states=frozenset({State.ON_AIR, State.ANSWERED, State.SKIPPED}),
    )
    first = min(_places_on_deck(event_id), default=0)
    question = move(
        before,
        mover=mover,
        to=State.ON_DECK,
        deck_position=first - 1,
        closed_number=None,
        on_air_at=None,
        answered_at=None,
    )
    record = desk_record(question)
    fact = QuestionPutBack(question=record, deck=changed_deck(desk))
    announce_move(question, before=before, fact=fact, on_set=True)
    return record


@transaction.atomic
def order_deck(*, event_id: int, question_ids: Sequence[int], deck_version: int, mover: Mover) -> Deck:
    """Give the deck another order: `question_ids`, next first, names each question on deck once.

    Raises Refusal(qa.deck_stale, qa.deck_mismatch). Locks the desk, then the questions.
    """
    desk = lock_desk(event_id)
    deck = decks([event_id])[event_id]
    if deck.version != deck_version:
        raise _deck_refusal(DECK_STALE, f"expected deck version {deck.version}, got {deck_version}; look again", deck)
    if sorted(question_ids) != sorted(deck.question_ids):
        raise _deck_refusal(DECK_MISMATCH, f"expected the questions {deck.question_ids}, each once", deck)
    if list(question_ids) == deck.question_ids:
        return deck
    places = [When(pk=question_id, then=Value(place)) for place, question_id in enumerate(question_ids, 1)]
    # By id, as upvotes lock theirs: neither waits for the other crosswise.
    locked = Question.objects.select_for_update(no_key=True).filter(pk__in=question_ids).order_by("pk")
    Question.objects.filter(pk__in=[question.pk for question in locked]).update(deck_position=Case(*places))
    ordered = changed_deck(desk)
    announcements = Announcements()
    for topic in (desk_topic(event_id), set_topic(event_id)):
        announcements.add(topic, DeckOrdered(deck=ordered, ordered_by=mover.name))
    announcements.append()
    return ordered


def changed_deck(desk: Desk) -> Deck:
    """Count the deck's version up and return the deck as it is now."""
    desk.deck_version += 1  # it is locked
    save_desk(desk, "deck_version")
    return Deck(version=desk.deck_version, question_ids=deck_order([desk.event_id])[desk.event_id])


def _places_on_deck(event_id: int) -> list[int]:
    on_deck = ("WHERE event_id = %s AND state = %s", [event_id, State.ON_DECK])
    return [place for (place,) in statements.select(Question, ["deck_position"], *on_deck)]


def _deck_refusal(code: str, message: str, deck: Deck) -> Refusal:
    return Refusal(code, message, {"deck": msgspec.to_builtins(deck)})
