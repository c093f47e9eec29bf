"""Names that several pages of the studio say."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polls.models import AudiencePart, Poll, TextState

CONTINENT_NAMES = {
    "africa": gettext_lazy("Africa"),
    "antarctica": gettext_lazy("Antarctica"),
    "asia": gettext_lazy("Asia"),
    "europe": gettext_lazy("Europe"),
    "north-america": gettext_lazy("North America"),
    "oceania": gettext_lazy("Oceania"),
    "south-america": gettext_lazy("South America"),
}

STATE_NAMES = {
    TextState.WAITING: gettext_lazy("not read yet"),
    TextState.SHOWN: gettext_lazy("shown"),
    TextState.HIDDEN: gettext_lazy("kept back"),
}


def audience_text(poll: Poll) -> str:
    """Return who is asked, in words."""
    match poll.audience:
        case AudiencePart.CONTINENT:
            return str(CONTINENT_NAMES.get(poll.audience_value, poll.audience_value))
        case AudiencePart.COMPANY:
            return poll.audience_value
        case _:
            return _("Everybody")
