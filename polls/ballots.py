"""Who voted in an anonymous poll, so that only the server can tell, and never what.

The digests are keyed by the server's secret, which is in no table. Whoever owns the database alone can neither compute
them for a person nor try out answers against them. With another SECRET_KEY nobody has voted yet.
"""

from __future__ import annotations

import hmac
from functools import lru_cache
from hashlib import sha256

from django.conf import settings


def ballot_token(poll_id: int, attendee_id: int) -> str:
    """Return what stands for one person in one poll: 32 hexadecimal digits."""
    return _digest("token", f"{poll_id}:{attendee_id}")


def ballot_proof(poll_id: int, attendee_id: int, key: str, answer: bytes) -> str:
    """Return what tells a repeated command from another vote: 32 hexadecimal digits."""
    return _digest("proof", f"{poll_id}:{attendee_id}:{len(key)}:{key}:{answer.decode()}")


def _digest(purpose: str, value: str) -> str:
    return hmac.digest(_key(purpose, settings.SECRET_KEY), value.encode(), "sha256").hex()[:32]


@lru_cache(maxsize=8)
def _key(purpose: str, secret: str) -> bytes:
    """Return the key for one purpose. A crowd's vote takes three digests: deriving it each time was most of these."""
    return sha256(f"polls.ballots.{purpose}".encode() + secret.encode()).digest()
