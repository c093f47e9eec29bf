"""Revocation: tickets that are void before their time, on every edge within seconds."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from live import closing, metrics
from live.database import in_database
from live.models import Revocation
from live.tickets import Ticket, clock_us

if TYPE_CHECKING:
    from live.hub import Hub

logger = logging.getLogger(__name__)

# From the commit to the last socket it takes this long at most, with or without the bus.
_LOOK_S = 1.0
# Wide enough for the length of any transaction and the difference of the machines' clocks.
_LOOK_BACK = timedelta(seconds=30)


def revoke_tickets(*, subject: str, event_id: int | None = None) -> None:
    """Make every ticket void that `subject` holds by now, for one event or (None) for all.

    Their sockets are closed within two seconds, and no edge lets such a ticket in again; a ticket that is issued from
    now on is good. Call it in the transaction of what it is for.
    """
    row = Revocation.objects.create(event_id=event_id, subject=subject, before_us=clock_us())
    # Until the commit others see what was, and issue tickets that say so.
    transaction.on_commit(partial(_void_until_now, row.pk))


def forget_revocations() -> int:
    """Delete those that no ticket can be as old as, and return how many."""
    deleted, _ = Revocation.objects.filter(created_at__lt=timezone.now() - 2 * _lifetime()).delete()
    return deleted


class Revocations:
    """What an edge knows of revoked tickets: read at its start, and again each second."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._before_us: dict[tuple[int | None, str], int] = {}
        self._looked_at: float | None = None

    def is_void(self, ticket: Ticket) -> bool:
        """Whether `ticket` was revoked. Nearly always the answer of an empty dictionary."""
        if not self._before_us:
            return False
        before = max(
            self._before_us.get((ticket.event_id, ticket.subject), -1), self._before_us.get((None, ticket.subject), -1)
        )
        return ticket.issued_us <= before

    async def run(self) -> None:
        """Look until cancelled. A database that does not answer is asked again."""
        while True:
            await self.look()
            await asyncio.sleep(_LOOK_S)

    async def look(self) -> None:
        """Take what was revoked lately, and close the sockets that it concerns."""
        began = time.monotonic()
        back = _lifetime()
        if self._looked_at is not None:
            back = min(back, timedelta(seconds=began - self._looked_at) + _LOOK_BACK)
        try:
            rows = await in_database(_read, back)
        except Exception:
            logger.warning("edge: could not read the revocations", exc_info=True)
            return
        self._looked_at = began
        news = {key: before for key, before in rows.items() if before > self._before_us.get(key, -1)}
        if not news:
            return
        oldest_us = clock_us() - _lifetime() // timedelta(microseconds=1)
        self._before_us = {key: before for key, before in (self._before_us | news).items() if before >= oldest_us}
        for connection in [one for one in self._hub.connections if self.is_void(one.ticket)]:
            metrics.revoked.inc()
            connection.close(closing.REVOKED)


def _lifetime() -> timedelta:
    """For how long a revocation matters: no ticket lives longer."""
    return timedelta(seconds=settings.LIVE_TICKET_LIFETIME_S)


def _void_until_now(pk: int) -> None:
    Revocation.objects.filter(pk=pk).update(before_us=clock_us())


def _read(back: timedelta) -> dict[tuple[int | None, str], int]:
    rows = Revocation.objects.filter(created_at__gte=timezone.now() - back).order_by("before_us")
    return {
        (event_id, subject): before
        for event_id, subject, before in rows.values_list("event_id", "subject", "before_us")
    }
