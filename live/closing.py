"""Close codes: why a connection ends, and whether to come back. docs/protocol.md lists them."""

from __future__ import annotations

from typing import NamedTuple


class CloseCode(NamedTuple):
    """`come_back`: a client should reconnect (with jitter) after this code."""

    code: int
    name: str
    come_back: bool
    meaning: str


RESTART = CloseCode(1012, "restart", True, "This edge is leaving; another is there.")
NOT_TEXT = CloseCode(1003, "not_text", False, "A binary frame came; the protocol is JSON text.")
TOO_BIG = CloseCode(1009, "too_big", False, "A frame of more than 16 KiB came.")
BAD_FRAME = CloseCode(
    4400, "bad_frame", False, "A frame was not a message of the protocol: broken JSON, unknown type or field."
)
BAD_TICKET = CloseCode(4401, "bad_ticket", False, "The ticket is missing or not signed by us; open the page again.")
EXPIRED_TICKET = CloseCode(4402, "expired_ticket", False, "The ticket's time is over; reload the page for a new one.")
WRONG_EVENT = CloseCode(
    4403, "wrong_event", False, "The ticket is for another event, or of another kind (attendee, crew, key)."
)
REVOKED = CloseCode(
    4404, "revoked", False, "The ticket was revoked (other roles, signed out, person or key gone); open the page again."
)
TOO_SLOW = CloseCode(4408, "too_slow", True, "The client did not read for too long; it resumes by offset.")
FLOODING = CloseCode(4429, "flooding", True, "Far too many frames; the reason says after how long to come back.")
OVERLOADED = CloseCode(
    4503, "overloaded", True, "This edge has as many connections as it may; the reason says when to come back."
)

CLOSE_CODES = (
    RESTART,
    NOT_TEXT,
    TOO_BIG,
    BAD_FRAME,
    BAD_TICKET,
    EXPIRED_TICKET,
    WRONG_EVENT,
    REVOKED,
    TOO_SLOW,
    FLOODING,
    OVERLOADED,
)
