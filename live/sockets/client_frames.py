"""Frames from a client: the plain ones at hardly any cost, all others by the websockets library."""

from __future__ import annotations

from websockets.frames import Frame, Opcode
from websockets.protocol import SERVER, Protocol, State

try:
    from websockets.speedups import apply_mask
except ImportError:  # a platform for which websockets has no compiled part
    from websockets.utils import apply_mask

__all__ = ["Frame", "FrameParser", "Opcode", "close_frame", "control_frame", "plain_text"]

_FIN_TEXT = 0x81
_MASKED = 0x80


def plain_text(data: bytes, at: int, most: int) -> tuple[bytes, int] | None:
    """Return the text of the frame that begins at `at`, and where it ends: if it is whole, unfragmented, masked text of
    at most `most` bytes in the shortest form of its length. None for all others: the parser judges those."""
    size = len(data) - at
    if size < 6 or data[at] != _FIN_TEXT or data[at + 1] < _MASKED:
        return None
    length = data[at + 1] & 0x7F
    begin = at + 2
    if length == 126:
        length = int.from_bytes(data[begin : begin + 2], "big")
        begin += 2
        if length < 126:
            return None
    elif length == 127:
        return None
    end = begin + 4 + length
    if length > most or end > len(data):
        return None
    return apply_mask(data[begin + 4 : end], data[begin : begin + 4]), end


def close_frame(code: int, reason: str) -> bytes:
    """Return a close frame; the reason is cut to what a control frame can hold."""
    fitting = reason.encode()[:123].decode(errors="ignore").encode()
    return control_frame(Opcode.CLOSE, code.to_bytes(2, "big") + fitting)


def control_frame(opcode: Opcode, payload: bytes) -> bytes:
    """Return a close, ping or pong; `payload` has at most 125 bytes."""
    return bytes((0x80 | opcode, len(payload))) + payload


class FrameParser(Protocol):
    """RFC 6455 after a handshake that was done elsewhere. What it would answer is left to whoever feeds it."""

    def __init__(self, max_size: int) -> None:
        super().__init__(SERVER, state=State.OPEN, max_size=max_size)
