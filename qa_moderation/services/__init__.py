"""What may be done with questions."""

from qa_moderation.services.asking import NewQuestion, ask_questions, withdraw_question
from qa_moderation.services.comparing import compare_all, compare_questions
from qa_moderation.services.deck import order_deck, put_back, recall_from_set, send_to_set
from qa_moderation.services.moderation import approve_question, reject_question
from qa_moderation.services.moves import Mover
from qa_moderation.services.on_air import answer_question, skip_question, take_question
from qa_moderation.services.policy import announce_policy, change_policy
from qa_moderation.services.upvotes import Vote, cast_upvotes, take_back_upvotes

__all__ = [
    "Mover",
    "NewQuestion",
    "Vote",
    "announce_policy",
    "answer_question",
    "approve_question",
    "ask_questions",
    "cast_upvotes",
    "change_policy",
    "compare_all",
    "compare_questions",
    "order_deck",
    "put_back",
    "recall_from_set",
    "reject_question",
    "send_to_set",
    "skip_question",
    "take_back_upvotes",
    "take_question",
    "withdraw_question",
]
