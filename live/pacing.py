"""Pages one after another, so that an edge's sockets do not wait for them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Any

from live import metrics
from live.edge import current_edge

Message = dict[str, Any]
Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

# A body up to here comes before the turn: who sends it byte by byte keeps nobody waiting.
_MOST_KEPT_BYTES = 64 * 1024
# The next piece of it comes within this time, or it is not waited for.
_NEXT_PIECE_S = 20.0


class Paced:
    """ASGI: gives each HTTP request a turn in `application`; those for the paths in `unpaced` need none.

    A turn ends when the answer begins: a client may take its time to read it. Who finds too many waiting is answered
    503 with Retry-After.
    """

    def __init__(self, application: Application, unpaced: Collection[str] = ()) -> None:
        self._application = application
        self._unpaced = frozenset(unpaced)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer one request."""
        turns = current_edge().turns
        if scope["path"] in self._unpaced:
            await self._application(scope, receive, send)
        elif turns.are_gone:
            metrics.requests_refused.inc()
            await _refuse(send, 503, [(b"retry-after", b"5")])
        else:
            try:
                body = await _begin_body(receive)
            except TimeoutError:
                await _refuse(send, 408, [(b"connection", b"close")])
                return
            async with turns.take() as turn:

                async def send_on(message: Message) -> None:
                    turn.end()
                    await send(message)

                await self._application(scope, _after(body, receive), send_on)


async def _refuse(send: Any, status: int, headers: list[tuple[bytes, bytes]]) -> None:
    said = [*headers, (b"cache-control", b"no-store"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": said})
    await send({"type": "http.response.body"})


async def _begin_body(receive: Any) -> list[Message]:
    """Return the first messages of a request: its whole body, if that is short, or that the client has left.

    Raises TimeoutError when it does not come.
    """
    messages: list[Message] = []
    size = 0
    while size < _MOST_KEPT_BYTES:
        async with asyncio.timeout(_NEXT_PIECE_S):
            message: Message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if not message.get("more_body", False):
            break
    return messages


def _after(messages: list[Message], receive: Any) -> Callable[[], Awaitable[Message]]:
    """Return an ASGI `receive` that gives `messages` first."""
    waiting = iter(messages)

    async def receive_on() -> Message:
        for message in waiting:
            return message
        following: Message = await receive()
        return following

    return receive_on
