"""What stands beside a text: names and companies, looked at by the same filter. For all that shows who says it."""

from __future__ import annotations

from collections.abc import Iterable

from rooms.facts import ChatWord
from rooms.links import has_link, has_mail
from rooms.words import verdict


def is_doubtful(shown: Iterable[str], words: Iterable[ChatWord], *, allows_links: bool = False) -> bool:
    """Whether one of the lines `shown` beside a text (a name, a company) would not pass as a text itself.

    Each is a line for itself: "Sale" at "Arabe & Co" is no insult. `words` are the event's own.
    """
    listed, lines = tuple(words), [line for line in shown if line]
    together = "\n".join(lines)
    if not allows_links and (has_link(together) or has_mail(together)):
        return True
    return any(verdict(line, listed) is not None for line in lines)
