"""The desk as a client that keeps only what it needs: ids, versions, states, and what a move has to know beside."""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class Claim(msgspec.Struct, gc=False):
    """Who works on a question, until when (UTC)."""

    subject: str
    until_ms: int


class Similar(msgspec.Struct, gc=False):
    """A question that may say the same."""

    question_id: int


class Card(msgspec.Struct, gc=False):
    """A question, without its words."""

    id: int
    state: str
    version: int
    feed: str = "main"
    theme_id: int | None = None
    priority: int = 0
    claim: Claim | None = None
    similar: list[Similar] = []
    merged_into: int | None = None

    @property
    def essence(self) -> tuple[object, ...]:
        """What two clients must agree on."""
        return self.id, self.state, self.version, self.feed, self.theme_id, self.priority, self.merged_into


class Deck(msgspec.Struct, gc=False):
    """What waits on the set, next first."""

    version: int = 0
    question_ids: list[int] = []


class Theme(msgspec.Struct, gc=False):
    """One of the event's themes."""

    id: int


class Feed(msgspec.Struct, gc=False):
    """A set desk."""

    slug: str


class State(msgspec.Struct):
    """A snapshot of desk/<event> or set/<event>."""

    questions: dict[str, Card]
    deck: Deck
    upvotes: dict[str, int]
    themes: list[Theme] = []


class Data(msgspec.Struct, gc=False):
    """What the facts of the crew carry; each kind has some of it."""

    question: Card | None = None
    into: Card | None = None
    also: Card | None = None
    deck: Deck | None = None
    evicted_id: int | None = None
    question_id: int = 0
    claim: Claim | None = None
    similar: list[Similar] | None = None
    themes: list[Theme] | None = None
    feeds: list[Feed] | None = None
    question_ids: list[int] = []
    changed: list[Card] = []


class Fact(msgspec.Struct, gc=False):
    """A fact of the crew's topics."""

    offset: int
    kind: str
    data: Data


class Message(msgspec.Struct, gc=False):
    """A message to the crew. Fields that its type lacks are empty."""

    type: str
    topic: str = ""
    offset: int = 0
    facts: list[Fact] = []
    state: msgspec.Raw = msgspec.Raw(b"")
    values: msgspec.Raw = msgspec.Raw(b"")
    id: str = ""
    code: str = ""
    message: str = ""
    result: msgspec.Raw = msgspec.Raw(b"")


decode_frame = msgspec.json.Decoder(list[Message]).decode
decode_state = msgspec.json.Decoder(State).decode
_decode_values = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode

Hears = Callable[[Fact], None]


class OutOfOrder(Exception):
    """A fact was not the next one."""


class Board:
    """The state of one crew topic, from its snapshot and its facts. `hears` is told of each fact applied."""

    def __init__(self, hears: Hears | None = None) -> None:
        self.cards: dict[int, Card] = {}
        self.gone: dict[int, Card] = {}
        """Questions that left the lists, as they were then."""
        self.by_state: dict[str, dict[int, None]] = {}
        """The ids of the questions in a state, in the order in which they came to it."""
        self.deck = Deck()
        self.themes: list[int] = []
        self.upvotes: dict[int, int] = {}
        self.offset = -1
        self._hears = hears

    @property
    def is_in(self) -> bool:
        """Whether there was a snapshot."""
        return self.offset >= 0

    @property
    def open_count(self) -> int:
        """Questions of which something may still become."""
        return sum(self.count(state) for state in ("pending", "approved", "on_deck", "on_air", "parked"))

    @property
    def visible_count(self) -> int:
        """Questions that the audience sees and may upvote."""
        return sum(self.count(state) for state in ("approved", "on_deck", "on_air"))

    def count(self, state: str) -> int:
        """How many questions are in `state`."""
        return len(self.by_state.get(state, ()))

    def ids(self, state: str) -> list[int]:
        """The ids in `state`, the earliest there first."""
        return list(self.by_state.get(state, ()))

    def apply(self, message: Message) -> None:
        """Take a message of the topic. Raises OutOfOrder."""
        if message.type == "snapshot":
            self._replace(message.offset, decode_state(message.state))
        elif message.type == "facts":
            for fact in message.facts:
                if fact.offset != self.offset + 1:
                    raise OutOfOrder(f"expected fact {self.offset + 1} of {message.topic}, got {fact.offset}")
                self.offset = fact.offset
                self._take(fact)
        elif message.type == "values":
            for key, count in _decode_values(message.values).items():
                if key.startswith("upvotes/"):
                    self.upvotes[int(key.removeprefix("upvotes/"))] = msgspec.json.decode(count)

    def essence(self) -> dict[int, tuple[object, ...]]:
        """What two clients must agree on, by question."""
        return {id: card.essence for id, card in self.cards.items()}

    def _replace(self, offset: int, state: State) -> None:
        self.cards, self.by_state = {}, {}
        for card in state.questions.values():
            self._put(card)
        self.deck, self.offset = state.deck, offset
        self.themes = [theme.id for theme in state.themes]
        self.upvotes = {int(id): count for id, count in state.upvotes.items()}

    def _take(self, fact: Fact) -> None:
        data = fact.data
        if fact.kind == "QuestionsErased":
            for id in data.question_ids:
                self._drop(id)
        for card in (data.question, data.into, data.also, *data.changed):
            if card is not None:
                self._put(card)
        if data.evicted_id is not None:
            self._drop(data.evicted_id)
        if data.deck is not None:
            self.deck = data.deck
        if data.themes is not None:
            self.themes = [theme.id for theme in data.themes]
            for card in self.cards.values():
                card.theme_id = card.theme_id if card.theme_id in self.themes else None
        if data.feeds is not None:
            slugs = {feed.slug for feed in data.feeds}
            for card in self.cards.values():
                card.feed = card.feed if card.feed in slugs else "main"
        known = self.cards.get(data.question_id)
        if known is not None and fact.kind == "QuestionClaimed":
            known.claim = data.claim
        if known is not None and data.similar is not None:
            known.similar = data.similar
        if self._hears is not None:
            self._hears(fact)

    def _put(self, card: Card) -> None:
        known = self.cards.get(card.id)
        if known is not None and known.state != card.state:
            self.by_state[known.state].pop(card.id, None)
        self.cards[card.id] = card
        self.by_state.setdefault(card.state, {})[card.id] = None

    def _drop(self, id: int) -> None:
        card = self.cards.pop(id, None)
        if card is not None:
            self.by_state[card.state].pop(id, None)
            self.gone[id] = card
