"""What the attendee's live page follows."""

from __future__ import annotations

_SHARED = ("event/{0}", "stream/{0}", "questions/{0}", "chat/{0}/stage", "polls/{0}/stage", "reactions/{0}")
_OWN = ("my-questions/{0}/{1}", "my-chat/{0}/{1}")

PAGE_SNAPSHOTS = len(_SHARED) + len(_OWN)
"""Snapshots that a page gets when it joins: it is in with the last of them."""


def page_topics(event_id: int, subject: str) -> list[str]:
    """Return the topics of the live page of one attendee (`subject`: "a12"), as its elements ask for them."""
    return [name.format(event_id, subject) for name in (*_SHARED, *_OWN)]


def page_query(event_id: int, subject: str) -> str:
    """Return the query of the socket's address that asks for them."""
    return "&".join(f"follow={topic}" for topic in page_topics(event_id, subject))
