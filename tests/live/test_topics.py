"""A topic has one name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from live.errors import TOPIC_FORBIDDEN, UNKNOWN_TOPIC
from live.joining import refusal
from live.session import _MOST_ASK_BYTES, _MOST_ASKED, parse_query
from live.tickets import Ticket
from live.topics import parse_topic

Tickets = Callable[..., Ticket]


@pytest.mark.parametrize(
    "name",
    [
        *("board", "board/", "board/1/", "board/1/a1", "board/0", "board/01", "board/-1", "board/+1", "board/1_0"),
        *("board/\u0661", "board/1 ", "board/1\n", "board/" + "1" * 19),
        *("my-board/1", "my-board/1/", "my-board/01/a1", "nobody/1"),
    ],
)
def test_other_spellings_are_no_topic(name: str, ticket: Tickets) -> None:
    with pytest.raises(LookupError):
        parse_topic(name)
    assert refusal(ticket(), name) == UNKNOWN_TOPIC


def test_topic_of_another_event_or_person_is_forbidden(ticket: Tickets) -> None:
    names = ["board/1", "board/2", "my-board/1/a1", "my-board/1/a2", "my-board/2/a1"]
    assert [refusal(ticket(), name) for name in names] == [
        None,
        TOPIC_FORBIDDEN,
        None,
        TOPIC_FORBIDDEN,
        TOPIC_FORBIDDEN,
    ]


def test_address_that_asks_for_far_too_much_is_not_read() -> None:
    asked = parse_query(b"&".join([b"follow=board/1"] * _MOST_ASKED))
    assert asked is not None
    assert len(asked) == _MOST_ASKED
    assert parse_query(b"&".join([b"follow=board/1"] * (_MOST_ASKED + 1))) is None
    assert parse_query(b"follow=" + b"%62" * _MOST_ASK_BYTES) is None
