"""The event's own themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from events.text import clean_line
from live.errors import Refusal
from live.facts import JSON
from qa_moderation.errors import BAD_THEMES, LIST_STALE, UNKNOWN_THEME
from qa_moderation.facts import Theme as ThemeRecord
from qa_moderation.facts import ThemesChanged
from qa_moderation.models import Question, Theme
from qa_moderation.selectors import themes as themes_of
from qa_moderation.services.decisions import log_arrangement, who_arranged
from qa_moderation.services.moves import Mover, lock_questions
from qa_moderation.services.turns import save_desk, turn_at
from qa_moderation.topics import desk_topic, set_topic


@dataclass(frozen=True, slots=True)
class WantedTheme:
    """A theme as it shall be; `id` is None for a new one, `colour` is `#rrggbb`."""

    id: int | None
    name: str
    colour: str


def change_themes(
    *, event_id: int, themes: Sequence[WantedTheme], seen: int | None = None, mover: Mover
) -> tuple[list[ThemeRecord], int]:
    """Give the event these themes, in this order; return them and the list's version.

    Questions of one that is not among them have none from now on. `seen` is the version of the list that was changed;
    None overwrites any. Raises Refusal(qa.bad_themes, qa.list_stale, qa.unknown_theme). Locks the desk, then those
    questions.
    """
    names = [clean_line(theme.name)[:40] for theme in themes]
    kept = [theme.id for theme in themes if theme.id is not None]
    if not all(names) or len({name.casefold() for name in names}) < len(names) or len(set(kept)) < len(kept):
        raise Refusal(BAD_THEMES, f"expected names with visible characters that differ, each theme once, got {names}")
    with turn_at(event_id) as turn:
        before = msgspec.to_builtins(themes_of([event_id])[event_id])
        if seen is not None and seen != turn.desk.themes_version:
            raise stale_list("themes", before, event_id=event_id, seen=seen, version=turn.desk.themes_version)
        known = Theme.objects.filter(event_id=event_id).in_bulk()
        for theme_id in kept:
            _guard_known(theme_id in known, event_id, theme_id)
        lost = [theme_id for theme_id in known if theme_id not in kept]
        lock_questions(event_id, list(Question.objects.filter(theme_id__in=lost).values_list("pk", flat=True)))
        Theme.objects.filter(pk__in=lost).delete()
        for position, (theme, name) in enumerate(zip(themes, names, strict=True)):
            values = {"name": name, "colour": theme.colour.lower(), "position": position}
            if theme.id is None:
                Theme.objects.create(event_id=event_id, **values)
            else:
                Theme.objects.filter(pk=theme.id).update(**values)
        turn.desk.themes_version = version = turn.desk.themes_version + 1
        save_desk(turn.desk, "themes_version")
        changed = themes_of([event_id])[event_id]
        log_list("themes", msgspec.to_builtins(changed), before, event_id=event_id, version=version, mover=mover)
        for topic in (desk_topic(event_id), set_topic(event_id)):
            turn.announcements.add(topic, ThemesChanged(themes=changed, version=version))
        return changed, version


def log_list(name: str, now: JSON, before: JSON, *, event_id: int, version: int, mover: Mover) -> None:
    """Write who changed a list of the event, in the transaction of the change; `name` is the action's as well."""
    log_arrangement(
        event_id=event_id, mover=mover, action=name, version=version, details={name: now}, before={name: before}
    )


def stale_list(name: str, now: JSON, *, event_id: int, seen: int, version: int) -> Refusal:
    """Return the refusal of a change to a list that another has changed meanwhile; it says who did."""
    message = f"expected version {version} of the {name}, got {seen}; look again"
    return Refusal(LIST_STALE, message, {name: now, "version": version, **who_arranged(event_id, name, version)})


def guard_theme(event_id: int, theme_id: int) -> None:
    """Raise Refusal(qa.unknown_theme) when the event has no such theme."""
    _guard_known(Theme.objects.filter(pk=theme_id, event_id=event_id).exists(), event_id, theme_id)


def _guard_known(known: bool, event_id: int, theme_id: int) -> None:
    if not known:
        raise Refusal(UNKNOWN_THEME, f"expected a theme of event {event_id}, got {theme_id}")
