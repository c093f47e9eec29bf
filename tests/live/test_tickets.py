"""Tickets are checked without the database, and cannot be made by others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from live.tickets import BadTicket, ExpiredTicket, Ticket, read_ticket, sign_ticket

Tickets = Callable[..., Ticket]


def test_ticket_comes_back_as_it_was(ticket: Tickets) -> None:
    made = ticket("c5", roles={"host", "moderator"})
    assert read_ticket(sign_ticket(made)) == made
    assert (made.user_id, made.attendee_id, made.is_crew) == (5, None, True)


def test_expired_ticket_is_told_apart(ticket: Tickets) -> None:
    with pytest.raises(ExpiredTicket):
        read_ticket(sign_ticket(ticket(lifetime_s=-1)))


def test_key_can_be_rotated(ticket: Tickets, settings: Settings) -> None:
    settings.SECRET_KEY = "old" * 20
    signed = sign_ticket(ticket())
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, ["old" * 20]
    assert read_ticket(signed).subject == "a1"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(BadTicket):
        read_ticket(signed)


def test_every_changed_character_is_noticed(ticket: Tickets) -> None:
    signed = sign_ticket(ticket())
    for place in range(len(signed)):
        other = "A" if signed[place] != "A" else "B"
        with pytest.raises(BadTicket):
            read_ticket(signed[:place] + other + signed[place + 1 :])


@given(st.text(max_size=300))
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadTicket):
        read_ticket(text)


def test_nothing_is_refused() -> None:
    with pytest.raises(BadTicket):
        read_ticket(None)
