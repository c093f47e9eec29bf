"""The pages of an event, and who of its crew opens which."""

from __future__ import annotations

from control_room.launcher.summary import Door
from events.models import Event, Membership, Role


def event_doors(event: Event, base_url: str) -> list[Door]:
    """Return the doors of `event`, the attendee's page first; each crew page with a login that may open it."""
    crew = f"{base_url}/crew/{event.slug}"
    return [
        Door("Attendee's page", f"{base_url}/en/e/{event.slug}/"),
        Door("  in French", f"{base_url}/fr/e/{event.slug}/"),
        Door("Moderation desk", f"{crew}/desk/", _login(event, Role.MODERATOR)),
        Door("Set desk", f"{crew}/set/", _login(event, Role.HOST)),
        Door("Control page", f"{crew}/control/", _login(event, Role.DIRECTOR)),
        Door("Studio", f"{base_url}/studio/", _login(event, Role.ORGANISER)),
    ]


def _login(event: Event, role: Role) -> str:
    membership = Membership.objects.filter(event=event, role=role).select_related("user").order_by("id").first()
    return str(membership.user.email) if membership else ""
