"""Measure what votes cost, on this database: by the crowd's command, and a row at a time as a plain view would, whole
or the insert alone."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from events.attendance import attendee_ticket
from events.models import Attendee, Event
from events.services import register_rehearsal_people
from live.database import stop_database_threads
from live.dispatcher import Dispatcher
from live.frames import Frame
from live.tickets import Ticket
from live.wire import Command as Said
from live.wire import client_decoder
from polls.models import Kind, Poll, PollCount, ResultsPolicy, Vote
from polls.services import DraftOption, PollDraft, open_poll, save_poll

_OPTIONS = 4
# As many frames as a socket's loop reads before it looks elsewhere.
_AT_ONCE = 64

Voter = tuple[Attendee, Ticket]


class Command(BaseCommand):
    """`manage.py measure_voting --event aurelle-one --voters 5000`.

    Reads a way, `commands`, `rows` or `inserts`, from standard input; makes a poll and says `ready`; at the next line
    has everybody vote that way, and prints a JSON object: {"votes", "cpu_s", "wall_s"}. So on until the input ends.
    """

    help = "Have made-up people vote and measure what it costs. Not for production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which event, how many people."""
        parser.add_argument("--event", required=True, metavar="SLUG")
        parser.add_argument("--voters", type=int, default=5_000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure as often as asked."""
        if settings.IS_PRODUCTION:
            raise CommandError("expected UNVEIL_ENV to be development or test: this adds votes that nobody cast.")
        event = Event.objects.filter(slug=options["event"]).first()
        if event is None:
            raise CommandError(f"expected the slug of an event, got {options['event']!r}")
        people = register_rehearsal_people(event=event, people=options["voters"])
        # A ticket is read when the socket comes.
        voters = [(person, attendee_ticket(person)) for person in people]
        ways = {"commands": _by_commands, "rows": _by_rows, "inserts": _by_inserts}
        try:
            for way in iter(lambda: sys.stdin.readline().strip(), ""):
                poll = _open_poll(event)
                self._say("ready")
                sys.stdin.readline()
                cpu_s, wall_s = time.process_time(), time.perf_counter()
                ways[way](poll, voters)
                spent = {"cpu_s": time.process_time() - cpu_s, "wall_s": time.perf_counter() - wall_s}
                _judge(poll, len(voters), is_counted=way != "inserts")
                self._say(json.dumps({"votes": len(voters), **spent}))
        finally:
            stop_database_threads()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _open_poll(event: Event) -> Poll:
    options = [DraftOption({language: str(number) for language in event.languages}) for number in range(_OPTIONS)]
    question = dict.fromkeys(event.languages, "Which one?")
    draft = PollDraft(kind=Kind.SINGLE, question=question, options=options, results=ResultsPolicy.LIVE)
    made = save_poll(event_id=event.pk, draft=draft)
    open_poll(event_id=event.pk, poll_id=made.poll.id, seen=made.version)
    return Poll.objects.get(pk=made.poll.id)


def _by_commands(poll: Poll, voters: Sequence[Voter]) -> None:
    """Each vote as the frame that a socket brings, from its text to the frame of its answer."""
    asyncio.run(_dispatch(poll, voters))


async def _dispatch(poll: Poll, voters: Sequence[Voter]) -> None:
    dispatcher, all_answered = Dispatcher(), asyncio.Event()
    answers: list[Frame] = []

    def answer(frame: Frame) -> None:
        answers.append(frame)
        if len(answers) == len(voters):
            all_answered.set()

    for place, (_, ticket) in enumerate(voters):
        said = client_decoder.decode(_said(poll, place))
        assert isinstance(said, Said)
        dispatcher.dispatch(ticket, said, answer)
        if place % _AT_ONCE == 0:
            await asyncio.sleep(0)
    await all_answered.wait()
    refused = [frame.payload for frame in answers if b'"ack"' not in frame.payload]
    if refused:
        raise CommandError(f"expected every vote to be taken, got {refused[0].decode()}")


def _said(poll: Poll, place: int) -> str:
    args = f'{{"poll_id":{poll.pk},"answer":{{"options":[{_choice(place)}]}},"seen":0}}'
    return f'{{"type":"command","id":"measured-{place:08}","name":"polls.vote","args":{args}}}'


def _by_rows(poll: Poll, voters: Sequence[Voter]) -> None:
    """Each vote in a transaction of its own, by the ORM: its row, its option's count, how many voted."""
    for choice in range(1, _OPTIONS + 1):
        PollCount.objects.create(poll=poll, key=str(choice))
    for place, (person, _) in enumerate(voters):
        with transaction.atomic():
            _insert(poll, person, place)
            PollCount.objects.filter(poll=poll, key=str(_choice(place))).update(count=F("count") + 1)
            Poll.objects.filter(pk=poll.pk).update(ballots=F("ballots") + 1)


def _by_inserts(poll: Poll, voters: Sequence[Voter]) -> None:
    """Each vote's row alone, by the ORM, committed by itself: nothing is counted."""
    for place, (person, _) in enumerate(voters):
        _insert(poll, person, place)


def _insert(poll: Poll, person: Attendee, place: int) -> None:
    Vote.objects.create(
        poll=poll,
        attendee=person,
        key=f"measured-{place:08}",
        answer=f'{{"options":[{_choice(place)}]}}',
        cast_at=timezone.now(),
    )


def _choice(place: int) -> int:
    return 1 + place * place % _OPTIONS


def _judge(poll: Poll, voters: int, *, is_counted: bool) -> None:
    """Whichever way they voted, all of it is there once, and counts once where anything was counted."""
    if not is_counted:
        if poll.votes.count() != voters:
            raise CommandError(f"expected {voters} votes, got {poll.votes.count()}")
        return
    expected = Counter(str(_choice(place)) for place in range(voters))
    counted = dict(poll.counts.filter(count__gt=0).values_list("key", "count"))
    poll.refresh_from_db()
    found = (counted, poll.ballots, poll.votes.count())
    if found != (dict(expected), voters, voters):
        raise CommandError(f"expected {dict(expected)} of {voters} votes, got {found}")
