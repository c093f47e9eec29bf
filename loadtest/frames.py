"""RFC 6455 as far as a client of docs/protocol.md needs it: frames to bytes, bytes to frames."""

from __future__ import annotations

import os
from typing import NamedTuple

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA


class BadFrame(Exception):
    """The server sent what a client of this protocol must not get."""


class ServerFrame(NamedTuple):
    """One whole frame from the server."""

    opcode: int
    payload: bytes


def split_frames(data: bytes) -> tuple[list[ServerFrame], bytes]:
    """Return the whole frames at the beginning of `data`, and what is left: the first part of the next frame.

    Raises BadFrame for what our servers never send: fragments, masks, extensions, binary frames.
    """
    frames: list[ServerFrame] = []
    at, end = 0, len(data)
    while end - at >= 2:
        first, length = data[at], data[at + 1]
        begin = at + 2
        if length >= 126:
            width = 2 if length == 126 else 8
            if length > 127:
                raise BadFrame("a masked frame from the server")
            if end - begin < width:
                break
            length = int.from_bytes(data[begin : begin + width], "big")
            begin += width
        if first & 0xF0 != 0x80:
            raise BadFrame(f"a fragment, or reserved bits: first byte {first:#x}")
        opcode = first & 0x0F
        if opcode not in (TEXT, CLOSE, PING, PONG):
            raise BadFrame(f"opcode {opcode:#x}")
        if end - begin < length:
            break
        at = begin + length
        frames.append(ServerFrame(opcode, data[begin:at]))
    return frames, data[at:]


def client_frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """Return the masked frame that carries `payload`."""
    length = len(payload)
    if length < 126:
        head = bytes((0x80 | opcode, 0x80 | length))
    elif length < 1 << 16:
        head = bytes((0x80 | opcode, 0x80 | 126)) + length.to_bytes(2, "big")
    else:
        head = bytes((0x80 | opcode, 0x80 | 127)) + length.to_bytes(8, "big")
    mask = os.urandom(4)
    repeated = int.from_bytes((mask * (length // 4 + 1))[:length], "big")
    return head + mask + (int.from_bytes(payload, "big") ^ repeated).to_bytes(length, "big")
