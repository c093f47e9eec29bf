"""A surge of votes: what is ordered, what is kept in the book, and what is held against the pages."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pytest

from loadtest.cohort import Cohort
from loadtest.options import parse_options
from loadtest.people import Person
from loadtest.reading import Message, is_personal, shared_name, topic_owner
from loadtest.show import miscast
from loadtest.targets import Target
from loadtest.viewer import FOLLOWED, Phase, topics_of
from loadtest.voting import Paper, Voting

FREE = Paper(7, [1, 2], may_change=True)
FINAL = Paper(8, [1, 2], may_change=False)


class Voter:
    """Somebody whose commands go nowhere, so that a test plays the server."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, paper: Paper, *, changes: bool, repeats: bool) -> None:
        self.cohort = Cohort([Target("127.0.0.1", 1)])
        self.voting = Voting(self.cohort)
        self.viewer = self.cohort.add(Person(0, "attendee", "a5", "c=x"), ["polls/3/stage"])
        self.viewer.phase = Phase.CONNECTING  # what is said waits for the welcome
        dice = 0.0 if changes else 0.99
        monkeypatch.setattr("loadtest.voting.random.random", lambda: dice)
        monkeypatch.setattr("loadtest.voting.random.choice", lambda options: options[0])
        monkeypatch.setattr("loadtest.voting.random.uniform", lambda *_: 0.0)
        self.voting.begin([self.viewer], [paper], window_s=0.0, repeated=1.0 if repeats else 0.0)
        self.cohort.timers.run(float("inf"), 10)

    def said(self) -> list[str]:
        """The ids of the commands that wait for an answer."""
        return list(self.viewer.pending)

    def answer(self, key: str, option: int, revision: int = 1) -> None:
        """Acknowledge a vote."""
        vote = {"poll_id": FREE.poll_id, "revision": revision, "answer": {"options": [option]}}
        result = msgspec.Raw(msgspec.json.encode({"vote": vote}))
        self.cohort.speaking.answered(self.viewer, Message(type="ack", id=key, result=result))

    def refuse(self, key: str, code: str) -> None:
        """Refuse a vote."""
        self.cohort.speaking.answered(self.viewer, Message(type="refusal", id=key, code=code))

    @property
    def errors(self) -> Counter[str]:
        """What was not as it should be."""
        return self.cohort.figures.errors


def test_vote_is_in_the_book_once_it_is_acknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loadtest.voting._MOVING_ON", 0.0)
    voter = Voter(monkeypatch, FREE, changes=False, repeats=False)
    (key,) = voter.said()
    assert voter.voting.counts() == {}
    voter.answer(key, 1)
    assert (voter.voting.counts(), voter.said(), voter.errors) == ({(7, 1): 1}, [], {})


def test_vote_that_is_said_again_must_be_answered_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    voter = Voter(monkeypatch, FREE, changes=False, repeats=True)
    (key,) = voter.said()
    voter.answer(key, 1)
    assert voter.said() == [key]
    voter.answer(key, 1, revision=2)
    assert voter.voting.counts() == {(7, 1): 1}
    assert voter.errors == {"a repeated vote had another answer": 1}


def test_change_of_mind_moves_the_vote_in_the_book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loadtest.voting._MOVING_ON", 0.0)
    voter = Voter(monkeypatch, FREE, changes=True, repeats=False)
    voter.answer(voter.said()[0], 1)
    (change,) = voter.said()
    voter.answer(change, 2, revision=2)
    assert (voter.voting.counts(), voter.errors) == ({(7, 2): 1}, {})


@pytest.mark.parametrize(("code", "errors"), [("polls.already_voted", {}), ("polls.closed", 1)])
def test_second_vote_must_be_refused_as_one(monkeypatch: pytest.MonkeyPatch, code: str, errors: Any) -> None:
    monkeypatch.setattr("loadtest.voting._MOVING_ON", 0.0)
    voter = Voter(monkeypatch, FINAL._replace(poll_id=7), changes=True, repeats=False)
    voter.answer(voter.said()[0], 1)
    (second,) = voter.said()
    voter.refuse(second, code)
    assert voter.voting.counts() == {(7, 1): 1}
    assert voter.errors == (errors and {f"a second vote was answered with {code}": 1})


def test_what_is_counted_otherwise_is_named() -> None:
    told = Counter({(7, 1): 3, (7, 2): 1})
    assert miscast(told, Counter({(7, 1): 3, (7, 2): 1, (7, 3): 0})) == ""
    assert miscast(told, Counter({(7, 1): 4, (7, 3): 1})) == (
        "poll 7, option 1: 4, expected 3; poll 7, option 2: 0, expected 1; poll 7, option 3: 1, expected 0"
    )


def test_topic_of_a_room_is_nobodys_own() -> None:
    person = Person(0, "attendee", "a5", "c=x")
    names = topics_of(person, 3, ("event", "polls:stage", "my-questions"))
    assert names == ("event/3", "polls/3/stage", "my-questions/3/a5")
    assert [topic_owner(name) for name in names] == ["", "", "a5"]
    assert [shared_name(name) for name in names] == ["event/3", "polls/3/stage", "my-questions/3/~"]
    assert [is_personal(name) for name in names] == [False, False, True]


def test_surge_of_votes_has_its_own_window() -> None:
    options = parse_options(["--scenario", "vote_surge", "--viewers", "3000", "--voters", "1500"])
    assert (options.window_s, options.voters) == (5.0, 0.5)
    options = parse_options(["--scenario", "vote_surge", "--window-s", "9"])
    assert (options.window_s, options.voters) == (9.0, 1.0)
    assert parse_options([]).follow == list(FOLLOWED)
