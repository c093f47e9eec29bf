"""What can be done to polls."""

from polls.services.downloads import note_download
from polls.services.erasing import erase_people
from polls.services.graphics import show_graphic, take_graphic
from polls.services.lifecycle import (
    archive_poll,
    arm_poll,
    close_poll,
    disarm_poll,
    open_poll,
    show_results,
    take_back_poll,
    withdraw_poll,
)
from polls.services.preparing import DraftOption, PollDraft, delete_poll, duplicate_poll, order_polls, save_poll
from polls.services.quiz import choose_name
from polls.services.rewriting import rewrite_due
from polls.services.settling import settle_due
from polls.services.texts import hide_text, show_text
from polls.services.voting import Ballot, cast_votes
from polls.services.words import hide_word

__all__ = [
    "Ballot",
    "DraftOption",
    "PollDraft",
    "archive_poll",
    "arm_poll",
    "cast_votes",
    "choose_name",
    "close_poll",
    "delete_poll",
    "disarm_poll",
    "duplicate_poll",
    "erase_people",
    "hide_text",
    "hide_word",
    "note_download",
    "open_poll",
    "order_polls",
    "rewrite_due",
    "save_poll",
    "settle_due",
    "show_graphic",
    "show_results",
    "show_text",
    "take_back_poll",
    "take_graphic",
    "withdraw_poll",
]
