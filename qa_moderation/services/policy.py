"""The organiser's policy for questions."""

from __future__ import annotations

from django.db import transaction

from events.models import Event
from live.errors import Refusal
from qa_moderation.errors import BAD_POLICY
from qa_moderation.facts import AskersShown, Policy, QuestionPolicyChanged, SetAskersShown
from qa_moderation.graphics.following import graphics_anew
from qa_moderation.graphics.topics import graphics_topic
from qa_moderation.models import Question, QuestionPolicy
from qa_moderation.selectors import (
    events_with_policy,
    policy_record,
    public_questions,
    public_record,
    set_questions,
    set_record,
)
from qa_moderation.services.announcing import Announcements
from qa_moderation.services.moves import lock_questions
from qa_moderation.services.turns import lock_desk
from qa_moderation.topics import desk_topic, questions_topic, set_topic

_IN_ONE_FACT = 200


@transaction.atomic
def change_policy(
    *,
    event_id: int,
    accepts_questions: bool | None = None,
    allows_anonymous: bool | None = None,
    min_chars: int | None = None,
    max_chars: int | None = None,
    ask_interval_s: int | None = None,
    pending_per_person: int | None = None,
    shows_asker: str | None = None,
) -> Policy:
    """Change what is given of the event's policy, and tell every page.

    `shows_asker` is one of AskerShown, for what was asked already as well. Raises Refusal(qa.bad_policy). Locks the
    desk, then the questions.
    """
    lock_desk(event_id)
    policy, _ = QuestionPolicy.objects.get_or_create(event_id=event_id)
    wanted = {
        "accepts_questions": accepts_questions,
        "min_chars": min_chars,
        "max_chars": max_chars,
        "ask_interval_s": ask_interval_s,
        "pending_per_person": pending_per_person,
        "shows_asker": shows_asker,
    }
    for name, value in wanted.items():
        if value is not None:
            setattr(policy, name, value)
    if policy.min_chars > policy.max_chars:
        raise Refusal(BAD_POLICY, f"expected min_chars <= max_chars, got {policy.min_chars} and {policy.max_chars}")
    policy.save()
    if allows_anonymous is not None:
        # Not by save(), whose signal would tell everybody a second time.
        Event.objects.filter(pk=event_id).update(allow_anonymous_questions=allows_anonymous)
    if shows_asker is not None:
        _show_askers(event_id, shows_asker)
    return announce_policy(event_id=event_id)


def _show_askers(event_id: int, shown: str) -> None:
    """Show this much of who asked each question of the event."""
    others = Question.objects.filter(event_id=event_id).exclude(asker_shown=shown)
    ids = list(others.values_list("pk", flat=True))
    if not ids:
        return
    lock_questions(event_id, ids)
    Question.objects.filter(event_id=event_id).update(asker_shown=shown)
    announcements = Announcements()
    public = [public_record(question) for question in public_questions([event_id]).order_by("pk")]
    for start in range(0, len(public), _IN_ONE_FACT):
        announcements.add(questions_topic(event_id), AskersShown(questions=public[start : start + _IN_ONE_FACT]))
    on_set = [set_record(question) for question in set_questions([event_id]).order_by("pk")]
    for start in range(0, len(on_set), _IN_ONE_FACT):
        announcements.add(set_topic(event_id), SetAskersShown(questions=on_set[start : start + _IN_ONE_FACT]))
    for fact in graphics_anew(event_id):
        announcements.add(graphics_topic(event_id), fact)
    announcements.append()


@transaction.atomic
def announce_policy(*, event_id: int) -> Policy:
    """Tell every page the policy as it is now. Locks the desk."""
    lock_desk(event_id)
    record = policy_record(events_with_policy([event_id]).get(event_id))
    announcements = Announcements()
    for topic in (desk_topic(event_id), questions_topic(event_id)):
        announcements.add(topic, QuestionPolicyChanged(policy=record))
    announcements.append()
    return record
