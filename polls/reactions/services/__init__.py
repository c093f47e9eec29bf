"""What may be done with reactions."""

from polls.reactions.services.policy import announce_reactions, change_reactions
from polls.reactions.services.taps import Taps, count_taps

__all__ = ["Taps", "announce_reactions", "change_reactions", "count_taps"]
