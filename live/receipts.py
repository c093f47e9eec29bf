"""Doing commands exactly once: the receipt is written in the command's own transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple, TypeVar

import msgspec
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.utils import timezone

from live import statements
from live.commands import BatchItem, CommandContext, CommandSpec, Result
from live.errors import FAILED, KEY_REUSED, UNAVAILABLE, Refusal
from live.facts import Args, encode
from live.models import Receipt

logger = logging.getLogger(__name__)

# A deadlock, a lost race for a receipt, a connection that PostgreSQL closed in a restart: worth another try.
_ATTEMPTS = 3
Outcome = msgspec.Raw | Refusal
# What a receipt is unique by: the event's id, the subject, the key.
Identity = tuple[int, str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """A command that passed the guards of the wire."""

    spec: CommandSpec
    context: CommandContext
    args: Args
    fingerprint: str

    @property
    def identity(self) -> Identity:
        """What a receipt is unique by."""
        return (self.context.ticket.event_id, self.context.ticket.subject, self.context.key)


class Known(NamedTuple):
    """What a receipt says."""

    fingerprint: str
    result: str


def fingerprint(name: str, args: Args) -> str:
    """Return a digest by which a repeated key is told from a reused one."""
    return blake2b(name.encode() + b"\0" + encode(args), digest_size=16).hexdigest()


def do_one(work: Work) -> Outcome:
    """Do one command in a transaction of its own, with its receipt; a repeated one is only answered again."""
    handle = work.spec.handle
    assert handle is not None

    def attempt() -> Outcome:
        with transaction.atomic():
            known = _known([work]).get(work.identity)
            if known is not None:
                return _answer(work, known)
            try:
                result = handle(work.context, work.args)
            except Refusal:
                # It may have been done while this one waited for a lock: then what it did is why this is refused.
                done = _known([work]).get(work.identity)
                if done is None:
                    raise
                transaction.set_rollback(True)
                return _answer(work, done)
            return _write([(work, result)])[0]

    return _guarded(attempt, work.spec.name)


def do_batch(works: Sequence[Work]) -> list[Outcome]:
    """Do many commands of one kind in one transaction, with their receipts. Returns an outcome for each, in order.

    When the batch fails as a whole, each command is tried alone, so that one that cannot be done fails only itself.
    """
    outcome = _guarded(lambda: _attempt_batch(works), works[0].spec.name)
    if not isinstance(outcome, Refusal):
        return outcome
    if len(works) == 1 or outcome.code == UNAVAILABLE:
        return [outcome] * len(works)
    return [_first(_guarded(lambda work=work: _attempt_batch([work]), work.spec.name)) for work in works]  # type: ignore[misc]


def _first(outcome: list[Outcome] | Refusal) -> Outcome:
    return outcome if isinstance(outcome, Refusal) else outcome[0]


def _attempt_batch(works: Sequence[Work]) -> list[Outcome]:
    if not works[0].spec.has_receipts:
        # What is done again because a part of it failed is answered by what was written then.
        return [_encoded(result) for result in _handled(works)]
    with transaction.atomic():
        known = _known(works)
        fresh = list({work.identity: work for work in works if work.identity not in known}.values())
        results = _handled(fresh) if fresh else []
        done = [(work, result) for work, result in zip(fresh, results, strict=True) if not isinstance(result, Refusal)]
        outcomes: dict[Identity, Outcome] = dict(zip((work.identity for work, _ in done), _write(done), strict=True))
        refused = [(work, result) for work, result in zip(fresh, results, strict=True) if isinstance(result, Refusal)]
        outcomes |= {work.identity: result for work, result in refused}
        # As above: some may have been done while this batch waited for a lock.
        known |= _known([work for work, _ in refused])
        prints = {work.identity: work.fingerprint for work in fresh}
    answers = []
    for work in works:
        receipt = known.get(work.identity)
        if receipt is not None:
            answers.append(_answer(work, receipt))
        elif prints[work.identity] != work.fingerprint:
            answers.append(_key_reused())
        else:
            answers.append(outcomes[work.identity])
    return answers


def _handled(works: Sequence[Work]) -> Sequence[Result | Refusal]:
    spec = works[0].spec
    assert spec.handle_batch is not None
    results = spec.handle_batch([BatchItem(work.context, work.args) for work in works])
    if len(results) != len(works):
        raise RuntimeError(f"expected {len(works)} outcomes of {spec.name}, got {len(results)}")
    return results


def _encoded(result: Result | Refusal) -> Outcome:
    return result if isinstance(result, Refusal) else msgspec.Raw(encode(dict(result) if result is not None else {}))


def _known(works: Sequence[Work]) -> dict[Identity, Known]:
    if not works:
        return {}
    wanted = {work.identity for work in works}
    event_ids, keys = {event_id for event_id, _, _ in wanted}, {key for _, _, key in wanted}
    rows = statements.select(
        Receipt,
        ["event_id", "subject", "key", "fingerprint", "result"],
        f"WHERE event_id {statements.among(event_ids)} AND key {statements.among(keys)}",
        [*event_ids, *keys],
    )
    return {
        identity: Known(fingerprint, result)
        for *names, fingerprint, result in rows
        if (identity := (names[0], names[1], names[2])) in wanted
    }


def _write(done: Sequence[tuple[Work, Result]]) -> list[Outcome]:
    encoded = [encode(dict(result) if result is not None else {}) for _, result in done]
    created_at = connection.ops.adapt_datetimefield_value(timezone.now())
    statements.insert(
        Receipt,
        ["event_id", "subject", "key", "fingerprint", "result", "created_at"],
        [
            (*work.identity, work.fingerprint, result.decode(), created_at)
            for (work, _), result in zip(done, encoded, strict=True)
        ],
    )
    return [msgspec.Raw(result) for result in encoded]


def _answer(work: Work, receipt: Known) -> Outcome:
    return msgspec.Raw(receipt.result.encode()) if receipt.fingerprint == work.fingerprint else _key_reused()


def _key_reused() -> Refusal:
    return Refusal(KEY_REUSED, "expected a new id for a new command; this id was used with another name or other args")


def _guarded(attempt: Callable[[], T], name: str) -> T | Refusal:
    for last in [False] * (_ATTEMPTS - 1) + [True]:
        try:
            return attempt()
        except Refusal as refusal:
            return refusal
        except (OperationalError, InterfaceError, IntegrityError) as error:
            # Whether an interrupted commit took effect is unknown; the receipts tell the next attempt.
            logger.warning("%s: %s", name, error)
            close_old_connections()
            if last and isinstance(error, IntegrityError):
                logger.exception("%s failed", name)
                return Refusal(FAILED, "the server could not do this; it is in its log")
        except DatabaseError:
            logger.exception("%s failed", name)
            return Refusal(FAILED, "the server could not do this; it is in its log")
        except Exception:
            logger.exception("%s failed", name)
            return Refusal(FAILED, "the server could not do this; it is in its log")
    return Refusal(UNAVAILABLE, "the database did not answer; repeat with the same id", {"retry_after_ms": 1000})
