"""The topics of chat: a room's, a person's own, and the crew's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from live.facts import JSON, Fact
from live.tickets import ATTENDEE, Ticket
from live.topics import TopicKind, register_topic, topic_event_id, topic_key, topic_subject
from rooms import facts, selectors
from rooms.selectors import STAGE
from rooms.states import (
    POSTED,
    ChatDeskState,
    ChatState,
    MyChatState,
    on_desk,
    with_own,
    with_shown,
    without,
)

DESK_ROLES = frozenset({"moderator", "director", "organiser"})
CREW_ROLES = DESK_ROLES | {"host", "technician", "speaker"}
AUDIENCE_ROLES = CREW_ROLES | {ATTENDEE}


def chat_topic(event_id: int, room: str = STAGE) -> str:
    """Return the name of a room's topic."""
    return f"chat/{event_id}/{room}"


def my_chat_topic(event_id: int, subject: str) -> str:
    """Return the name of one attendee's topic; `subject` as in tickets ("a12")."""
    return f"my-chat/{event_id}/{subject}"


def chat_desk_topic(event_id: int) -> str:
    """Return the name of the crew's topic."""
    return f"chat-desk/{event_id}"


@register_topic
class ChatTopic(TopicKind[ChatState]):
    """What is said in a room, as everybody reads it: of a crowd's words a sample, and how many there were."""

    prefix = "chat"
    keyed = True
    state_type = ChatState
    fact_types = (
        facts.ChatMessagePosted,
        facts.ChatMessageHidden,
        facts.ChatMessageRestored,
        facts.ChatMessagePinned,
        facts.ChatMessageUnpinned,
        facts.ChatMessagesErased,
        facts.ChatPolicyChanged,
        facts.ChatRulesChanged,
    )

    def snapshots(self, names: Sequence[str]) -> dict[str, ChatState]:
        """Read rooms, messages and desks: three queries, four where a stage has no row yet."""
        wanted = {(topic_event_id(name), topic_key(name)): name for name in names}
        rooms = selectors.rooms_by_name(wanted)
        desks = selectors.desks_of({event_id for event_id, _ in wanted})
        shown = selectors.shown_messages(rooms.values())
        states = {}
        for key, room in rooms.items():
            messages, pinned = shown.get(room.pk, ([], []))
            states[wanted[key]] = ChatState(
                policy=selectors.policy_record(room),
                rules=selectors.rules_of(desks.get(key[0])),
                pinned=[selectors.message_record(message) for message in pinned],
                messages=[selectors.message_record(message) for message in messages],
                kept_from=selectors.shown_from(room),
                posted=room.posted_count,
            )
        return states

    def apply(self, state: ChatState, fact: Fact) -> ChatState:
        """Put a message in its place, or take it away."""
        replace = msgspec.structs.replace
        match fact:
            case facts.ChatMessagePosted():
                kept_from = max(state.kept_from, fact.kept_from)
                messages = with_shown(state.messages, fact.message, kept_from)
                return replace(state, messages=messages, kept_from=kept_from)
            case facts.ChatMessageRestored():
                return replace(state, messages=with_shown(state.messages, fact.message, state.kept_from))
            case facts.ChatMessageHidden():
                return self._without(state, [fact.message_id])
            case facts.ChatMessagesErased():
                return self._without(state, fact.message_ids)
            case facts.ChatMessagePinned():
                return replace(state, pinned=[*without(state.pinned, [fact.message.id]), fact.message])
            case facts.ChatMessageUnpinned():
                return replace(state, pinned=without(state.pinned, [fact.message_id]))
            case facts.ChatPolicyChanged():
                return replace(state, policy=fact.policy)
            case facts.ChatRulesChanged():
                return replace(state, rules=fact.rules)
            case _:
                raise TypeError(f"expected a fact of {self.prefix!r}, got {type(fact).__name__}")

    def _without(self, state: ChatState, ids: Sequence[int]) -> ChatState:
        return msgspec.structs.replace(state, messages=without(state.messages, ids), pinned=without(state.pinned, ids))

    def apply_values(self, state: ChatState, values: Mapping[str, JSON]) -> ChatState:
        """Take how many were posted."""
        return msgspec.structs.replace(state, posted=values[POSTED])

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Everybody who registered, and the crew. Not guests."""
        return not ticket.roles.isdisjoint(AUDIENCE_ROLES)


@register_topic
class MyChatTopic(TopicKind[MyChatState]):
    """What became of one's own messages, and whether one may write."""

    prefix = "my-chat"
    state_type = MyChatState
    fact_types = (
        facts.MyChatMessagePosted,
        facts.MyChatMessageMoved,
        facts.MyChatRulesAccepted,
        facts.MyChatSanctionChanged,
    )
    personal = True
    initial = MyChatState(rules_accepted=False, sanction=None, messages=[])

    def snapshots(self, names: Sequence[str]) -> dict[str, MyChatState]:
        """Read acceptances, sanctions and messages of all these people: three queries."""
        people = {name: _person(name) for name in names}
        ids = {attendee_id for _, attendee_id in people.values()}
        accepted, sanctions = selectors.who_accepted(ids), selectors.sanctions_of(ids)
        own = selectors.own_messages(people.values())
        return {
            name: MyChatState(
                rules_accepted=person[1] in accepted,
                sanction=selectors.my_sanction_record(sanctions.get(person[1])),
                messages=own.get(person, []),
            )
            for name, person in people.items()
        }

    def apply(self, state: MyChatState, fact: Fact) -> MyChatState:
        """Put the message in its place, or note what was decided."""
        replace = msgspec.structs.replace
        match fact:
            case facts.MyChatMessagePosted():
                return replace(state, messages=with_own(state.messages, fact.message))
            case facts.MyChatMessageMoved():
                # One that has left the list does not come back for it.
                known = any(own.id == fact.message.id for own in state.messages)
                return replace(state, messages=with_own(state.messages, fact.message)) if known else state
            case facts.MyChatRulesAccepted():
                return replace(state, rules_accepted=True)
            case facts.MyChatSanctionChanged():
                return replace(state, sanction=fact.sanction)
            case _:
                raise TypeError(f"expected a fact of {self.prefix!r}, got {type(fact).__name__}")

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """The attendee alone."""
        return ATTENDEE in ticket.roles and ticket.subject == topic_subject(name)


def _person(name: str) -> selectors.Person:
    # A subject that is no attendee's (crew, guest) has said nothing: no attendee has the id 0.
    subject = topic_subject(name)
    is_attendee = subject.startswith("a") and subject[1:].isdecimal()
    return topic_event_id(name), int(subject[1:]) if is_attendee else 0


@register_topic
class ChatDeskTopic(TopicKind[ChatDeskState]):
    """What moderators keep clean: all rooms of an event."""

    prefix = "chat-desk"
    state_type = ChatDeskState
    fact_types = (
        facts.DeskChatMessageTold,
        facts.DeskChatMessageMoved,
        facts.DeskChatMessageReported,
        facts.DeskChatPersonErased,
        facts.ChatSanctioned,
        facts.ChatSanctionLifted,
        facts.DeskChatPolicyChanged,
        facts.ChatWordsChanged,
    )

    def snapshots(self, names: Sequence[str]) -> dict[str, ChatDeskState]:
        """Read desks, rooms, messages and sanctions: four queries."""
        events = {topic_event_id(name): name for name in names}
        desks, rooms = selectors.desks_of(events), selectors.rooms_of_events(events)
        messages, sanctions = selectors.told_messages(events), selectors.sanctions_of_events(events)
        states = {}
        for event_id, name in events.items():
            desk = desks.get(event_id)
            states[name] = ChatDeskState(
                policies={slug: selectors.policy_record(room) for slug, room in rooms[event_id].items()},
                messages=messages.get(event_id, []),
                kept_from=selectors.told_from(desk),
                sanctions=sanctions.get(event_id, {}),
                words=list(selectors.words_of(desk)),
                words_version=desk.words_version if desk else 0,
                posted={slug: room.posted_count for slug, room in rooms[event_id].items() if room.posted_count},
            )
        return states

    def apply(self, state: ChatDeskState, fact: Fact) -> ChatDeskState:
        """Put the message in its place, drop what the window has left, take what was decided."""
        replace = msgspec.structs.replace
        match fact:
            case facts.DeskChatFact():
                kept_from = max(state.kept_from, fact.kept_from)
                others = [other for other in state.messages if other.id != fact.message.id]
                return replace(state, messages=on_desk([*others, fact.message], kept_from), kept_from=kept_from)
            case facts.DeskChatPersonErased():
                messages = [message for message in state.messages if message.author_id != fact.attendee_id]
                return replace(state, messages=messages, sanctions=_lifted(state, fact.attendee_id))
            case facts.ChatSanctioned():
                return replace(state, sanctions={**state.sanctions, str(fact.sanction.attendee_id): fact.sanction})
            case facts.ChatSanctionLifted():
                return replace(state, sanctions=_lifted(state, fact.attendee_id))
            case facts.DeskChatPolicyChanged():
                return replace(state, policies={**state.policies, fact.room: fact.policy})
            case facts.ChatWordsChanged():
                return replace(state, words=fact.words, words_version=fact.version)
            case _:
                raise TypeError(f"expected a fact of {self.prefix!r}, got {type(fact).__name__}")

    def apply_values(self, state: ChatDeskState, values: Mapping[str, JSON]) -> ChatDeskState:
        """Take how many were posted in each room."""
        counts = {key.removeprefix(f"{POSTED}/"): count for key, count in values.items()}
        return msgspec.structs.replace(state, posted={**state.posted, **counts})

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        """Moderators, directors, organisers."""
        return not ticket.roles.isdisjoint(DESK_ROLES)


def _lifted(state: ChatDeskState, attendee_id: int) -> dict[str, facts.DeskChatSanction]:
    return {key: sanction for key, sanction in state.sanctions.items() if key != str(attendee_id)}
