"""Commands: what clients may ask, registered by the apps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from live.errors import Refusal
from live.facts import JSON, Args
from live.tickets import Ticket

A = TypeVar("A", bound=Args)
Result = Mapping[str, JSON] | None


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `per_person` commands in `seconds`, for one person in one process, whatever the number of sockets."""

    per_person: int
    seconds: float


DEFAULT_RATE = Rate(per_person=30, seconds=10)
CREW_RATE = Rate(per_person=120, seconds=10)


@dataclass(frozen=True, slots=True)
class CommandContext:
    """Who asks, with which idempotency key, and when (UTC milliseconds) it came."""

    ticket: Ticket
    key: str
    received_ms: int


@dataclass(frozen=True, slots=True)
class BatchItem(Generic[A]):
    """One command of a batch."""

    context: CommandContext
    args: A


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A registered command. `handle` is given one call, or `handle_batch` many in one transaction.

    Without `has_receipts`, its own rows are what tells a repeated call. `pace_ms`: the rest before each.
    """

    name: str
    args_type: type[Args]
    roles: frozenset[str]
    rate: Rate
    handle: Callable[[CommandContext, Any], Result] | None = None
    handle_batch: Callable[[Sequence[BatchItem[Any]]], Sequence[Result | Refusal]] | None = None
    has_receipts: bool = True
    pace_ms: int | None = None


_specs: dict[str, CommandSpec] = {}


def command(
    name: str, args_type: type[A], *, roles: set[str] | frozenset[str], rate: Rate = CREW_RATE
) -> Callable[[Callable[[CommandContext, A], Result]], Callable[[CommandContext, A], Result]]:
    """Register a command that runs alone, in a worker thread, in one transaction with its receipt."""

    def register(handle: Callable[[CommandContext, A], Result]) -> Callable[[CommandContext, A], Result]:
        _register(CommandSpec(name, args_type, frozenset(roles), rate, handle=handle))
        return handle

    return register


Batch = Callable[[Sequence[BatchItem[A]]], Sequence[Result | Refusal]]


def batch_command(
    name: str,
    args_type: type[A],
    *,
    roles: set[str] | frozenset[str],
    rate: Rate = DEFAULT_RATE,
    has_receipts: bool = True,
    pace_ms: int | None = None,
) -> Callable[[Batch[A]], Batch[A]]:
    """Register a command of the crowd: many are collected for a few milliseconds and share one transaction.

    The handler returns one outcome for each item, in order; a Refusal among them concerns that item alone, for which
    it must have written nothing.

    `has_receipts=False`: no receipt is kept, neither for speed nor as a trace of who asked what. The handler gets every
    call, repeated ones too, and must answer these as it did the first time, by what it wrote then. Its transactions are
    its services' own: one for all of the batch, or more where what was asked must not be found together.

    `pace_ms`: rest so long before each transaction, where nobody waits for the answer. Then what is told of it goes
    over the bus as rarely, however many ask; a full batch does not wait.
    """

    def register(handle: Batch[A]) -> Batch[A]:
        spec = CommandSpec(
            name,
            args_type,
            frozenset(roles),
            rate,
            handle_batch=handle,
            has_receipts=has_receipts,
            pace_ms=pace_ms,
        )
        _register(spec)
        return handle

    return register


def command_spec(name: str) -> CommandSpec | None:
    """Return the command called `name`, or None."""
    return _specs.get(name)


def is_paced(name: str) -> bool:
    """Whether the command called `name` is done at a pace of its own (`pace_ms`)."""
    spec = _specs.get(name)
    return spec is not None and spec.pace_ms is not None


def command_specs() -> Mapping[str, CommandSpec]:
    """Return every registered command by name."""
    return dict(sorted(_specs.items()))


def _register(spec: CommandSpec) -> None:
    known = _specs.get(spec.name)
    if known is not None and (known.handle or known.handle_batch) is not (spec.handle or spec.handle_batch):
        raise ValueError(f"expected a new command name, got {spec.name!r}, which is registered")
    _specs[spec.name] = spec
