"""RFC 6455 after the handshake: what a client may send in any shape, and what ends the connection with which code."""

from __future__ import annotations

import socket
import struct

import msgspec
import pytest

from live import closing
from tests.live.raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Heard, Raw, close, frame
from tests.live.sockets.conftest import Door

# Answered without the database, and told apart by its name.
ASK = '{"type":"follow","topic":"nothing/%s"}'
LIMIT = 16 * 1024


def ask(name: str, size: int | None = None) -> bytes:
    """A message whose answer names `name`; of `size` bytes, the rest being spaces."""
    text = (ASK % name).encode()
    return text if size is None else text.ljust(size)


def answers(raw: Raw, *names: str) -> None:
    """The next messages answer those that `ask` made for `names`, in this order."""
    assert [message["topic"] for message in raw.messages(len(names))] == [f"nothing/{name}" for name in names]


def pieces(text: bytes, count: int) -> list[bytes]:
    """The frames of one message in `count` fragments."""
    size = len(text) // count + 1
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    return [frame(CONTINUATION if n else TEXT, part, fin=n == len(parts) - 1) for n, part in enumerate(parts)]


# --- the same message, however it comes


@pytest.mark.parametrize("count", [2, 3, 20])
def test_message_in_fragments(door: Door, count: int) -> None:
    with door.enter() as raw:
        raw.send(*pieces(ask("a"), count), b"".join(pieces(ask("b"), count)), frame(TEXT, ask("c")))
        answers(raw, "a", "b", "c")


def test_ping_between_fragments_is_answered_there(door: Door) -> None:
    with door.enter() as raw:
        first, last = pieces(ask("a"), 2)
        raw.send(first + frame(PING, b"now") + last)
        assert raw.hear() == Heard(PONG, b"now")
        answers(raw, "a")


def test_empty_fragments_are_fragments(door: Door) -> None:
    with door.enter() as raw:
        raw.send(frame(TEXT, b"", fin=False), frame(CONTINUATION, ask("a"), fin=False), frame(CONTINUATION))
        answers(raw, "a")


def test_character_may_be_cut_in_two_by_fragments(door: Door) -> None:
    text = ask("é")
    at = text.index("é".encode()) + 1
    with door.enter() as raw:
        raw.send(frame(TEXT, text[:at], fin=False) + frame(CONTINUATION, text[at:]))
        answers(raw, "é")


def test_frame_cut_at_every_byte(passive: Door) -> None:
    text = ask("a", 130)
    whole = frame(TEXT, text)
    for at in range(1, len(whole)):
        with passive.enter() as raw:
            raw.send(whole[:at], whole[at:])
            answers(raw, "a")


def test_byte_by_byte(door: Door) -> None:
    sent = frame(TEXT, ask("a")) + frame(PING, b"?") + b"".join(pieces(ask("b"), 2)) + frame(TEXT, ask("c"))
    with door.enter() as raw:
        raw.send(*(bytes((byte,)) for byte in sent))
        heard = [raw.hear() for _ in range(4)]
    # Where an application answers, its server's pong may overtake it.
    assert Heard(PONG, b"?") in heard
    topics = [msgspec.json.decode(one.payload)[0]["topic"] for one in heard if one and one.opcode == TEXT]
    assert topics == ["nothing/a", "nothing/b", "nothing/c"]


def test_many_frames_in_one_segment(door: Door) -> None:
    names = [f"n{n}" for n in range(40)]
    with door.enter() as raw:
        raw.send(b"".join(frame(TEXT, ask(name)) for name in names))
        answers(raw, *names)


def test_frames_right_behind_the_handshake(passive: Door) -> None:
    with passive.enter(behind=frame(TEXT, ask("a")) + frame(TEXT, ask("b"))[:9]) as raw:
        answers(raw, "a")
        raw.send(frame(PING))  # the rest of the half frame, as far as the server can tell


@pytest.mark.parametrize("size", [125, 126, 127, 128, 1000, LIMIT - 1, LIMIT])
def test_lengths_up_to_the_limit(door: Door, size: int) -> None:
    with door.enter() as raw:
        raw.send(frame(TEXT, ask("a", size)) + frame(TEXT, ask("b")))
        answers(raw, "a", "b")


@pytest.mark.parametrize(("size", "length_bytes"), [(60, 2), (60, 8), (200, 8)])
def test_length_that_could_be_shorter_is_read_as_well(door: Door, size: int, length_bytes: int) -> None:
    with door.enter() as raw:
        raw.send(frame(TEXT, ask("a", size), length_bytes=length_bytes), frame(TEXT, ask("b")))
        answers(raw, "a", "b")


@pytest.mark.parametrize("payload", [b"", b"hello", b"x" * 125, b"\xff\x00"])
def test_ping_is_answered_with_its_payload(door: Door, payload: bytes) -> None:
    with door.enter() as raw:
        raw.send(frame(PING, payload))
        assert raw.hear() == Heard(PONG, payload)


def test_pong_that_nobody_asked_for_is_ignored(door: Door) -> None:
    with door.enter() as raw:
        raw.send(frame(PONG, b"unasked"), frame(PONG), frame(TEXT, ask("a")))
        answers(raw, "a")


# --- the end


@pytest.mark.parametrize("payload", [b"", *(struct.pack("!H", code) for code in (1000, 1001, 1011, 3000, 4999))])
def test_close_is_echoed(door: Door, payload: bytes) -> None:
    with door.enter() as raw:
        raw.send(frame(CLOSE, payload + b"bye" if payload else b""))
        assert raw.hear_close().payload[:2] == payload
        assert raw.is_hung_up()


def test_what_comes_after_a_close_is_ignored(door: Door) -> None:
    with door.enter() as raw:
        raw.send(close(1000) + frame(TEXT, ask("a")) + frame(PING))
        assert raw.hear() == Heard(CLOSE, struct.pack("!H", 1000))
        assert raw.hear() is None


VIOLATIONS = {
    "unmasked": frame(TEXT, ask("a"), masked=False),
    "unmasked and empty": frame(TEXT, masked=False),
    "first reserved bit": frame(TEXT, ask("a"), reserved=4),
    "second reserved bit": frame(TEXT, ask("a"), reserved=2),
    "third reserved bit": frame(PING, reserved=1),
    "reserved opcode of data": frame(0x3, ask("a")),
    "another reserved opcode of data": frame(0x7, b""),
    "reserved opcode of control": frame(0xB),
    "another reserved opcode of control": frame(0xF),
    "ping in fragments": frame(PING, b"a", fin=False),
    "close in fragments": frame(CLOSE, b"", fin=False),
    "ping of 126 bytes": frame(PING, b"x" * 126),
    "close of 126 bytes": close(1000, b"x" * 124),
    "continuation of nothing": frame(CONTINUATION, ask("a")),
    "continuation of nothing, not the last": frame(CONTINUATION, ask("a"), fin=False),
    "text within a message": frame(TEXT, b"[", fin=False) + frame(TEXT, b"]"),
    "binary within a message": frame(TEXT, b"[", fin=False) + frame(BINARY, b"]"),
    "close within a message": frame(TEXT, b"[", fin=False) + close(1000),
    "close of one byte": frame(CLOSE, b"\x03"),
    **{f"close code {code}": close(code) for code in (0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535)},
}


@pytest.mark.parametrize("sent", VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_violation_ends_with_1002(door: Door, sent: bytes) -> None:
    with door.enter() as raw:
        raw.send(sent)
        assert raw.hear_close().code == 1002
        raw.send(close(1002))
        assert raw.is_hung_up()


def test_violation_after_good_frames_ends_with_1002(door: Door) -> None:
    with door.enter() as raw:
        raw.send(frame(TEXT, ask("a")) + frame(TEXT, ask("b"), masked=False) + frame(TEXT, ask("c")))
        assert raw.hear_close().code == 1002


BROKEN_UTF8 = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"a\x80b"]


@pytest.mark.parametrize("broken", BROKEN_UTF8)
def test_broken_utf8_ends_with_1007(passive: Door, broken: bytes) -> None:
    with passive.enter() as raw:
        raw.send(frame(TEXT, broken))
        assert raw.hear_close().code == 1007
        raw.send(close(1007))
        assert raw.is_hung_up()


@pytest.mark.parametrize("broken", BROKEN_UTF8)
def test_utf8_broken_across_fragments_ends_with_1007(passive: Door, broken: bytes) -> None:
    with passive.enter() as raw:
        raw.send(frame(TEXT, b"[" + broken[:1], fin=False), frame(CONTINUATION, broken[1:] + b"]"))
        assert raw.hear_close().code == 1007


def test_broken_utf8_in_a_close_reason_ends_with_1007(door: Door) -> None:
    with door.enter() as raw:
        raw.send(close(1000, b"\xff\xfe"))
        assert raw.hear_close().code == 1007


@pytest.mark.parametrize(
    "sent",
    # Masked with random bytes: a name of its own for each, so that every process of a run has the same tests.
    [
        pytest.param(frame(BINARY, b"{}"), id="whole"),
        pytest.param(frame(BINARY), id="empty"),
        pytest.param(frame(BINARY, b"{", fin=False), id="fragment"),
    ],
)
def test_binary_ends_with_1003(passive: Door, sent: bytes) -> None:
    with passive.enter() as raw:
        raw.send(sent)
        assert raw.hear_close() == Heard(CLOSE, struct.pack("!H", closing.NOT_TEXT.code) + b"not_text")


TOO_BIG = {
    "a byte over": [frame(TEXT, ask("a", LIMIT + 1))],
    "65,535": [frame(TEXT, ask("a", 65_535))],
    "65,536": [frame(TEXT, ask("a", 65_536))],
    "in two fragments": [frame(TEXT, b" " * LIMIT, fin=False), frame(CONTINUATION, b" ")],
    "in many fragments": [
        frame(TEXT, b" ", fin=False),
        *(frame(CONTINUATION, b" " * 1000, fin=False) for _ in range(17)),
    ],
    "only promised": [frame(TEXT, b"", length_bytes=0)[:1] + b"\xff" + (1 << 40).to_bytes(8, "big")],
    "an impossible length": [frame(TEXT, b"", length_bytes=0)[:1] + b"\xff" + b"\xff" * 8],
}


@pytest.mark.parametrize("sent", TOO_BIG.values(), ids=TOO_BIG.keys())
def test_too_much_ends_with_1009(door: Door, sent: list[bytes]) -> None:
    with door.enter() as raw:
        raw.send(b"".join(sent))
        assert raw.hear_close().code == closing.TOO_BIG.code


def test_large_message_is_read_to_its_end_so_that_the_client_hears_why(passive: Door) -> None:
    with passive.enter() as raw:
        raw.send(frame(TEXT, b" " * 3_000_000) + close(1009))
        assert raw.hear_close() == Heard(CLOSE, struct.pack("!H", closing.TOO_BIG.code) + b"too_big")
        assert raw.is_hung_up()


# --- those who overdo it


@pytest.mark.parametrize(
    "sent",
    [frame(PING, b"x"), frame(PONG), frame(CONTINUATION, b"", fin=False), frame(TEXT, ask("a"))],
    ids=["pings", "pongs", "empty fragments", "messages"],
)
def test_flood_ends_with_4429_and_when_to_come_back(own_door: Door, sent: bytes) -> None:
    with own_door.enter() as raw:
        raw.send(frame(TEXT, b"", fin=False) if sent[0] == 0 else b"", *([sent * 1000] * 5), close(1000))
        heard = raw.hear_close()
        assert heard == Heard(CLOSE, struct.pack("!H", closing.FLOODING.code) + b"flooding after_ms=10000")
        assert raw.is_hung_up()


def test_client_that_goes_on_talking_is_not_cut_off_before_it_could_hear_why(passive: Door) -> None:
    # These could end with a client's close frame, if one only looks at the bytes.
    pings = b'\x89\x81\xf0&\x8f"\x88' * 1000
    with passive.enter() as raw:
        raw.send(pings)
        assert raw.hear_close().code == closing.FLOODING.code
        assert raw.is_hung_up()
        raw.send(pings, pings, pings)


def test_flood_is_answered_no_further_than_its_bound(own_door: Door) -> None:
    with own_door.enter() as raw:
        raw.send(frame(PING, b"x") * 20_000)
        pongs = 0
        while (heard := raw.hear()) is not None and heard.opcode == PONG:
            pongs += 1
        assert heard is not None
        assert heard.code == closing.FLOODING.code
        # A bucket full, and what comes while they are read; uvicorn answers a slice of them at once.
        assert pongs <= 1000


def test_client_that_stops_talking_is_gone(passive: Door) -> None:
    with passive.enter() as raw:
        raw.socket.shutdown(socket.SHUT_WR)
        assert raw.is_hung_up()


def test_reset_harms_nobody_else(door: Door) -> None:
    with door.enter() as other:
        for sent in (b"", frame(TEXT, ask("a"))[:5], frame(TEXT, b"[", fin=False), frame(TEXT, ask("a"))):
            raw = door.enter()
            raw.send(sent)
            raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raw.socket.close()
        other.send(frame(TEXT, ask("still here")))
        answers(other, "still here")
