"""What a moderator should look at twice: links, insults, and what nobody should read aloud about a person.

The asker's name and company go on air beside the wording: what has any of these is flagged "name".

A flag is a hint on the desk. It never keeps a question from being asked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from qa_moderation.facts import FlagName
from qa_moderation.personal_data import has_personal_data
from rooms.links import has_link

IsInsult = Callable[[str], bool]


def nothing_insults(text: str) -> bool:
    """The word list of an event that has none."""
    return False


def flags_of(text: str, is_insult: IsInsult = nothing_insults, *, signed: Iterable[str] = ()) -> list[FlagName]:
    """Return the flags of `text`, which is clean already; `is_insult` knows the event's own words.

    `signed` is the name and the company that it is shown with.
    """
    found = _found_in(text, is_insult)
    if any(_found_in(each, is_insult) for each in signed):
        found.append("name")
    return found


def _found_in(text: str, is_insult: IsInsult) -> list[FlagName]:
    folded = unicodedata.normalize("NFKC", text)
    found: list[FlagName] = []
    if has_link(folded):
        found.append("link")
    if is_insult(text):
        found.append("insult")
    if has_personal_data(folded):
        found.append("personal_data")
    return found
