"""From a frame to an answer: shape, rights, limits, handler. Every door to the commands leads through here."""

from __future__ import annotations

import time

import msgspec

from live import metrics
from live.commands import CommandContext, CommandSpec, command_spec
from live.database import in_database
from live.errors import FORBIDDEN, INVALID_ARGS, RATE_LIMITED, UNKNOWN_COMMAND, Refusal
from live.facts import Args, encode
from live.group_commit import GroupCommit
from live.limits import PersonLimits
from live.receipts import Outcome, Work, do_one, fingerprint
from live.tickets import Ticket
from live.wire import Ack, Command, Refused, frame


class Dispatcher:
    """The commands' way through one process."""

    def __init__(self) -> None:
        self._limits = PersonLimits()
        self._commits: dict[str, GroupCommit] = {}

    async def dispatch(self, ticket: Ticket, message: Command) -> bytes:
        """Do what `message` asks for the holder of `ticket`, and return the frame that answers it."""
        try:
            work = self._admit(ticket, message)
        except Refusal as refusal:
            outcome: Outcome = refusal
        else:
            outcome = await self._do(work)
        refused = isinstance(outcome, Refusal)
        known = command_spec(message.name) is not None
        metrics.commands.labels(message.name if known else "unknown", "refused" if refused else "done").inc()
        if isinstance(outcome, Refusal):
            answer = Refused(id=message.id, code=outcome.code, message=outcome.message, details=outcome.details)
            return frame(encode(answer))
        return frame(encode(Ack(id=message.id, result=outcome)))

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
        return Work(spec, context, args, fingerprint(spec.name, args))

    def _args(self, spec: CommandSpec, message: Command) -> Args:
        try:
            return msgspec.json.decode(message.args, type=spec.args_type)
        except msgspec.DecodeError as error:
            raise Refusal(INVALID_ARGS, f"{spec.name}: {error}") from error

    async def _do(self, work: Work) -> Outcome:
        if work.spec.handle_batch is None:
            return await in_database(do_one, work)
        commit = self._commits.get(work.spec.name)
        if commit is None:
            commit = self._commits[work.spec.name] = GroupCommit(work.spec.name)
        return await commit.submit(work)
