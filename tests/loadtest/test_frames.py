"""Frames: cut anywhere, read the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loadtest.fake_edge import server_frame
from loadtest.frames import CLOSE, PING, TEXT, BadFrame, ServerFrame, client_frame, split_frames

FRAMES = [
    server_frame({"type": "beat", "at_ms": 1}),
    server_frame({"type": "snapshot", "state": "x" * 300}),
    server_frame({"type": "snapshot", "state": "y" * 70_000}),
    b"\x89\x03abc",
    b"\x88\x02\x03\xe8",
]


@given(st.lists(st.sampled_from(FRAMES), max_size=6), st.data())
def test_split_frames_reads_the_same_wherever_it_was_cut(sent: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    found, rest = [], b""
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        frames, rest = split_frames(rest + stream[begin:end])
        found += frames
    assert found == split_frames(stream)[0]
    assert (len(found), rest) == (len(sent), b"")


def test_split_frames_tells_opcodes() -> None:
    frames, rest = split_frames(b"\x81\x02[]\x89\x01p\x88\x02\x03\xe8\x81")
    assert frames == [ServerFrame(TEXT, b"[]"), ServerFrame(PING, b"p"), ServerFrame(CLOSE, b"\x03\xe8")]
    assert rest == b"\x81"


@pytest.mark.parametrize("data", [b"\x01\x00", b"\xc1\x00", b"\x82\x00", b"\x81\x80\x00\x00\x00\x00", b"\x80\x00"])
def test_split_frames_refuses_what_our_servers_never_send(data: bytes) -> None:
    with pytest.raises(BadFrame):
        split_frames(data)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
def test_client_frame_is_masked_and_whole(size: int) -> None:
    payload = bytes(n % 251 for n in range(size))
    frame = client_frame(payload)
    assert (frame[0], frame[1] & 0x80) == (0x81, 0x80)
    head = {126: 4, 127: 10}.get(frame[1] & 0x7F, 2)
    mask, body = frame[head : head + 4], frame[head + 4 :]
    assert bytes(byte ^ mask[n % 4] for n, byte in enumerate(body)) == payload
