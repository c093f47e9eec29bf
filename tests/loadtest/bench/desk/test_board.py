"""The desk that a moderator of the bench keeps: what facts do to it, and that it refuses a gap."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from loadtest.bench.desk.board import Board, OutOfOrder, decode_frame
from loadtest.bench.settings import ROOT

CASES = ROOT / "tests" / "contract" / "cases" / "desk.json"


def question(id: int, state: str = "pending", version: int = 1, **fields: Any) -> dict[str, Any]:
    return {"id": id, "state": state, "version": version, **fields}


def snapshot(*questions: dict[str, Any], offset: int = 4, **fields: Any) -> dict[str, Any]:
    state = {
        "questions": {str(each["id"]): each for each in questions},
        "deck": {"version": 1, "question_ids": []},
        "upvotes": {},
        **fields,
    }
    return {"type": "snapshot", "topic": "desk/1", "epoch": "e", "offset": offset, "rev": 0, "state": state}


def facts(*facts: tuple[str, dict[str, Any]], offset: int = 5) -> dict[str, Any]:
    told = [
        {"offset": offset + place, "kind": kind, "at_ms": 0, "programme_ms": None, "data": data}
        for place, (kind, data) in enumerate(facts)
    ]
    return {"type": "facts", "topic": "desk/1", "epoch": "e", "facts": told}


def board(*messages: dict[str, Any]) -> Board:
    made = Board()
    for message in decode_frame(json.dumps(messages)):
        made.apply(message)
    return made


def test_a_move_takes_a_question_from_one_state_to_another() -> None:
    moved = board(
        snapshot(question(1), question(2)), facts(("QuestionApproved", {"question": question(1, "approved", 2)}))
    )
    assert (moved.ids("pending"), moved.ids("approved"), moved.offset) == ([2], [1], 5)
    assert (moved.open_count, moved.visible_count) == (2, 1)


def test_a_merge_moves_both_and_what_falls_out_of_the_lists_is_kept_apart() -> None:
    data = {"question": question(1, "merged", 2, merged_into=2), "into": question(2, "approved", 3), "evicted_id": 9}
    merged = board(snapshot(question(1), question(2), question(9, "rejected", 7)), facts(("QuestionMerged", data)))
    assert merged.cards[1].merged_into == 2
    assert merged.cards[2].version == 3
    assert (merged.gone[9].version, 9 in merged.cards) == (7, False)


def test_claims_and_proposals_leave_the_version() -> None:
    claim = {"by": "Ada", "subject": "c5", "until_ms": 99}
    told = board(
        snapshot(question(1), question(2)),
        facts(
            ("QuestionClaimed", {"question_id": 1, "claim": claim}),
            ("SimilarFound", {"question_id": 1, "similar": [{"question_id": 2, "score": 80}]}),
        ),
    )
    card = told.cards[1]
    assert card.claim is not None
    assert (card.claim.subject, card.similar[0].question_id, card.version) == ("c5", 2, 1)
    free = board(snapshot(question(1, claim=claim)), facts(("QuestionClaimed", {"question_id": 1, "claim": None})))
    assert free.cards[1].claim is None


def test_upvotes_are_the_newest_values() -> None:
    values = {"type": "values", "topic": "desk/1", "epoch": "e", "rev": 3}
    counted = board(
        snapshot(question(1), upvotes={"1": 4}), {**values, "values": {"upvotes/1": 6, "cursor/c5": {"name": "Ada"}}}
    )
    assert counted.upvotes == {1: 6}


def test_a_gap_is_told() -> None:
    with pytest.raises(OutOfOrder, match="expected fact 5 of desk/1, got 7"):
        board(snapshot(), facts(("QuestionAsked", {"question": question(1)}), offset=7))


@pytest.mark.parametrize("case", json.loads(CASES.read_text()), ids=lambda case: str(case["name"]))
def test_facts_of_the_server_lead_to_what_a_newcomer_has(case: dict[str, Any]) -> None:
    """The cases of the contract: the desk after the facts is the desk of a fresh snapshot."""
    before, after = case["before"], case["after"]
    offset = 0
    messages = [snapshot(offset=offset) | {"state": before}]
    for message in case["messages"]:
        if message["type"] == "facts":
            told = [(fact["kind"], fact["data"]) for fact in message["facts"]]
            messages.append(facts(*told, offset=offset + 1))
            offset += len(told)
    mine, theirs = board(*messages), board(snapshot() | {"state": after})
    assert mine.essence() == theirs.essence()
    assert mine.deck.question_ids == theirs.deck.question_ids
    assert {state: set(ids) for state, ids in mine.by_state.items() if ids} == {
        state: set(ids) for state, ids in theirs.by_state.items() if ids
    }
    assert msgspec.json.encode(mine.themes) == msgspec.json.encode(theirs.themes)


def test_the_cases_are_there() -> None:
    assert Path(CASES).exists()
