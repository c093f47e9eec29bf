"""Makes the demo event, by the same services as everybody."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import Collection

from control_room.demo import PASSWORD, SLUG
from control_room.demo.art import render_demo_images
from control_room.demo.polls import prepare_polls
from control_room.demo.texts import (
    ANSWER,
    CHAT,
    CONSENTS,
    CREW,
    DECLINED,
    QUESTIONS,
    TEXTS,
    THEMES,
    WELCOME,
    body_after,
    body_before,
    body_live,
)
from events.models import AgendaItem, Attendee, ConsentDefinition, ConsentWording, Event, Experience, Phase, Role
from events.services import add_member
from events.studio_access import event_collection
from qa_moderation.facts import Feed
from qa_moderation.models import Question, QuestionPolicy, State
from qa_moderation.services import (
    Mover,
    NewQuestion,
    Vote,
    WantedTheme,
    answer_in_writing,
    answer_question,
    approve_question,
    ask_questions,
    assign_question,
    cast_upvotes,
    change_feeds,
    change_themes,
    merge_question,
    park_question,
    reject_question,
    send_to_set,
    sort_question,
    take_question,
)
from rooms.models import Mode
from rooms.services import Moderator, NewMessage, change_policy, pin_message, post_messages, say_as_crew
from streaming.services import create_stream, open_stream

_BOOK_URL = "https://aurelle.example/drive"
_EVENING = timedelta(hours=6)


@transaction.atomic
def create_demo_event() -> Event:
    """Return the demo event, made when it is not there: live, open to everybody, with a crew and a few questions."""
    event = Event.objects.filter(slug=SLUG).first()
    if event is not None:
        return event
    starts_at = timezone.now().replace(minute=0, second=0, microsecond=0)
    event = Event.objects.create(
        slug=SLUG,
        name="Aurelle One",
        phase=Phase.LIVE,
        starts_at=starts_at,
        ends_at=starts_at + _EVENING,
        time_zone="Europe/Paris",
        enter_by_mail=False,
    )
    _ask_consents(event)
    _add_crew(event)
    images = _images(event_collection(event))
    _compose(event, images)
    create_stream(event=event)
    open_stream(event_id=event.pk)
    _ask_questions(event)
    _open_chat(event)
    prepare_polls(event, images)
    return event


def _ask_consents(event: Event) -> None:
    for position, (key, (is_required, wordings)) in enumerate(CONSENTS.items()):
        definition = ConsentDefinition.objects.create(event=event, key=key, is_required=is_required, position=position)
        for language, text in wordings.items():
            ConsentWording.objects.create(definition=definition, language=language, text=text)


def _add_crew(event: Event) -> None:
    for role, name in CREW:
        address = f"{role}@aurelle.example"
        user = User.objects.filter(username=address).first()
        if user is None:
            first, last = name.split(" ", 1)
            user = User.objects.create_user(
                username=address, email=address, password=PASSWORD, first_name=first, last_name=last
            )
        add_member(event=event, user=user, role=Role(role))


def _images(collection: Collection) -> dict[str, Image]:
    images = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, path in render_demo_images(Path(folder)).items():
            with path.open("rb") as content:
                image = Image(title=f"Aurelle: {name}", collection=collection, file=File(content, name=path.name))
                image.save()
            images[name] = image
    return images


def _compose(event: Event, images: dict[str, Image]) -> None:
    for language, texts in TEXTS.items():
        experience = Experience(
            event=event,
            language=language,
            title=texts.title,
            tagline=texts.tagline,
            description=texts.description,
            logo=images.get("logo"),
            hero_image=images.get("hero"),
            poster_image=images.get("poster"),
            accent="#e8743b",
            ink="#f4f1ea",
            paper="#0b0d12",
            surface="#151820",
            muted="#a8a49b",
            radius_px=2,
        )
        experience.body_before = body_before(texts, images)
        experience.body_live = body_live(texts)
        experience.body_after = body_after(texts, _BOOK_URL)
        experience.agenda = [
            AgendaItem(
                starts_at=event.starts_at + timedelta(minutes=line.after_min),
                title=line.title,
                description=line.description,
                speaker=line.speaker,
            )
            for line in texts.agenda
        ]
        experience.save()
        experience.save_revision().publish()


def _ask_questions(event: Event) -> None:
    # An evening's crowd has been asking for a while: its limits are for what comes now.
    QuestionPolicy.objects.create(event=event, ask_interval_s=0)
    moderator = Mover(subject="", name="Malik Benali")
    themes = _themes(event, moderator)
    feeds = [Feed(slug="main", name="Host"), Feed(slug="cohost", name="Co-host")]
    change_feeds(event_id=event.pk, feeds=feeds, mover=moderator)
    people = []
    for name, company, country, language, text, until, theme in QUESTIONS:
        address = name.lower().encode("ascii", "ignore").decode().replace(" ", ".") + "@guest.example"
        person = Attendee.objects.create(
            event=event, name=name, company=company, country=country, language=language, email=address
        )
        people.append(person)
        [asked] = ask_questions(event_id=event.pk, asked=[NewQuestion(person.pk, text, language, anonymous=False)])
        if isinstance(asked, Exception):
            raise asked
        how: dict[str, Any] = {"event_id": event.pk, "question_id": asked.id, "mover": moderator}
        version = sort_question(**how, version=1, theme_id=themes[theme]).version if theme else 1
        _bring(until, {**how, "version": version})
    visible = [question.pk for question in event.questions.filter(state__in=(State.APPROVED, State.ON_DECK))]
    votes = [
        Vote(attendee_id=person.pk, question_id=question_id)
        for place, question_id in enumerate(visible)
        for person in people[place:]
    ]
    cast_upvotes(event_id=event.pk, votes=votes)
    second = event.questions.filter(state=State.ON_DECK).order_by("deck_position")[1]
    assign_question(event_id=event.pk, question_id=second.pk, version=second.version, feed="cohost", mover=moderator)
    QuestionPolicy.objects.filter(event=event).delete()


def _open_chat(event: Event) -> None:
    change_policy(event_id=event.pk, mode=Mode.OPEN)
    moderator = Moderator(subject="", name="Malik Benali")
    welcome = say_as_crew(event_id=event.pk, text=WELCOME, moderator=moderator)
    pin_message(event_id=event.pk, message_id=welcome.id, moderator=moderator)
    people = {person.name: person.pk for person in event.attendees.all()}
    post_messages(event_id=event.pk, posted=[NewMessage(people[name], "stage", text) for name, text in CHAT])


def _themes(event: Event, mover: Mover) -> dict[str, int]:
    wanted = [WantedTheme(None, name, colour) for name, colour in THEMES.values()]
    made, _ = change_themes(event_id=event.pk, themes=wanted, mover=mover)
    return {key: theme.id for key, theme in zip(THEMES, made, strict=True)}


def _bring(until: str, how: dict[str, Any]) -> None:
    """Bring the question of `how` (what every move takes) as far as `until`."""
    match until:
        case "approved":
            approve_question(**how)
        case "on_deck":
            send_to_set(**how)
        case "answered":
            for step in (send_to_set, take_question, answer_question):
                how = {**how, "version": step(**how).version}
        case "parked":
            park_question(**how)
        case "rejected":
            reject_question(**how, reason=DECLINED)
        case "written":
            answer_in_writing(**how, text=ANSWER)
        case "merged":
            # Into that which says the same, and is on deck already.
            into = Question.objects.filter(event_id=how["event_id"], state=State.ON_DECK).order_by("pk")[0]
            merge_question(**how, into_id=into.pk, into_version=into.version)
