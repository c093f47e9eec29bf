"""What a moderator does next, from what their desk shows: quick, sensible, and never waiting to be told."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from loadtest.bench.desk.board import Board, Card

# Below the caps (500 visible, 50 on deck, 100 parked, 6,000 open), so that six who decide at once stay within them.
MOST_VISIBLE = 470
MOST_ON_DECK = 44
MOST_PARKED = 80
# From here on the inbox is thinned out by handfuls.
MANY_OPEN = 5_200
# Where moderators look for their next question: not all at the first.
_WINDOW = 24
_UNDO_WITHIN_S = 8.0
_REASONS = ("Asked before", "Not about the product", "Hors sujet", "The answer is in the booklet", "Trop long")

Args = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A command to send. `moves` are the questions whose version it changes."""

    name: str
    args: Args
    moves: tuple[int, ...] = ()


@dataclass(slots=True)
class Done:
    """A move of one's own that may be undone: the question, the version that it got, and when (monotonic)."""

    question_id: int
    version: int
    at_s: float


@dataclass(slots=True)
class Habits:
    """One moderator's hand: the question that they claimed, and what they did with it."""

    subject: str
    rng: random.Random
    hand: int | None = None
    touched: set[str] = field(default_factory=set)
    done: deque[Done] = field(default_factory=lambda: deque(maxlen=4))

    def next(self, board: Board, *, now_s: float, now_ms: int) -> Step | None:
        """Return what to do; None when there is nothing."""
        card = board.cards.get(self.hand or 0)
        if card is not None and card.state in ("pending", "approved"):
            return self._with_hand(board, card)
        self.hand = None
        rng = self.rng
        if board.open_count > MANY_OPEN and rng.random() < 0.3:
            return self._bulk_reject(board, now_ms)
        ways: list[tuple[float, Callable[[], Step | None]]] = [
            (0.60, lambda: self._claim(board, now_ms)),
            (0.08, lambda: self._send(board, now_ms)),
            (0.07, lambda: self._decline_approved(board, now_ms)),
            (0.05, lambda: self._recall(board, now_ms)),
            (0.05, lambda: self._order(board)),
            (0.05, lambda: self._undo(board, now_s)),
            (0.04, lambda: self._unpark(board, now_ms)),
            (0.03, lambda: self._bulk_sort(board, now_ms)),
            (0.03, lambda: self._bulk_reject(board, now_ms)),
        ]
        (way,) = rng.choices([way for _, way in ways], [weight for weight, _ in ways])
        return way() or self._claim(board, now_ms)

    def was_done(self, step: Step, versions: dict[int, int], now_s: float) -> None:
        """Take note of a step that was acknowledged; `versions` are those that its questions got."""
        if step.name == "desk.claim":
            self.hand, self.touched = step.args["question_id"], set()
        elif step.name in ("desk.sort", "desk.reword", "desk.note"):
            self.touched.add(step.name)
        elif step.args.get("question_id") == self.hand:
            self.hand = None
        if step.name in ("desk.approve", "desk.reject", "desk.send", "desk.recall", "desk.park"):
            self.done.extend(Done(id, version, now_s) for id, version in versions.items())

    def was_refused(self, step: Step) -> None:
        """Turn to something else."""
        self.hand = None

    # --- with a question in hand

    def _with_hand(self, board: Board, card: Card) -> Step:
        rng, move = self.rng, {"question_id": card.id, "version": card.version}
        moves = (card.id,)
        if "desk.sort" not in self.touched and rng.random() < 0.35:
            sorted_: Args = {**move, "priority": rng.randrange(3)}
            if board.themes:
                sorted_["theme_id"] = rng.choice(board.themes)
            return Step("desk.sort", sorted_, moves)
        if "desk.reword" not in self.touched and rng.random() < 0.12:
            return Step(
                "desk.reword", {**move, "text": f"In fewer words, number {card.id}: how does it hold up?"}, moves
            )
        if "desk.note" not in self.touched and rng.random() < 0.10:
            return Step("desk.note", {"question_id": card.id, "text": "The engineer on set knows this one."})
        into = self._twin(board, card)
        if into is not None and rng.random() < 0.7:
            return Step("desk.merge", {**move, "into_id": into.id, "into_version": into.version}, moves)
        has_room = board.visible_count < MOST_VISIBLE or card.state == "approved"
        ways = [
            (0.42, Step("desk.reject", {**move, "reason": rng.choice(_REASONS)}, moves)),
            (0.38 if has_room and card.state == "pending" else 0, Step("desk.approve", move, moves)),
            (0.10 if has_room and len(board.deck.question_ids) < MOST_ON_DECK else 0, Step("desk.send", move, moves)),
            (0.05 if board.count("parked") < MOST_PARKED else 0, Step("desk.park", move, moves)),
            (0.04, Step("desk.answer", {**move, "text": "Yes.\nThe details are in the booklet."}, moves)),
            (0.02, Step("desk.release", {"question_id": card.id})),
        ]
        (step,) = rng.choices([step for _, step in ways], [weight for weight, _ in ways])
        return step

    def _twin(self, board: Board, card: Card) -> Card | None:
        twins = (board.cards.get(each.question_id) for each in card.similar)
        return next((twin for twin in twins if twin is not None and twin.state in ("pending", "approved")), None)

    # --- with none

    def _free(self, board: Board, ids: Iterable[int], now_ms: int) -> list[Card]:
        """Return the cards that nobody works on."""
        cards = (board.cards[id] for id in ids)
        return [card for card in cards if card.claim is None or card.claim.until_ms < now_ms]

    def _pick(self, board: Board, state: str, now_ms: int) -> Card | None:
        free = self._free(board, islice(board.by_state.get(state, ()), _WINDOW), now_ms)
        return self.rng.choice(free) if free else None

    def _claim(self, board: Board, now_ms: int) -> Step | None:
        card = self._pick(board, "pending", now_ms)
        return Step("desk.claim", {"question_id": card.id, "version": card.version}) if card else None

    def _move(self, name: str, card: Card | None, **more: Any) -> Step | None:
        return Step(name, {"question_id": card.id, "version": card.version, **more}, (card.id,)) if card else None

    def _send(self, board: Board, now_ms: int) -> Step | None:
        if len(board.deck.question_ids) >= MOST_ON_DECK:
            return self._recall(board, now_ms)
        return self._move("desk.send", self._pick(board, "approved", now_ms))

    def _recall(self, board: Board, now_ms: int) -> Step | None:
        return self._move("desk.recall", self._pick(board, "on_deck", now_ms)) if board.count("on_deck") > 8 else None

    def _decline_approved(self, board: Board, now_ms: int) -> Step | None:
        """Make room before the audience, from two thirds of the cap on."""
        if board.visible_count < MOST_VISIBLE * 2 // 3:
            return None
        return self._move("desk.reject", self._pick(board, "approved", now_ms), reason="Answered on stage")

    def _unpark(self, board: Board, now_ms: int) -> Step | None:
        return (
            self._move("desk.approve", self._pick(board, "parked", now_ms))
            if board.visible_count < MOST_VISIBLE
            else None
        )

    def _order(self, board: Board) -> Step | None:
        ids = list(board.deck.question_ids)
        if len(ids) < 3:
            return None
        ids.insert(0, ids.pop(self.rng.randrange(1, len(ids))))
        return Step("desk.order", {"question_ids": ids, "deck_version": board.deck.version})

    def _undo(self, board: Board, now_s: float) -> Step | None:
        while self.done:
            last = self.done.pop()
            card = board.cards.get(last.question_id)
            if card is not None and card.version == last.version and now_s - last.at_s < _UNDO_WITHIN_S:
                return Step("desk.undo", {"items": [_item(card)]}, (card.id,))
        return None

    def _bulk_reject(self, board: Board, now_ms: int) -> Step | None:
        reason = self.rng.choice(_REASONS)
        return self._bulk(board, self.rng.randrange(5, 11), now_ms, action="reject", reason=reason)

    def _bulk_sort(self, board: Board, now_ms: int) -> Step | None:
        return self._bulk(board, self.rng.randrange(3, 11), now_ms, action="sort", priority=self.rng.randrange(3))

    def _bulk(self, board: Board, count: int, now_ms: int, **what: Any) -> Step | None:
        """Act on a run of the inbox, as one does who selects from here to there."""
        pending = board.ids("pending")
        start = self.rng.randrange(max(1, len(pending) - count))
        cards = self._free(board, pending[start : start + count], now_ms)
        if not cards:
            return None
        return Step("desk.bulk", {"items": [_item(card) for card in cards], **what}, tuple(card.id for card in cards))


def _item(card: Card) -> Args:
    return {"question_id": card.id, "version": card.version}
