"""What may be done in a chat."""

from rooms.services.clearing import clear_reports, hide_message, release_message, restore_message
from rooms.services.decisions import Moderator, note_download
from rooms.services.erasing import erase_people
from rooms.services.pinning import pin_message, unpin_message
from rooms.services.policy import change_policy, change_rules, change_words, open_room
from rooms.services.posting import NewMessage, post_messages
from rooms.services.reporting import Report, report_messages
from rooms.services.rules import accept_rules
from rooms.services.sanctions import lift_sanction, sanction_person
from rooms.services.saying import say_as_crew
from rooms.services.taking_back import OwnMessage, take_back_messages

__all__ = [
    "Moderator",
    "NewMessage",
    "OwnMessage",
    "Report",
    "accept_rules",
    "change_policy",
    "change_rules",
    "change_words",
    "clear_reports",
    "erase_people",
    "hide_message",
    "lift_sanction",
    "note_download",
    "open_room",
    "pin_message",
    "post_messages",
    "release_message",
    "report_messages",
    "restore_message",
    "sanction_person",
    "say_as_crew",
    "take_back_messages",
    "unpin_message",
]
