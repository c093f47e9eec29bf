"""Polls for rehearsals and load tests: complete, and one press from being open."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.models import Event
from polls import services
from polls.models import Kind, Poll


@pytest.mark.parametrize("kind", Kind.values)
def test_seeded_poll_can_be_opened(event: Event, kind: str) -> None:
    said = StringIO()
    call_command("seed_poll", event=event.slug, kind=kind, stdout=said)
    poll = Poll.objects.get(pk=int(said.getvalue()))
    assert (poll.kind, poll.state, poll.is_anonymous, poll.may_change) == (kind, "armed", False, True)
    assert services.open_poll(event_id=event.pk, poll_id=poll.pk, seen=poll.version).state == "open"


def test_seeded_poll_is_as_asked(event: Event) -> None:
    call_command("seed_poll", "--event", event.slug, "--options", "6", "--anonymous", "--final", "--results", "crew")
    poll = Poll.objects.get()
    assert (len(poll.options), poll.is_anonymous, poll.may_change, poll.results) == (6, True, False, "crew")


def test_seed_poll_says_what_is_wrong(event: Event) -> None:
    with pytest.raises(CommandError, match="expected the slug of an event, got 'nowhere'"):
        call_command("seed_poll", "--event", "nowhere")
    with pytest.raises(CommandError, match=r"polls\.bad_poll"):
        call_command("seed_poll", "--event", event.slug, "--options", "99")
