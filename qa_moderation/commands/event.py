"""What is arranged for all questions of an event: themes, set desks and what they show, kept views, the policy."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import msgspec

from live.commands import CommandContext, Result, command
from live.facts import Args
from qa_moderation import services
from qa_moderation.commands.shapes import Chars, Id, Slug, Version, mover_of, told
from qa_moderation.facts import Feed
from qa_moderation.limits import FEEDS, THEMES
from qa_moderation.services import WantedTheme
from qa_moderation.topics import DESK_ROLES, SET_ROLES

_LEADERS = frozenset({"director", "organiser"})
Name = Annotated[str, msgspec.Meta(max_length=40)]
Maker = Annotated[str, msgspec.Meta(max_length=80)]
Colour = Annotated[str, msgspec.Meta(pattern=r"^#[0-9a-fA-F]{6}$")]
Seen = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
"""The version of a list; 0 is that of one that nobody has changed."""
Moment = Annotated[int, msgspec.Meta(ge=0, le=4_102_444_800_000)]
"""UTC milliseconds, before the year 2100."""


class ThemeToKeep(Args):
    """A theme as it shall be; `id` is null for a new one."""

    id: Id | None
    name: Name
    colour: Colour


class ChangeThemes(Args):
    """Have these themes, in this order, and no others, in the place of the list whose version was `seen`."""

    themes: Annotated[list[ThemeToKeep], msgspec.Meta(max_length=THEMES)]
    seen: Seen


class FeedToKeep(Args):
    """A set desk as it shall be; "main" may be without a name."""

    slug: Slug
    name: Name


class ChangeFeeds(Args):
    """Have these set desks, in this order, and no others, in the place of the list whose version was `seen`.

    "main" is one of them.
    """

    feeds: Annotated[list[FeedToKeep], msgspec.Meta(max_length=FEEDS)]
    seen: Seen


class ChangePrompt(Args):
    """Show a note, a countdown or both on a set desk which showed what had `version`; what is not given stays."""

    feed: Slug
    version: Version
    note: Annotated[str, msgspec.Meta(max_length=200)] | msgspec.UnsetType = msgspec.UNSET
    countdown_until_ms: Moment | msgspec.UnsetType | None = msgspec.UNSET


class SeePrompt(Args):
    """Say that what a set desk shows was read."""

    feed: Slug
    version: Version


class SaveView(Args):
    """Keep a filter of the desk for all; `query` is that of the desk's address.

    To replace another's view of this name, `of` says whose (its `by`).
    """

    name: Name
    query: Annotated[str, msgspec.Meta(max_length=300)]
    of: Maker = ""


class DeleteView(Args):
    """Keep a filter no longer. To delete another's, `of` says whose (its `by`)."""

    view_id: Id
    of: Maker = ""


class ChangePolicy(Args):
    """Change what is given."""

    accepts_questions: bool | None = None
    min_chars: Chars | None = None
    max_chars: Chars | None = None


@command("desk.change_themes", ChangeThemes, roles=DESK_ROLES)
def change_themes(context: CommandContext, args: ChangeThemes) -> Result:
    """Change the themes; the result is all of them, and the list's version."""
    wanted = [WantedTheme(id=theme.id, name=theme.name, colour=theme.colour) for theme in args.themes]
    themes, version = services.change_themes(
        event_id=context.ticket.event_id, themes=wanted, seen=args.seen, mover=mover_of(context)
    )
    return {"themes": msgspec.to_builtins(themes), "version": version}


@command("desk.change_feeds", ChangeFeeds, roles=_LEADERS)
def change_feeds(context: CommandContext, args: ChangeFeeds) -> Result:
    """Change the set desks; the result is all of them, and the list's version."""
    wanted = [Feed(slug=feed.slug, name=feed.name) for feed in args.feeds]
    feeds, version = services.change_feeds(
        event_id=context.ticket.event_id, feeds=wanted, seen=args.seen, mover=mover_of(context)
    )
    return {"feeds": msgspec.to_builtins(feeds), "version": version}


@command("set.prompt", ChangePrompt, roles=DESK_ROLES)
def change_prompt(context: CommandContext, args: ChangePrompt) -> Result:
    """Change what a set desk shows; the result is that."""
    until_ms = args.countdown_until_ms
    prompt = services.change_prompt(
        event_id=context.ticket.event_id,
        feed=args.feed,
        version=args.version,
        note=args.note,
        countdown_until=datetime.fromtimestamp(until_ms / 1000, UTC) if isinstance(until_ms, int) else until_ms,
        mover=mover_of(context),
    )
    return told("prompt", prompt)


@command("set.see", SeePrompt, roles=SET_ROLES)
def see_prompt(context: CommandContext, args: SeePrompt) -> Result:
    """Note that it was read; the result is what the set desk shows."""
    return told("prompt", services.see_prompt(event_id=context.ticket.event_id, feed=args.feed, version=args.version))


@command("desk.save_view", SaveView, roles=DESK_ROLES)
def save_view(context: CommandContext, args: SaveView) -> Result:
    """Keep a view; the result is all of them."""
    views = services.save_view(
        event_id=context.ticket.event_id, name=args.name, query=args.query, of=args.of, mover=mover_of(context)
    )
    return {"views": msgspec.to_builtins(views)}


@command("desk.delete_view", DeleteView, roles=DESK_ROLES)
def delete_view(context: CommandContext, args: DeleteView) -> Result:
    """Delete a view; the result is those that are left."""
    views = services.delete_view(
        event_id=context.ticket.event_id, view_id=args.view_id, of=args.of, mover=mover_of(context)
    )
    return {"views": msgspec.to_builtins(views)}


@command("desk.change_policy", ChangePolicy, roles=_LEADERS)
def change_policy(context: CommandContext, args: ChangePolicy) -> Result:
    """Change the event's policy; the result is the policy."""
    policy = services.change_policy(
        event_id=context.ticket.event_id,
        accepts_questions=args.accepts_questions,
        min_chars=args.min_chars,
        max_chars=args.max_chars,
    )
    return told("policy", policy)
