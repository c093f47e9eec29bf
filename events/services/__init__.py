"""What is done to an event and its people: guards first, one transaction, facts appended in it."""

from events.services.crew import add_member, add_member_by_email, remove_member
from events.services.invitation import invite, revoke_invitation
from events.services.mail import owe_mail, owe_reminders, send_due_mails
from events.services.registration import Registration, register_attendee, withdraw_consent
from events.services.rehearsal import (
    add_rehearsal_crew,
    register_rehearsal_people,
    remove_rehearsal_people,
    sign_in_rehearsal_crew,
)
from events.services.retention import forget_old
from events.services.schedule import change_phase, rename_event, reschedule_event

__all__ = [
    "Registration",
    "add_member",
    "add_member_by_email",
    "add_rehearsal_crew",
    "change_phase",
    "forget_old",
    "invite",
    "owe_mail",
    "owe_reminders",
    "register_attendee",
    "register_rehearsal_people",
    "remove_member",
    "remove_rehearsal_people",
    "rename_event",
    "reschedule_event",
    "revoke_invitation",
    "send_due_mails",
    "sign_in_rehearsal_crew",
    "withdraw_consent",
]
