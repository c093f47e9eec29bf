"""Who may follow what: roles decide, and for one's own topics the subject; an edge asks once for a thousand."""

from __future__ import annotations

import pytest

from live.tickets import ATTENDEE, CREW_ROLES, GUEST, issue_ticket
from live.topics import topic_kinds

SHARED = [prefix for prefix, kind in topic_kinds().items() if not kind.personal]


@pytest.mark.parametrize("prefix", SHARED)
@pytest.mark.parametrize("role", sorted({*CREW_ROLES, ATTENDEE, GUEST}))
def test_shared_topics_are_open_to_roles_not_to_people(prefix: str, role: str) -> None:
    tickets = [
        issue_ticket(event_id=7, subject=subject, roles={role}, name=name)
        for subject, name in (("a1", "Ada"), ("a2", "Ben"), ("c1", "Cleo"), ("g0123", ""))
    ]
    kind = topic_kinds()[prefix]
    assert len({kind.may_follow(ticket, f"{prefix}/7") for ticket in tickets}) == 1
