"""The bus over Redis pub/sub."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from contextlib import suppress

import redis
import redis.asyncio
from redis.asyncio.client import PubSub
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from live.bus.base import Deliver, HealthChanged, Message
from live.metrics import bus_publish_failures

logger = logging.getLogger(__name__)

# A writer must not hang on a bus that is down: the log carries what it could not say.
_PUBLISH_TIMEOUT_S = 0.25
_PUBLISH_PAUSE_S = 1.0
# Without a message for this long we ask Redis for a sign of life, and wait as long again for it.
_SILENCE_S = 3.0
_SUBSCRIBE_TIMEOUT_S = 2.0


class RedisBus:
    """One subscriber connection for a process, one pool for publishing."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._publisher = redis.Redis.from_url(
            url,
            socket_timeout=_PUBLISH_TIMEOUT_S,
            socket_connect_timeout=_PUBLISH_TIMEOUT_S,
            retry=Retry(NoBackoff(), 1),
        )
        self._paused_until = 0.0
        self._channels: set[str] = set()
        self._confirmed: dict[str, asyncio.Future[None]] = {}
        self._pubsub: PubSub | None = None
        self._reader: asyncio.Task[None] | None = None
        self._healthy = False
        self._deliver: Deliver | None = None
        self._health_changed: HealthChanged | None = None

    @property
    def healthy(self) -> bool:
        """Whether the subscriber connection stands."""
        return self._healthy

    async def start(self, deliver: Deliver, health_changed: HealthChanged) -> None:
        """Connect, and go on connecting for as long as it takes."""
        self._deliver, self._health_changed = deliver, health_changed
        first_try = asyncio.get_running_loop().create_future()
        self._reader = asyncio.create_task(self._run(first_try))
        await first_try

    async def stop(self) -> None:
        """Disconnect."""
        if self._reader is not None:
            self._reader.cancel()
            with suppress(asyncio.CancelledError):
                await self._reader
        self._reader = None
        self._publisher.close()

    async def subscribe(self, channel: str) -> None:
        """Deliver `channel` from now on; while Redis is down the subscription is made when it is back."""
        self._channels.add(channel)
        if self._pubsub is None:
            return
        confirmed = self._confirmed.setdefault(channel, asyncio.get_running_loop().create_future())
        with suppress(RedisError, OSError, TimeoutError):
            await self._pubsub.subscribe(channel)
            async with asyncio.timeout(_SUBSCRIBE_TIMEOUT_S):
                await asyncio.shield(confirmed)

    async def unsubscribe(self, channel: str) -> None:
        """Deliver `channel` no more."""
        self._channels.discard(channel)
        self._confirmed.pop(channel, None)
        if self._pubsub is not None:
            with suppress(RedisError, OSError):
                await self._pubsub.unsubscribe(channel)

    def publish(self, *messages: Message) -> None:
        """Send `messages` in one round trip, from any thread.

        A failure pauses publishing for a second, and the edges read the log.
        """
        if time.monotonic() < self._paused_until:
            bus_publish_failures.inc(len(messages))
            return
        pipeline = self._publisher.pipeline(transaction=False)
        for channel, payload in messages:
            pipeline.publish(channel, payload)
        try:
            pipeline.execute()
        except (RedisError, OSError) as error:
            self._paused_until = time.monotonic() + _PUBLISH_PAUSE_S
            bus_publish_failures.inc(len(messages))
            logger.warning("bus: could not publish (%s); edges read the log", error)

    async def _run(self, first_try: asyncio.Future[None]) -> None:
        attempt = 0
        while True:
            client = redis.asyncio.Redis.from_url(
                self._url,
                socket_connect_timeout=1,
                socket_timeout=None,
                retry=Retry(NoBackoff(), 0),
            )
            pubsub = client.pubsub()
            try:
                # A channel of its own keeps the connection subscribed while no topic is.
                asked = {"unveil", *self._channels}
                await pubsub.subscribe(*asked)
                self._pubsub = pubsub
                # What was asked for while that went out, when there was nobody to ask.
                if later := self._channels - asked:
                    await pubsub.subscribe(*later)
                attempt = 0
                self._set_health(True)
                if not first_try.done():
                    first_try.set_result(None)
                await self._read(pubsub)
            except (RedisError, OSError, TimeoutError) as error:
                if self._healthy or attempt == 0:
                    logger.warning("bus: lost Redis (%s); going on from the log", error)
            finally:
                self._pubsub = None
                self._confirmed.clear()
                with suppress(Exception):
                    await pubsub.aclose()  # type: ignore[no-untyped-call]
                    await client.aclose()
            self._set_health(False)
            if not first_try.done():
                first_try.set_result(None)
            attempt += 1
            await asyncio.sleep(random.uniform(0.1, min(0.2 * 2**attempt, 2.0)))  # noqa: S311

    async def _read(self, pubsub: PubSub) -> None:
        while True:
            message = await pubsub.get_message(timeout=_SILENCE_S)
            if message is None:
                # Silence may be a dead peer: a ping answers, or raises, or the wait ends here.
                await pubsub.ping()
                message = await pubsub.get_message(timeout=_SILENCE_S)
                if message is None:
                    raise TimeoutError("no sign of life")
            kind, channel = message["type"], message["channel"]
            if kind == "message" and self._deliver is not None:
                self._deliver(channel.decode(), message["data"])
            elif kind == "subscribe":
                confirmed = self._confirmed.pop(channel.decode(), None)
                if confirmed is not None and not confirmed.done():
                    confirmed.set_result(None)

    def _set_health(self, healthy: bool) -> None:
        if healthy != self._healthy:
            self._healthy = healthy
            if self._health_changed is not None:
                self._health_changed(healthy)
