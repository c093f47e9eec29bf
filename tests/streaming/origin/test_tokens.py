"""Ingest tokens."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streaming.origin.tokens import ingest_token_is_valid, issue_ingest_token


def test_token_is_for_one_channel_and_one_secret() -> None:
    token = issue_ingest_token(secret="s", channel="show", lifetime_s=60)
    assert ingest_token_is_valid(token, secret="s", channel="show")
    assert not ingest_token_is_valid(token, secret="s", channel="other")
    assert not ingest_token_is_valid(token, secret="t", channel="show")


def test_token_ends() -> None:
    assert not ingest_token_is_valid(
        issue_ingest_token(secret="s", channel="show", lifetime_s=-1), secret="s", channel="show"
    )


@given(st.text(max_size=80))
def test_no_text_is_a_token(text: str) -> None:
    assert not ingest_token_is_valid(text, secret="s", channel="show")
