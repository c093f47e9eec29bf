"""From a frame to an answer: shape, rights, limits, handler. Every door to the commands leads through here."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

import msgspec
from prometheus_client import Counter, Histogram

from live import metrics
from live.commands import CommandContext, CommandSpec, command_spec
from live.database import in_database
from live.errors import FORBIDDEN, INVALID_ARGS, RATE_LIMITED, UNAVAILABLE, UNKNOWN_COMMAND, Refusal
from live.facts import Args, encode
from live.frames import Frame
from live.group_commit import GroupCommit
from live.limits import PersonLimits
from live.receipts import Outcome, Work, do_one, fingerprint
from live.tickets import Ticket
from live.wire import Ack, Command, Refused

logger = logging.getLogger(__name__)

Answer = Callable[[Frame], None]


class Dispatcher:
    """The commands' way through one process."""

    def __init__(self) -> None:
        self._limits = PersonLimits()
        self._commits: dict[str, GroupCommit] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def dispatch(self, ticket: Ticket, message: Command, answer: Answer) -> None:
        """Do what `message` asks for the holder of `ticket`; call `answer` once, with the frame that says what became
        of it. The crowd's commands pass without a task of their own."""
        began = time.perf_counter()

        def done(outcome: Outcome) -> None:
            known = command_spec(message.name) is not None
            name = message.name if known else "unknown"
            _counted(name, isinstance(outcome, Refusal)).inc()
            answer(_answer(message.id, outcome))
            _timed(name).observe(time.perf_counter() - began)

        try:
            work = self._admit(ticket, message)
        except Refusal as refusal:
            done(refusal)
            return
        if work.spec.handle_batch is None:
            task = asyncio.get_running_loop().create_task(self._do_one(work, done))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            return
        commit = self._commits.get(work.spec.name)
        if commit is None:
            commit = self._commits[work.spec.name] = GroupCommit(work.spec.name, work.spec.pace_ms)
        commit.submit(work, done)

    def waiting_s(self) -> float:
        """Return how long the oldest of the crowd's commands has waited for its commit, in seconds."""
        return max((commit.waiting_s() for commit in self._commits.values()), default=0.0)

    async def _do_one(self, work: Work, done: Callable[[Outcome], None]) -> None:
        try:
            outcome = await in_database(do_one, work)
        except Exception:
            logger.exception("%s came to no end", work.spec.name)
            outcome = Refusal(UNAVAILABLE, "the server was interrupted; repeat with the same id")
        done(outcome)

    def _admit(self, ticket: Ticket, message: Command) -> Work:
        spec = command_spec(message.name)
        if spec is None:
            raise Refusal(UNKNOWN_COMMAND, f"expected the name of a command, got {message.name!r}")
        if spec.roles.isdisjoint(ticket.roles):
            raise Refusal(FORBIDDEN, f"expected one of the roles {sorted(spec.roles)}, got {sorted(ticket.roles)}")
        args = self._args(spec, message)
        wait_s = self._limits.wait_s(ticket.event_id, ticket.subject, spec.name, spec.rate)
        if wait_s > 0:
            raise Refusal(
                RATE_LIMITED,
                f"expected at most {spec.rate.per_person} of {spec.name} in {spec.rate.seconds:g} s",
                {"retry_after_ms": int(wait_s * 1000) + 1},
            )
        context = CommandContext(ticket=ticket, key=message.id, received_ms=time.time_ns() // 1_000_000)
        return Work(spec, context, args, fingerprint(spec.name, args) if spec.has_receipts else "")

    def _args(self, spec: CommandSpec, message: Command) -> Args:
        try:
            return msgspec.json.decode(message.args, type=spec.args_type)
        except (msgspec.DecodeError, RecursionError) as error:
            raise Refusal(INVALID_ARGS, f"{spec.name}: {error}") from error


def _answer(id: str, outcome: Outcome) -> Frame:
    if isinstance(outcome, Refusal):
        refused = Refused(id=id, code=outcome.code, message=outcome.message, details=outcome.details)
        return Frame([encode(refused)])
    return Frame([encode(Ack(id=id, result=outcome))])


# prometheus_client finds a labelled child under a lock each time it is asked; a crowd's command should not pay for it.
_counters: dict[tuple[str, bool], Counter] = {}
_timers: dict[str, Histogram] = {}


def _counted(name: str, refused: bool) -> Counter:
    counter = _counters.get((name, refused))
    if counter is None:
        counter = _counters[name, refused] = metrics.commands.labels(name, "refused" if refused else "done")
    return counter


def _timed(name: str) -> Histogram:
    timer = _timers.get(name)
    if timer is None:
        timer = _timers[name] = metrics.command_seconds.labels(name)
    return timer
