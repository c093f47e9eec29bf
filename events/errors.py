"""The codes of what is refused here."""

from __future__ import annotations

from live.errors import register_code

PHASE_MOVED = register_code(
    "events.phase_moved", "The event is not in the phase that the caller saw; details.phase says where it is."
)
UNKNOWN_EVENT = register_code("events.unknown_event", "The ticket's event is not there any more.")
END_BEFORE_START = register_code("events.end_before_start", "An event must end after its start.")
NOT_OPEN = register_code("events.not_open", "Nobody can register for this event any more.")
FULL = register_code("events.full", "All places of this event are taken.")
WRONG_CODE = register_code("events.wrong_code", "The access code is not one of this event's.")
INVITATION_NEEDED = register_code(
    "events.invitation_needed", "This event is by invitation; open the invitation's link."
)
INVITATION_INVALID = register_code(
    "events.invitation_invalid", "The invitation is unknown, of another event, revoked, used up or out of date."
)
INVITATION_FOR_ANOTHER = register_code("events.invitation_for_another", "The invitation is for another e-mail address.")
CONSENT_NEEDED = register_code("events.consent_needed", "A consent that is required was not given.")
LANGUAGE_UNKNOWN = register_code("events.language_unknown", "The event does not speak this language.")
LAST_ORGANISER = register_code("events.last_organiser", "An event keeps at least one organiser.")
TOO_MANY = register_code("events.too_many", "Too many registrations from one network; try again in a few minutes.")
