"""The frame path: uvicorn's WebSocket protocol, with an outlet that writes frames which were built once."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame as ClientFrame
from websockets.http11 import Request

from live import closing
from live.admission import refusal_reason
from live.edge import current_edge
from live.frames import Frame
from live.limits import TokenBucket
from live.mailbox import OUTLET_EXTENSION, Reader
from live.session import BURST_FRAMES, FRAMES_PER_SECOND

# So much is parsed before it is asked whether the client floods.
_SLICE_BYTES = 4096


class FramePathProtocol(WebSocketsSansIOProtocol):
    """Offers `scope["extensions"]["unveil.outlet"]`. What the application sends in the usual way goes on working; both
    ways write to the same transport, in the order of the calls."""

    outlet: TransportOutlet

    def __init__(self, *uvicorns: Any, **uvicorn: Any) -> None:
        super().__init__(*uvicorns, **uvicorn)
        self._bucket = TokenBucket(BURST_FRAMES, FRAMES_PER_SECOND, time.monotonic())

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        for start in range(0, len(data), _SLICE_BYTES):
            super().data_received(data[start : start + _SLICE_BYTES])

    def handle_connect(self, event: Request) -> None:
        """Add the extension before the application sees the scope: it runs with the loop's next round."""
        super().handle_connect(event)
        if not self.close_sent:
            bound = settings.LIVE_MAILBOX_BYTES
            self.transport.set_write_buffer_limits(bound, bound // 4)
            self.outlet = TransportOutlet(self)
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[OUTLET_EXTENSION] = self.outlet

    def handle_ping(self) -> None:
        """Answer, but not without end: the application, which bounds messages, sees no pings."""
        if self._allows_frame():
            super().handle_ping()

    def handle_pong(self, event: ClientFrame) -> None:
        """Nobody asked for it."""
        if self._allows_frame():
            super().handle_pong(event)

    def handle_cont(self, event: ClientFrame) -> None:
        """Keep a fragment: an empty one is none of those whose sum is bounded."""
        if self._allows_frame():
            super().handle_cont(event)

    def _allows_frame(self) -> bool:
        if self.close_sent:
            return False
        if self._bucket.take(time.monotonic()) > 0:
            self.outlet.close(closing.FLOODING.code, refusal_reason(current_edge(), closing.FLOODING))
            return False
        return True

    def pause_writing(self) -> None:
        """The client does not read as fast as we write."""
        super().pause_writing()
        if self.handshake_initiated:
            self.outlet.is_full = True

    def resume_writing(self) -> None:
        """It has read most of it."""
        super().resume_writing()
        if self.handshake_initiated:
            self.outlet.is_full = False
            if self.outlet.reader is not None:
                self.outlet.reader.drained()


class TransportOutlet:
    """Writes to the transport of one connection; never waits."""

    def __init__(self, protocol: FramePathProtocol) -> None:
        self.reader: Reader | None = None
        self.is_full = False
        self._protocol = protocol

    @property
    def queued_bytes(self) -> int:
        """Bytes that wait."""
        return self._protocol.transport.get_write_buffer_size()

    def write(self, frame: Frame) -> None:
        """Queue one frame."""
        protocol = self._protocol
        if protocol.handshake_complete and not protocol.close_sent and not protocol.disconnected:
            protocol.transport.write(frame.wire)

    def close(self, code: int, reason: str) -> None:
        """Send a close frame after what is queued. A client that does not answer it in time is cut off."""
        protocol = self._protocol
        if protocol.close_sent or protocol.disconnected or protocol.transport.is_closing():
            return
        protocol.conn.send_close(code, reason)
        protocol.transport.write(b"".join(protocol.conn.data_to_send()))
        protocol.close_sent = True
        protocol.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        protocol.transport.resume_reading()
        protocol.close_timer = protocol.loop.call_later(protocol.close_timeout, protocol.transport.abort)

    def discard(self) -> None:
        """The transport has let go of everything by itself."""
