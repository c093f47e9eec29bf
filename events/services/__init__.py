"""What is done to an event and its people: guards first, one transaction, facts appended in it."""

from events.services.crew import add_member, remove_member
from events.services.schedule import change_phase, rename_event, reschedule_event

__all__ = [
    "add_member",
    "change_phase",
    "remove_member",
    "rename_event",
    "reschedule_event",
]
