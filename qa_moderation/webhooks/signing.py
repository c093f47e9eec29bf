"""The signature of a webhook: HMAC-SHA256 over moment and body, so that neither changes, nor is sent again later."""

from __future__ import annotations

import hashlib
import hmac


def signature(secret: str, body: bytes, at_s: int) -> str:
    """Return the header Unveil-Signature: `t=<unix seconds>,v1=<hex>`. docs/webhooks.md shows how to check it."""
    mac = hmac.new(secret.encode(), f"{at_s}.".encode() + body, hashlib.sha256)
    return f"t={at_s},v1={mac.hexdigest()}"
