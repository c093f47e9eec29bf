"""A moderator's next step: only what the server can be expected to do, and all that a desk has to offer in time."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import Any

import pytest

from loadtest.bench.desk.board import Board, Card, Deck, decode_frame
from loadtest.bench.desk.habits import MANY_OPEN, MOST_ON_DECK, MOST_VISIBLE, Habits, Step
from tests.loadtest.bench.desk.test_board import question, snapshot

NOW_MS = 1_000_000


def desk(*questions: dict[str, Any], deck: tuple[int, ...] = (), themes: tuple[int, ...] = ()) -> Board:
    made = Board()
    (message,) = decode_frame(json.dumps([snapshot(*questions)]))
    made.apply(message)
    made.deck, made.themes = Deck(1, list(deck)), list(themes)
    return made


def habits(seed: int = 1) -> Habits:
    return Habits("c5", random.Random(seed))


def steps(board: Board, count: int = 300, **hand: Any) -> list[Step]:
    found = []
    for seed in range(count):
        mine = habits(seed)
        for name, value in hand.items():
            setattr(mine, name, value)
        step = mine.next(board, now_s=0.0, now_ms=NOW_MS)
        if step is not None:
            found.append(step)
    return found


def test_an_empty_desk_has_nothing_to_do() -> None:
    assert steps(desk()) == []


def test_a_question_is_claimed_first_and_never_one_that_another_works_on() -> None:
    claim = {"by": "Ada", "subject": "c6", "until_ms": NOW_MS + 1}
    board = desk(question(1, claim=claim), question(2), question(3, claim={**claim, "until_ms": NOW_MS - 1}))
    claimed = {step.args["question_id"] for step in steps(board) if step.name == "desk.claim"}
    assert claimed == {2, 3}


def test_with_a_question_in_hand_all_is_done_that_the_desk_can_do_with_one() -> None:
    board = desk(question(7, version=3, similar=[{"question_id": 8}]), question(8, version=5), themes=(4,))
    found = steps(board, 1_500, hand=7)
    assert set(Counter(step.name for step in found)) == {
        "desk.sort", "desk.reword", "desk.note", "desk.merge", "desk.reject", "desk.approve", "desk.send",
        "desk.park", "desk.answer", "desk.release",
    }  # fmt: skip
    merge = next(step for step in found if step.name == "desk.merge")
    assert merge.args == {"question_id": 7, "version": 3, "into_id": 8, "into_version": 5}
    assert {step.args.get("version", 3) for step in found} == {3}


def test_the_caps_are_respected() -> None:
    shown = [question(id, "approved") for id in range(100, 100 + MOST_VISIBLE)]
    full = desk(question(1), *shown, deck=tuple(range(100, 100 + MOST_ON_DECK)))
    assert {step.name for step in steps(full, hand=1)}.isdisjoint({"desk.approve", "desk.send"})
    assert "desk.send" not in {step.name for step in steps(full)}


def test_an_inbox_that_fills_up_is_thinned_out_by_handfuls() -> None:
    calm = desk(*(question(id) for id in range(1, 60)))
    full = desk(*(question(id) for id in range(1, MANY_OPEN + 3)))
    bulk = [sum(step.args.get("action") == "reject" for step in steps(board)) for board in (calm, full)]
    assert bulk[1] > 4 * bulk[0]
    assert all(len(step.moves) <= 100 for step in steps(full))


def test_only_ones_own_last_move_is_undone_and_only_as_it_was_left() -> None:
    mine, board = habits(), desk(question(1, "approved", 2), question(2, "approved", 5))
    step = Step("desk.approve", {"question_id": 1, "version": 1}, (1,))
    mine.was_done(step, {1: 2}, now_s=10.0)
    mine.was_done(Step("desk.approve", {"question_id": 2, "version": 1}, (2,)), {2: 2}, now_s=11.0)
    undone = mine._undo(board, now_s=12.0)
    assert undone is not None
    assert undone.args == {"items": [{"question_id": 1, "version": 2}]}
    assert mine._undo(board, now_s=12.0) is None
    mine.was_done(step, {1: 2}, now_s=12.0)
    assert mine._undo(board, now_s=30.0) is None


@pytest.mark.parametrize("name", ["desk.approve", "desk.reject", "desk.merge"])
def test_what_was_decided_leaves_the_hand_and_what_was_sorted_stays(name: str) -> None:
    mine = habits()
    args = {"question_id": 1, "version": 1}
    mine.was_done(Step("desk.claim", args), {}, 0.0)
    mine.was_done(Step("desk.sort", args, (1,)), {1: 2}, 0.0)
    assert (mine.hand, mine.touched) == (1, {"desk.sort"})
    mine.was_done(Step(name, args, (1,)), {1: 3}, 0.0)
    assert mine.hand is None


def test_a_card_without_words_is_what_is_kept() -> None:
    assert Card.__struct_fields__[:3] == ("id", "state", "version")
