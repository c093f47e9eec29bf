"""The codes of what is refused here."""

from __future__ import annotations

from live.errors import register_code

OFF = register_code(
    "reactions.off", "No reactions now; details.because says whose decision it is: service_level, organiser or phase."
)
UNKNOWN_EMOJI = register_code("reactions.unknown_emoji", "The event has no such reaction, or no longer.")
TOO_MANY = register_code("reactions.too_many", "A command holds details.limit taps at most, of all emoji together.")
NOT_REGISTERED = register_code("reactions.not_registered", "The ticket is no attendee's.")
BAD_LIST = register_code(
    "reactions.bad_list",
    "The list of emoji cannot be taken; details.because says why: not_one_emoji or twice (details.place), empty, "
    "too_many.",
)
