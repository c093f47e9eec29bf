"""Who voted in an anonymous poll, so that only the server can tell, and never what.

The digests are keyed by the server's secret, which is in no table. Whoever owns the database alone can neither compute
them for a person nor try out answers against them. With another SECRET_KEY nobody has voted yet.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def ballot_token(poll_id: int, attendee_id: int) -> str:
    """Return what stands for one person in one poll: 32 hexadecimal digits."""
    return _digest("token", f"{poll_id}:{attendee_id}")


def ballot_proof(poll_id: int, attendee_id: int, key: str, answer: bytes) -> str:
    """Return what tells a repeated command from another vote: 32 hexadecimal digits."""
    return _digest("proof", f"{poll_id}:{attendee_id}:{len(key)}:{key}:{answer.decode()}")


def _digest(purpose: str, value: str) -> str:
    return salted_hmac(f"polls.ballots.{purpose}", value, algorithm="sha256").hexdigest()[:32]
