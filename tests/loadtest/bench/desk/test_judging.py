"""The books, and the verdicts over them: each kind of loss must show."""

from __future__ import annotations

import json

import pytest

from loadtest.bench.desk.board import Board, Card, Data, Deck, Fact, Similar, decode_frame
from loadtest.bench.desk.crew import Answer
from loadtest.bench.desk.crowd import Asked, CrowdPlan
from loadtest.bench.desk.duplicates import Duplicates
from loadtest.bench.desk.judging import askers, differences, miscounted, promises, quantile
from loadtest.bench.desk.ledger import DECK, Ledger
from loadtest.bench.result import Reading, Result
from tests.loadtest.bench.desk.test_board import question, snapshot


def done(*cards: Card, ms: float = 5.0, sent_s: float = 1.0, deck: Deck | None = None) -> Answer:
    return Answer("", "", sent_s, ms, cards, deck)


def moved(id: int, version: int) -> Fact:
    return Fact(1, "QuestionApproved", Data(question=Card(id, "approved", version)))


def test_a_move_is_seen_when_the_next_moderator_has_its_fact_before_or_after_the_ack() -> None:
    ledger = Ledger(moderators=3)
    ledger.saw(1, moved(7, 2), now_s=1.2)
    ledger.answered(0, "desk.approve", done(Card(7, "approved", 2)))
    ledger.answered(2, "desk.approve", done(Card(8, "approved", 2)))
    assert ledger.unseen == 1
    ledger.saw(1, moved(8, 2), now_s=1.4)
    assert ledger.unseen == 1
    ledger.saw(0, moved(8, 2), now_s=1.4)
    assert (ledger.unseen, ledger.seeing.count) == (0, 2)
    assert ledger.seeing.max_ms == pytest.approx(400)


def test_who_comes_second_is_no_error_and_whatever_is_not_expected_is() -> None:
    ledger = Ledger(moderators=2)
    ledger.answered(0, "desk.approve", Answer("qa.stale", "look again", 0, 3))
    ledger.answered(0, "desk.bulk", Answer("", "", 0, 3, (), None, ("qa.claimed", "live.failed")))
    ledger.answered(0, "desk.wave", Answer("live.unknown_command", "", 0, 3))
    assert (ledger.stale, dict(ledger.errors), ledger.unknown) == (2, {"desk.bulk: live.failed": 1}, {"desk.wave"})
    assert (ledger.moving.count, ledger.bulk.count) == (0, 1)


def test_an_acknowledged_move_that_nobody_knows_is_lost_and_one_version_for_two_is_doubled() -> None:
    ledger = Ledger(moderators=2)
    for number, card in enumerate((Card(1, "approved", 2), Card(2, "rejected", 3), Card(2, "rejected", 3))):
        ledger.answered(number % 2, "desk.approve", done(card))
    ledger.answered(0, "desk.order", done(deck=Deck(6, [1])))
    ledger.answered(0, "desk.note", done(Card(9, "pending", 1)))
    whole = {1: Card(1, "approved", 2), 2: Card(2, "approved", 4)}
    assert ledger.lost(whole, 6) == []
    assert ledger.lost({1: Card(1, "pending", 1)}, 5) == [(1, 2), (2, 3), (2, 3), (DECK, 6)]
    assert ledger.doubled == 1


def test_what_changed_nothing_is_no_move() -> None:
    ledger = Ledger(moderators=2)
    args = {"question_id": 1, "version": 2, "priority": 0}
    ledger.answered(0, "desk.sort", done(Card(1, "pending", 2)), args)
    ledger.answered(0, "desk.order", done(deck=Deck(6, [1])), {"question_ids": [1], "deck_version": 6})
    ledger.answered(0, "desk.bulk", done(Card(1, "pending", 2)), {"items": [{"question_id": 1, "version": 2}]})
    assert (ledger.moved, ledger.unseen) == ([], 0)
    ledger.answered(0, "desk.sort", done(Card(1, "pending", 3)), args)
    assert (ledger.moved, ledger.unseen) == ([(1, 3)], 1)


def test_two_clients_differ_by_what_only_one_has_and_by_what_is_not_the_same() -> None:
    assert differences({1: ("a",), 2: ("b",), 3: ("c",)}, {1: ("a",), 2: ("x",), 4: ("d",)}) == 3


def test_an_upvote_that_is_not_counted_or_counted_twice_is_found() -> None:
    by = askers([Asked(1, "a1", None, 0), Asked(2, "a2", None, 0)])
    assert miscounted({1: 2, 5: 3}, {5: 3}, {1: ["a3", "a4"]}, {}, by) == []
    assert miscounted({1: 1}, {}, {1: ["a3", "a4"]}, {}, by) == [1]
    assert miscounted({1: 2}, {}, {1: ["a3", "a3"]}, {}, by) == [1]
    assert miscounted({5: 2}, {5: 3}, {}, {}, by) == [5]


def test_what_was_merged_brings_its_voters_and_its_asker_each_once() -> None:
    by = askers([Asked(1, "a1", None, 0), Asked(2, "a2", None, 0), Asked(3, "a1", None, 0)])
    acknowledged = {1: ["a7", "a8"], 2: ["a8", "a9"]}
    # a7, a8, a9 and the asker of 2; that of 3 is the asker of 1 as well.
    assert miscounted({1: 4, 2: 2}, {}, acknowledged, {2: 1, 3: 1}, by) == []
    assert miscounted({1: 5, 2: 2}, {}, acknowledged, {2: 1, 3: 1}, by) == [1]


def board(*states: tuple[int, str]) -> Board:
    made = Board()
    (message,) = decode_frame(json.dumps([snapshot(*(question(id, state) for id, state in states))]))
    made.apply(message)
    return made


def similar(question_id: int, *others: int) -> Fact:
    return Fact(1, "SimilarFound", Data(question_id=question_id, similar=[Similar(id) for id in others]))


def test_a_duplicate_waits_until_it_is_proposed_while_both_are_open() -> None:
    duplicates, desk = Duplicates(), board((1, "pending"), (2, "pending"), (3, "pending"), (4, "rejected"))
    duplicates.asked(Asked(2, "a1", 1, at_s=1.0), desk)
    duplicates.asked(Asked(3, "a1", 1, at_s=1.0), desk)
    duplicates.asked(Asked(3, "a1", 4, at_s=1.0), desk)  # what it repeats is closed
    duplicates.asked(Asked(3, "a1", None, at_s=1.0), desk)
    assert (duplicates.known, duplicates.backlog(desk), duplicates.is_there) == (2, 2, False)
    duplicates.saw(similar(2, 1), now_s=3.5)
    assert (duplicates.backlog(desk), duplicates.proposing.max_ms) == (1, 2500)
    assert duplicates.backlog(board((1, "rejected"), (3, "pending"))) == 0


def test_promises_are_judged_by_the_result() -> None:
    plan = CrowdPlan("", None, 1, 10, 10, 1, 1, 60.0, 1)  # type: ignore[arg-type]
    rows = [
        Reading("desk", 6, 0, {"move_p95_ms": 120.0, "moves_lost": 0, "moves_doubled": 0, "errors": 1}),
        Reading("page", 1, 0, {"frame_p95_ms": 20.0}),
    ]
    told = Result("desk", {}, rows, (), promises(plan, 6)).as_json()
    assert told["missed"] == [
        "desk: desk@6 move_p95_ms: expected at most 100, got 120 (120 to 120)",
        "desk: desk@6 errors: expected at most 0, got 1 (1 to 1)",
    ]
    assert "duplicates@10 proposed_p95_ms" in told["settings"]["unmeasured"]


def test_a_quantile_of_nothing_is_nothing() -> None:
    assert (quantile([], 0.95), quantile([3.0], 0.95), quantile(list(map(float, range(100))), 0.95)) == (0, 3, 95)
