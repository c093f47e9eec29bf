"""One launch, what it shows, and its people."""

from events.models.crew import Membership, Role
from events.models.event import AccessCode, Event, Phase, RegistrationPolicy
from events.models.experience import AgendaItem, Experience
from events.models.mail import MailKind, OutgoingMail
from events.models.people import Attendee, Consent, ConsentDefinition, ConsentWording, Invitation

__all__ = [
    "AccessCode",
    "AgendaItem",
    "Attendee",
    "Consent",
    "ConsentDefinition",
    "ConsentWording",
    "Event",
    "Experience",
    "Invitation",
    "MailKind",
    "Membership",
    "OutgoingMail",
    "Phase",
    "RegistrationPolicy",
    "Role",
]
