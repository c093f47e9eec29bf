"""What may be done with graphics."""

from qa_moderation.graphics.services.keys import make_key, note_key_in_use, revoke_key
from qa_moderation.graphics.services.showing import change_auto_hide, hide_graphic, show_graphic
from qa_moderation.graphics.services.ticker import NewLine, set_ticker

__all__ = [
    "NewLine",
    "change_auto_hide",
    "hide_graphic",
    "make_key",
    "note_key_in_use",
    "revoke_key",
    "set_ticker",
    "show_graphic",
]
