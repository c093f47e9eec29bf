"""Events, people and questions for the tests of questions."""

from __future__ import annotations

from datetime import UTC, datetime

from events.models import Attendee, Event, Phase
from live.errors import Refusal
from live.tickets import Ticket, issue_ticket
from qa_moderation import services
from qa_moderation.facts import DeskQuestion, MyQuestion
from qa_moderation.models import Question, QuestionPolicy
from qa_moderation.selectors import desk_record
from qa_moderation.services import Mover, NewQuestion

MODERATOR = Mover(subject="c5", name="Mona Moderator")
HOST = Mover(subject="c6", name="Hugo Host")


def make_event(slug: str = "launch", *, phase: Phase = Phase.LIVE, patient: bool = True) -> Event:
    """Make an event. Unless it is `patient`, its policy has no waiting time between two questions."""
    event = Event.objects.create(
        slug=slug,
        name="The launch",
        phase=phase,
        starts_at=datetime(2030, 5, 1, 18, tzinfo=UTC),
        ends_at=datetime(2030, 5, 1, 20, tzinfo=UTC),
    )
    if not patient:
        QuestionPolicy.objects.create(event=event, ask_interval_s=0, pending_per_person=50)
    return event


def make_attendee(event: Event, name: str = "Ada Lovelace", company: str = "Analytical Engines") -> Attendee:
    """Register somebody, without the mails."""
    number = Attendee.objects.count()
    return Attendee.objects.create(
        event=event, name=name, company=company, country="GB", email=f"person{number}@example.com"
    )


def ask(attendee: Attendee, text: str = "How far does it go?", *, anonymous: bool = False) -> MyQuestion:
    """Ask one question. Raises the Refusal."""
    asked = NewQuestion(attendee_id=attendee.pk, text=text, language="en", anonymous=anonymous)
    (outcome,) = services.ask_questions(event_id=attendee.event_id, asked=[asked])
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def pending(attendee: Attendee, text: str = "How far does it go?", *, anonymous: bool = False) -> DeskQuestion:
    """Ask, and return the question as the crew sees it."""
    return record(ask(attendee, text, anonymous=anonymous).id)


def approved(attendee: Attendee, text: str = "How far does it go?", *, anonymous: bool = False) -> DeskQuestion:
    """Ask, and approve."""
    question = pending(attendee, text, anonymous=anonymous)
    return services.approve_question(
        event_id=attendee.event_id, question_id=question.id, version=question.version, mover=MODERATOR
    )


def on_deck(attendee: Attendee, text: str = "How far does it go?", *, anonymous: bool = False) -> DeskQuestion:
    """Ask, and send to the set."""
    question = pending(attendee, text, anonymous=anonymous)
    return services.send_to_set(
        event_id=attendee.event_id, question_id=question.id, version=question.version, mover=MODERATOR
    )


def on_air(attendee: Attendee, text: str = "How far does it go?", *, anonymous: bool = False) -> DeskQuestion:
    """Ask, send to the set, and take."""
    question = on_deck(attendee, text, anonymous=anonymous)
    return services.take_question(
        event_id=attendee.event_id, question_id=question.id, version=question.version, mover=HOST
    )


def parked(attendee: Attendee, text: str = "How far does it go?", *, anonymous: bool = False) -> DeskQuestion:
    """Ask, and put aside."""
    question = pending(attendee, text, anonymous=anonymous)
    return services.park_question(
        event_id=attendee.event_id, question_id=question.id, version=question.version, mover=MODERATOR
    )


def merge(question: DeskQuestion, into: DeskQuestion, mover: Mover = MODERATOR) -> DeskQuestion:
    """Make a question a part of another."""
    return services.merge_question(
        event_id=Question.objects.get(pk=question.id).event_id,
        question_id=question.id,
        version=question.version,
        into_id=into.id,
        into_version=into.version,
        mover=mover,
    )


def record(question_id: int) -> DeskQuestion:
    """Return a question as the crew sees it now."""
    return desk_record(Question.objects.get(pk=question_id))


def ticket_of(attendee: Attendee) -> Ticket:
    """Return an attendee's ticket."""
    return issue_ticket(
        event_id=attendee.event_id, subject=f"a{attendee.pk}", roles={"attendee"}, name=attendee.name, lifetime_s=600
    )


def crew_ticket(event: Event, *roles: str) -> Ticket:
    """Return the ticket of a crew member."""
    return issue_ticket(event_id=event.pk, subject="c5", roles=set(roles), name="Mona Moderator", lifetime_s=600)
