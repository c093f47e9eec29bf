"""What was acknowledged, and when others saw it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loadtest.bench.desk.board import Card, Fact
from loadtest.bench.desk.crew import Answer
from loadtest.figures import Histogram

# A question at a version; the deck at a version stands for question 0.
Moved = tuple[int, int]
DECK = 0

# What people who work beside each other must expect, and caps that all of them fill.
EXPECTED_CODES = frozenset(
    {
        "qa.stale",
        "qa.claimed",
        "qa.illegal_move",
        "qa.deck_stale",
        "qa.deck_mismatch",
        "qa.deck_full",
        "qa.too_many_visible",
        "qa.parked_full",
        "qa.merge_full",
        "qa.notes_full",
        "qa.undo_too_late",
        "qa.on_air_busy",
        "qa.unknown_question",
    }
)


@dataclass(slots=True)
class Ledger:
    """The books of all moderators and of the host."""

    moderators: int
    moving: Histogram = field(default_factory=Histogram)
    """From a frame sent to its ack: moves of one question, claims, notes, and the deck's order."""
    by_name: dict[str, Histogram] = field(default_factory=dict)
    bulk: Histogram = field(default_factory=Histogram)
    bulk_items: int = 0
    seeing: Histogram = field(default_factory=Histogram)
    """From a frame sent to the fact at another moderator's."""
    refused: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    unknown: set[str] = field(default_factory=set)
    """Commands that the server does not have."""
    moved: list[Moved] = field(default_factory=list)
    _seen: dict[tuple[int, Moved], float] = field(default_factory=dict)
    _awaited: dict[tuple[int, Moved], float] = field(default_factory=dict)

    @property
    def stale(self) -> int:
        """Commands that came second."""
        return sum(self.refused[code] for code in ("qa.stale", "qa.claimed", "qa.deck_stale", "qa.illegal_move"))

    @property
    def unseen(self) -> int:
        """Acknowledged moves that the other moderator has not seen."""
        return len(self._awaited)

    def answered(self, number: int, name: str, answer: Answer, args: Mapping[str, Any] | None = None) -> None:
        """Enter the answer to a command of moderator `number`. What left a version as `args` have it was no move."""
        for code in (answer.code, *answer.refused):
            if code == "live.unknown_command":
                self.unknown.add(name)
            elif code in EXPECTED_CODES:
                self.refused[code] += 1
            elif code:
                self.errors[f"{name}: {code} {answer.message}".strip()] += 1
        if answer.code:
            return
        if name == "desk.bulk":
            self.bulk.add(answer.ms)
            self.bulk_items += len(answer.cards)
        else:
            self.moving.add(answer.ms)
            self.by_name.setdefault(name, Histogram()).add(answer.ms)
        if name in ("desk.claim", "desk.release", "desk.note"):
            return  # the version stays
        seen = _seen(args or {})
        moved = [(card.id, card.version) for card in answer.cards if seen.get(card.id) != card.version]
        if answer.deck is not None and seen.get(DECK) != answer.deck.version:
            moved.append((DECK, answer.deck.version))
        self.moved += moved
        if moved:
            # Of many the last: then all of them were seen.
            self._await(self._neighbour(number), moved[-1], answer.sent_s)

    def saw(self, number: int, fact: Fact, now_s: float) -> None:
        """Enter that moderator `number` has a fact."""
        card, deck = fact.data.question, fact.data.deck
        seen = [(card.id, card.version)] if card is not None else []
        if deck is not None and fact.kind == "DeckOrdered":
            seen.append((DECK, deck.version))
        for moved in seen:
            sent_s = self._awaited.pop((number, moved), None)
            if sent_s is None:
                self._seen[number, moved] = now_s
            else:
                self.seeing.add((now_s - sent_s) * 1000)

    def lost(self, known: Mapping[int, Card], deck_version: int) -> list[Moved]:
        """Return the acknowledged moves that somebody lacks who knows these questions, and the deck at its version."""
        return [
            (id, version)
            for id, version in self.moved
            if (deck_version if id == DECK else known[id].version if id in known else -1) < version
        ]

    @property
    def doubled(self) -> int:
        """Versions that two were told to be theirs."""
        return sum(count - 1 for count in Counter(self.moved).values())

    def _await(self, number: int, moved: Moved, sent_s: float) -> None:
        seen_s = self._seen.pop((number, moved), None)
        if seen_s is None:
            self._awaited[number, moved] = sent_s
        else:
            self.seeing.add((seen_s - sent_s) * 1000)

    def _neighbour(self, number: int) -> int:
        return (number + 1) % self.moderators


def _seen(args: Mapping[str, Any]) -> dict[int, int]:
    """Return the versions that a command names, by question; that of the deck by DECK."""
    items = [*args.get("items", ()), *([args] if "version" in args else ())]
    seen = {item["question_id"]: item["version"] for item in items}
    return seen | ({DECK: args["deck_version"]} if "deck_version" in args else {})
