"""A feature for the tests of the realtime plane: a board of notes, with a count for each colour.

Its state is kept nowhere but in the log, so the tests need no table of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec

from live.commands import BatchItem, CommandContext, CommandSpec, Rate
from live.errors import FORBIDDEN, Refusal
from live.facts import JSON, Args, Fact, Record
from live.log import append, append_all, put_values
from live.models import FactRecord, ValueRecord
from live.tickets import Ticket
from live.topics import TopicKind


class NoteWritten(Fact):
    """Somebody wrote a note."""

    text: str
    by: str


class BoardState(Record):
    """Notes in order, counts by colour."""

    notes: list[str] = []
    counts: dict[str, int] = {}


class BoardTopic(TopicKind[BoardState]):
    """board/<event>: for everybody but guests."""

    prefix = "board"
    state_type = BoardState
    fact_types = (NoteWritten,)
    carries_presence = True

    def snapshots(self, names: Sequence[str]) -> dict[str, BoardState]:
        states = {name: BoardState() for name in names}
        for name, body in (
            FactRecord.objects.filter(topic__name__in=names).order_by("offset").values_list("topic__name", "body")
        ):
            states[name].notes.append(msgspec.json.decode(body)["data"]["text"])
        for name, key, value in ValueRecord.objects.filter(topic__name__in=names).values_list(
            "topic__name", "key", "value"
        ):
            states[name].counts[key.partition("/")[2]] = int(value)
        return states

    def apply(self, state: BoardState, fact: Fact) -> BoardState:
        assert isinstance(fact, NoteWritten)
        return BoardState(notes=[*state.notes, fact.text], counts=state.counts)

    def apply_values(self, state: BoardState, values: Mapping[str, JSON]) -> BoardState:
        return BoardState(
            notes=state.notes, counts={**state.counts, **{key.partition("/")[2]: n for key, n in values.items()}}
        )

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        return "guest" not in ticket.roles


class MyBoardTopic(TopicKind[BoardState]):
    """my-board/<event>/<subject>: personal."""

    prefix = "my-board"
    state_type = BoardState
    fact_types = (NoteWritten,)
    personal = True

    snapshots = BoardTopic.snapshots
    apply = BoardTopic.apply

    def may_follow(self, ticket: Ticket, name: str) -> bool:
        return True


class Write(Args):
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Count(Args):
    colour: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]


def board(event_id: int) -> str:
    return f"board/{event_id}"


def write(context: CommandContext, args: Write) -> dict[str, Any]:
    if args.text == "forbidden":
        raise Refusal(FORBIDDEN, "expected another text")
    ticket = context.ticket
    append(f"my-board/{ticket.event_id}/{ticket.subject}", NoteWritten(text=args.text, by=ticket.subject))
    offset = append(board(ticket.event_id), NoteWritten(text=args.text, by=ticket.subject))
    if args.text == "explode":
        raise RuntimeError("the handler failed after it wrote")
    return {"offset": offset}


def write_many(items: Sequence[BatchItem[Write]]) -> list[dict[str, Any] | Refusal | None]:
    if any(item.args.text == "explode" for item in items):
        raise RuntimeError("one item spoils the batch")
    good = [item for item in items if item.args.text != "forbidden"]
    if good:
        append_all(
            board(good[0].context.ticket.event_id),
            [NoteWritten(text=item.args.text, by=item.context.ticket.subject) for item in good],
        )
    return [Refusal(FORBIDDEN, "no") if item.args.text == "forbidden" else None for item in items]


def count(items: Sequence[BatchItem[Count]]) -> list[dict[str, Any] | Refusal | None]:
    event_id = items[0].context.ticket.event_id
    counts: dict[str, int] = {}
    for item in items:
        key = f"count/{item.args.colour}"
        row = ValueRecord.objects.filter(topic__name=board(event_id), key=key).first()
        counts[key] = counts.get(key, int(row.value) if row else 0) + 1
    put_values(board(event_id), counts)
    return [None] * len(items)


_CROWD = frozenset({"attendee"})
COMMANDS = {
    "board.write": CommandSpec("board.write", Write, _CROWD, Rate(1000, 1), handle=write),
    "board.write_many": CommandSpec("board.write_many", Write, _CROWD, Rate(1000, 1), handle_batch=write_many),
    "board.count": CommandSpec("board.count", Count, _CROWD, Rate(1000, 1), handle_batch=count),
    "board.seldom": CommandSpec("board.seldom", Write, _CROWD, Rate(2, 60), handle=write),
}
