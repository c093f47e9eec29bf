"""The set desks of an event."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from events.text import clean_line
from live.errors import Refusal
from qa_moderation.errors import BAD_FEEDS, FEED_BUSY, UNKNOWN_FEED
from qa_moderation.facts import Feed, FeedsChanged
from qa_moderation.models import Question, SetFeed, State
from qa_moderation.selectors import feeds as feeds_of
from qa_moderation.services.moves import Mover, lock_questions
from qa_moderation.services.themes import log_list, stale_list
from qa_moderation.services.turns import save_desk, turn_at
from qa_moderation.states import MAIN
from qa_moderation.topics import desk_topic, set_topic


def change_feeds(
    *, event_id: int, feeds: Sequence[Feed], seen: int | None = None, mover: Mover
) -> tuple[list[Feed], int]:
    """Give the event these set desks, in this order; return them and the list's version.

    What they show stays with their slugs. Questions of one that goes are the main one's from now on. The main one alone
    may be without a name: pages have one for it. `seen` is the version of the list that was changed; None overwrites
    any. Raises Refusal(qa.bad_feeds, qa.list_stale, qa.feed_busy). Locks the desk, then those questions.
    """
    named = [Feed(slug=feed.slug, name=clean_line(feed.name)[:40]) for feed in feeds]
    names = [feed.name.casefold() for feed in named]
    slugs = [feed.slug for feed in named]
    if MAIN not in slugs or len(set(slugs)) < len(slugs) or len(set(names)) < len(names):
        raise Refusal(BAD_FEEDS, f"expected slugs and names that differ, with {MAIN!r} among them, got {slugs}")
    if any(not feed.name and feed.slug != MAIN for feed in named):
        raise Refusal(BAD_FEEDS, "expected a name with visible characters for each set desk")
    with turn_at(event_id) as turn:
        before = msgspec.to_builtins([feed.record for feed in feeds_of([event_id])[event_id]])
        if seen is not None and seen != turn.desk.feeds_version:
            raise stale_list("feeds", before, event_id=event_id, seen=seen, version=turn.desk.feeds_version)
        lost = Question.objects.filter(event_id=event_id).exclude(feed__in=slugs)
        busy = lost.filter(state__in=(State.ON_DECK, State.ON_AIR)).values_list("feed", flat=True).first()
        if busy is not None:
            raise Refusal(FEED_BUSY, f"expected nothing on deck or on air of {busy!r}", {"feed": busy})
        lock_questions(event_id, list(lost.values_list("pk", flat=True)))
        lost.update(feed=MAIN)
        SetFeed.objects.filter(event_id=event_id).exclude(slug__in=slugs).delete()
        for position, feed in enumerate(named):
            SetFeed.objects.update_or_create(
                event_id=event_id, slug=feed.slug, defaults={"name": feed.name, "position": position}
            )
        turn.desk.feeds_version = version = turn.desk.feeds_version + 1
        save_desk(turn.desk, "feeds_version")
        log_list("feeds", msgspec.to_builtins(named), before, event_id=event_id, version=version, mover=mover)
        for topic in (desk_topic(event_id), set_topic(event_id)):
            turn.announcements.add(topic, FeedsChanged(feeds=named, version=version))
        return named, version


def guard_feed(event_id: int, slug: str) -> None:
    """Raise Refusal(qa.unknown_feed) when the event has no set desk `slug`."""
    if slug != MAIN and not SetFeed.objects.filter(event_id=event_id, slug=slug).exists():
        raise Refusal(UNKNOWN_FEED, f"expected a set desk of event {event_id}, got {slug!r}")
