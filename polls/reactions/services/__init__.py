"""What may be done with reactions."""

from polls.reactions.services.policy import change_reactions, hold_reactions
from polls.reactions.services.taps import Taps, count_taps

__all__ = ["Taps", "change_reactions", "count_taps", "hold_reactions"]
