"""Ingest tokens: who may publish to a channel, checked without a database."""

from __future__ import annotations

import hashlib
import hmac
import time


def issue_ingest_token(*, secret: str, channel: str, lifetime_s: int) -> str:
    """Return a token with which an encoder may publish to this channel, and to no other, for `lifetime_s`."""
    expires_s = int(time.time()) + lifetime_s
    return f"{expires_s}.{_signature(secret, channel, expires_s)}"


def ingest_token_is_valid(token: str, *, secret: str, channel: str) -> bool:
    """Say whether a token lets its bearer publish to the channel now; compares in constant time."""
    expires, _dot, signature = token.partition(".")
    if not (expires.isascii() and expires.isdigit() and len(expires) <= 12):
        return False
    expected = _signature(secret, channel, int(expires))
    return hmac.compare_digest(expected.encode(), signature.encode()) and int(expires) > time.time()


def _signature(secret: str, channel: str, expires_s: int) -> str:
    message = f"unveil-ingest:{channel}:{expires_s}".encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
