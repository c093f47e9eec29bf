"""A command that was done meanwhile is answered with what it did, and not with why it could not be done twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from live.commands import BatchItem, CommandContext, CommandSpec, Result
from live.errors import Refusal
from live.models import FactRecord, Receipt
from live.receipts import Outcome, Work, do_batch, do_one, fingerprint
from live.tickets import issue_ticket
from tests.live.board import COMMANDS, Write, write

pytestmark = pytest.mark.django_db(transaction=True)

STALE = Refusal("qa.stale", "somebody was faster: the same person, on another edge")


def work_of(spec: CommandSpec, key: str = "key-00001", text: str = "one") -> Work:
    ticket = issue_ticket(event_id=1, subject="a1", roles={"attendee"}, name="Ada")
    args = Write(text=text)
    return Work(spec, CommandContext(ticket=ticket, key=key, received_ms=0), args, fingerprint(spec.name, args))


def said(outcome: Outcome) -> bytes | Refusal:
    return outcome if isinstance(outcome, Refusal) else bytes(outcome)


def leave_receipt(work: Work, result: str, print_: str | None = None) -> None:
    """What another edge has committed by the time that this one holds the lock."""
    event_id, subject, key = work.identity
    Receipt.objects.create(
        event_id=event_id, subject=subject, key=key, fingerprint=print_ or work.fingerprint, result=result
    )


def test_refusal_gives_way_to_a_receipt_that_came_meanwhile() -> None:
    spec = COMMANDS["board.write"]

    def handle(context: CommandContext, args: Write) -> Result:
        leave_receipt(work, '{"offset":7}')
        write(context, args)
        raise STALE

    work = work_of(_with(spec, handle=handle))
    assert said(do_one(work)) == b'{"offset":7}'
    # What this attempt wrote is undone, and so is what played the other edge's part.
    assert (FactRecord.objects.count(), Receipt.objects.count()) == (0, 0)


def test_refusal_without_a_receipt_stays_one() -> None:
    def handle(context: CommandContext, args: Write) -> Result:
        raise STALE

    assert do_one(work_of(_with(COMMANDS["board.write"], handle=handle))) is STALE


def test_key_that_another_command_used_meanwhile_is_told() -> None:
    def handle(context: CommandContext, args: Write) -> Result:
        leave_receipt(work, "{}", "f" * 32)
        raise STALE

    work = work_of(_with(COMMANDS["board.write"], handle=handle))
    outcome = do_one(work)
    assert isinstance(outcome, Refusal)
    assert outcome.code == "live.key_reused"


def test_batch_answers_each_with_what_became_of_it() -> None:
    def handle_batch(items: Sequence[BatchItem[Write]]) -> list[Result | Refusal]:
        leave_receipt(works[1], '{"offset":9}')
        return [{"offset": 1}, STALE, STALE]

    spec = _with(COMMANDS["board.write_many"], handle_batch=handle_batch)
    works = [work_of(spec, f"key-0000{n}", f"text {n}") for n in range(3)]
    assert [said(outcome) for outcome in do_batch(works)] == [b'{"offset":1}', b'{"offset":9}', STALE]


def _with(spec: CommandSpec, **changes: object) -> CommandSpec:
    return replace(spec, **changes)  # type: ignore[arg-type]
