"""How rehearsal people are told from guests."""

from __future__ import annotations

# RFC 2606 reserves `.invalid`: no mail server answers for it, and no guest can have such an address.
REHEARSAL_DOMAIN = "@rehearsal.invalid"
