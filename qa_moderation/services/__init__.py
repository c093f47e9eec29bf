"""What may be done with questions."""

from qa_moderation.services.answering import answer_in_writing
from qa_moderation.services.asking import NewQuestion, ask_questions, withdraw_question
from qa_moderation.services.bulk import Seen, act_on_many, undo_moves
from qa_moderation.services.claims import claim_question, release_question
from qa_moderation.services.comparing import compare_all, compare_questions
from qa_moderation.services.composing import compose_question
from qa_moderation.services.cursors import point_at
from qa_moderation.services.deck import order_deck, put_back, recall_from_set, send_to_set
from qa_moderation.services.downloads import note_download
from qa_moderation.services.erasing import erase_people
from qa_moderation.services.feeds import change_feeds
from qa_moderation.services.flagging import flag_all, flag_questions
from qa_moderation.services.kept_views import delete_view, save_view
from qa_moderation.services.merging import merge_question
from qa_moderation.services.moderation import approve_question, reject_question
from qa_moderation.services.moves import Mover
from qa_moderation.services.notes import note_question
from qa_moderation.services.on_air import answer_question, skip_question, take_question
from qa_moderation.services.parking import park_on_set, park_question
from qa_moderation.services.policy import announce_policy, change_policy
from qa_moderation.services.prompts import change_prompt, see_prompt
from qa_moderation.services.sorting import assign_question, reword_question, sort_question
from qa_moderation.services.themes import WantedTheme, change_themes
from qa_moderation.services.upvotes import Vote, Voted, cast_upvotes, take_back_upvotes
from qa_moderation.services.webhooks import deliver_due, forget_deliveries, owe_test, save_webhook

__all__ = [
    "Mover",
    "NewQuestion",
    "Seen",
    "Vote",
    "Voted",
    "WantedTheme",
    "act_on_many",
    "announce_policy",
    "answer_in_writing",
    "answer_question",
    "approve_question",
    "ask_questions",
    "assign_question",
    "cast_upvotes",
    "change_feeds",
    "change_policy",
    "change_prompt",
    "change_themes",
    "claim_question",
    "compare_all",
    "compare_questions",
    "compose_question",
    "delete_view",
    "deliver_due",
    "erase_people",
    "flag_all",
    "flag_questions",
    "forget_deliveries",
    "merge_question",
    "note_download",
    "note_question",
    "order_deck",
    "owe_test",
    "park_on_set",
    "park_question",
    "point_at",
    "put_back",
    "recall_from_set",
    "reject_question",
    "release_question",
    "reword_question",
    "save_view",
    "save_webhook",
    "see_prompt",
    "send_to_set",
    "skip_question",
    "sort_question",
    "take_back_upvotes",
    "take_question",
    "undo_moves",
    "withdraw_question",
]
