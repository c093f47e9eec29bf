"""What happens in a chat, and the records that tell it.

The audience's records have no field of the crew's, so that none can reach the audience. What a shadow-muted person is
told of their own message has the very fields and values of what others are told of theirs.
"""

from __future__ import annotations

from typing import Literal

from live.facts import Fact, Record

ModeName = Literal["open", "rules_accepted", "crew_only", "off"]
StateName = Literal["visible", "sampled", "held", "shadowed", "hidden", "taken_back"]
SanctionName = Literal["mute", "shadow_mute", "ban"]
ReachName = Literal["all", "you", "held", "hidden", "taken_back"]
ActionName = Literal["refuse", "hold"]
LanguageName = Literal["fr", "en"]
HeldForName = Literal["", "words", "name"]


class ChatPolicy(Record):
    """Who may write in a room, and how."""

    mode: ModeName
    slow_mode_s: int
    allows_links: bool
    max_chars: int


class ChatMessageRecord(Record):
    """A message as everybody sees it. `number` grows by one with each that its room is shown."""

    id: int
    number: int
    author_name: str
    author_company: str
    is_crew: bool
    text: str
    reply_to: int | None
    mentions_crew: bool
    posted_at_ms: int


class MyChatMessage(Record):
    """A message as its author sees it. `reach`: everybody saw it; the room was too busy, so that only the author did;
    it waits for a moderator; a moderator hid it; the author took it back, and pages show it no more."""

    id: int
    room: str
    text: str
    reply_to: int | None
    posted_at_ms: int
    reach: ReachName


class MyChatSanction(Record):
    """Why a person may not write. `until_ms` is None where a moderator has to lift it."""

    kind: Literal["mute", "ban"]
    until_ms: int | None
    reason: str


class DeskChatMessage(Record):
    """A message as the crew sees it. `author_id` is the attendee's, None for the crew's own. `held_for`: what held it
    back when it came, its words or the name and company of who wrote it; "words" also where a word of it came on the
    list after it was shown, and a moderator is asked to look at it (`is_reported`, of nobody)."""

    id: int
    told_number: int
    room: str
    author_id: int | None
    author_name: str
    author_company: str
    is_crew: bool
    text: str
    reply_to: int | None
    mentions_crew: bool
    state: StateName
    held_for: HeldForName
    is_pinned: bool
    reports: int
    is_reported: bool
    posted_at_ms: int
    moved_by: str


class DeskChatSanction(Record):
    """A sanction as the crew sees it; one whose time is over stays until it is lifted or replaced."""

    attendee_id: int
    name: str
    company: str
    kind: SanctionName
    until_ms: int | None
    reason: str
    made_by: str
    made_at_ms: int


class ChatWord(Record):
    """A word (or words) that is refused, or held for a moderator."""

    language: LanguageName
    word: str
    action: ActionName


# --- chat/<event>/<room>


class ChatMessagePosted(Fact):
    """Somebody said this, and everybody sees it: one of a busy room's sample, or what the crew says. Messages with a
    number below `kept_from` leave the list."""

    message: ChatMessageRecord
    kept_from: int


class ChatMessageHidden(Fact):
    """A moderator took a message away, or its author took it back."""

    message_id: int


class ChatMessageRestored(Fact):
    """A moderator brought a hidden message back, to its place."""

    message: ChatMessageRecord


class ChatMessagePinned(Fact):
    """A message stands above the others."""

    message: ChatMessageRecord


class ChatMessageUnpinned(Fact):
    """It does no more."""

    message_id: int


class ChatMessagesErased(Fact):
    """A person was erased, and what they had said with them."""

    message_ids: list[int]


class ChatPolicyChanged(Fact):
    """The crew changed who may write, and how."""

    policy: ChatPolicy


class ChatRulesChanged(Fact):
    """The rules of the chat are others: the event's own by language; where there is none, pages have theirs."""

    rules: dict[LanguageName, str]


# --- my-chat/<event>/<subject>


class MyChatMessagePosted(Fact):
    """This person said something, in any room."""

    message: MyChatMessage


class MyChatMessageMoved(Fact):
    """Something became of a message of this person's."""

    message: MyChatMessage


class MyChatRulesAccepted(Fact):
    """This person accepted the rules."""


class MyChatSanctionChanged(Fact):
    """This person may not write any more, or may again (None)."""

    sanction: MyChatSanction | None


# --- chat-desk/<event>


class DeskChatFact(Fact):
    """Something happened to a message, and this is how it is now; those with a number below `kept_from` leave the list,
    unless something is to be decided about them. Only the kinds of this fact are ever logged."""

    message: DeskChatMessage
    kept_from: int


class DeskChatMessageTold(DeskChatFact):
    """The crew is told of a message: what everybody sees, what is held, and asides that the pace allows."""


class DeskChatMessageMoved(DeskChatFact):
    """A moderator hid, restored, released, pinned or unpinned it, or cleared its reports."""


class DeskChatMessageReported(DeskChatFact):
    """Somebody asks that a moderator look at it, or a word of it is on the list by now."""


class DeskChatPersonErased(Fact):
    """A person was erased, with all that they had said."""

    attendee_id: int


class ChatSanctioned(Fact):
    """A moderator muted, shadow-muted or banned somebody."""

    sanction: DeskChatSanction


class ChatSanctionLifted(Fact):
    """Somebody may write again, or their time was over and the row made room."""

    attendee_id: int


class DeskChatPolicyChanged(Fact):
    """The crew changed a room's policy."""

    room: str
    policy: ChatPolicy


class ChatWordsChanged(Fact):
    """The list of words is another one. `version` grows with each change."""

    words: list[ChatWord]
    version: int
