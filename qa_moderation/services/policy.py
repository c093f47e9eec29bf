"""The organiser's policy for questions."""

from __future__ import annotations

from django.db import transaction

from events.models import Event
from live.errors import Refusal
from qa_moderation.errors import BAD_POLICY
from qa_moderation.facts import Policy, QuestionPolicyChanged
from qa_moderation.models import QuestionPolicy
from qa_moderation.selectors import events_with_policy, policy_record
from qa_moderation.services.announcing import Announcements
from qa_moderation.services.turns import lock_desk
from qa_moderation.topics import desk_topic, questions_topic


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
) -> Policy:
    """Change what is given of the event's policy, and tell every page.

    Raises Refusal(qa.bad_policy). Locks the desk.
    """
    lock_desk(event_id)
    policy, _ = QuestionPolicy.objects.get_or_create(event_id=event_id)
    wanted = {
        "accepts_questions": accepts_questions,
        "min_chars": min_chars,
        "max_chars": max_chars,
        "ask_interval_s": ask_interval_s,
        "pending_per_person": pending_per_person,
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
    return announce_policy(event_id=event_id)


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
