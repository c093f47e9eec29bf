"""The C client, against a server that lies."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from loadtest.bench.crowd import Crowd, CrowdFailed, Report, build_crowd, how_to_get_compiler
from loadtest.bench.filling import Failed, fill
from tests.parts.missing import missing

pytestmark = pytest.mark.services
TOPIC = "questions/1"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter, bytes], Awaitable[None]]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if how_to_get_compiler() is not None:
        missing("a C compiler", "apt-get install gcc libc6-dev")
    return build_crowd(tmp_path_factory.mktemp("crowd"))


def frame(payload: bytes, opcode: int = 1) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes([0x80 | opcode, size]) + payload
    if size < 1 << 16:
        return bytes([0x80 | opcode, 126]) + struct.pack("!H", size) + payload
    return bytes([0x80 | opcode, 127]) + struct.pack("!Q", size) + payload


def text(*messages: dict[str, Any]) -> bytes:
    return frame(json.dumps(messages, separators=(",", ":")).encode())


def facts(*offsets: int, topic: str = TOPIC, padding: int = 0) -> dict[str, Any]:
    each = [{"offset": offset, "kind": "K", "at_ms": 1, "data": {"text": "x" * padding}} for offset in offsets]
    return {"type": "facts", "topic": topic, "epoch": "e", "facts": each}


def snapshot(offset: int, topic: str = TOPIC) -> dict[str, Any]:
    return {"type": "snapshot", "topic": topic, "epoch": "e", "offset": offset, "rev": 0, "state": {"offset": 99}}


@asynccontextmanager
async def crowd_of(
    program: Path, tmp_path: Path, serve: Serve, *, count: int = 1, snapshots: int = 0, targets: str = "/\n"
) -> AsyncIterator[Crowd]:
    """A crowd whose sockets are each served by `serve` after the handshake."""

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        key = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key:")).split()[1]
        accepted = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accepted + b"\r\n\r\n"
        )
        try:
            await serve(reader, writer, head)
            await writer.drain()
            await reader.read()
        except ConnectionError:
            pass
        finally:
            writer.close()

    path = tmp_path / "targets"
    path.write_text(targets)
    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    with Crowd(
        program, port=server.sockets[0].getsockname()[1], targets=path, topic=TOPIC, snapshots=snapshots
    ) as crowd:
        crowd.open(count)
        yield crowd
    server.close()
    await server.wait_closed()


async def until(crowd: Crowd, holds: Callable[[Report], bool]) -> Report:
    return await asyncio.to_thread(crowd.wait, holds, patience_s=30, step_s=0.01)


def sends(*parts: bytes) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()

    return serve


async def test_crowd_counts_each_fact_once_for_each_socket(program: Path, tmp_path: Path) -> None:
    serve = sends(text(snapshot(4), facts(5)), text({"type": "beat", "at_ms": 1}, facts(6, 7)))
    async with crowd_of(program, tmp_path, serve, count=20, snapshots=1) as crowd:
        report = await until(crowd, lambda now: now["facts"] >= 60)
    counted = ("open", "ready", "facts", "gaps", "missed", "duplicates", "frames", "messages", "lowest", "highest")
    assert [report[name] for name in counted] == [20, 20, 60, 0, 0, 0, 40, 80, 7, 7]
    assert report["snapshot_ms"]["p50"] >= report["handshake_ms"]["p50"] > 0


async def test_crowd_sees_a_gap_behind_the_snapshot_and_one_between_facts(program: Path, tmp_path: Path) -> None:
    async with crowd_of(program, tmp_path, sends(text(snapshot(4)), text(facts(6)), text(facts(9, 10)))) as crowd:
        report = await until(crowd, lambda now: now["highest"] == 10)
    assert [report[name] for name in ("facts", "gaps", "missed", "duplicates")] == [3, 2, 3, 0]


async def test_crowd_sees_what_comes_twice(program: Path, tmp_path: Path) -> None:
    async with crowd_of(program, tmp_path, sends(text(facts(1, 2)), text(facts(2, 3)), text(facts(1)))) as crowd:
        report = await until(crowd, lambda now: now["duplicates"] == 2)
    assert [report[name] for name in ("facts", "gaps", "duplicates", "highest")] == [3, 0, 2, 3]


async def test_crowd_sees_who_is_behind(program: Path, tmp_path: Path) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(text(facts(1)) if head.startswith(b"GET /slow") else text(facts(1, 2)))

    async with crowd_of(program, tmp_path, serve, count=4, targets="/slow\n/quick\n") as crowd:
        report = await until(crowd, lambda now: now["facts"] == 6)
    assert [report["lowest"], report["highest"]] == [1, 2]


async def test_crowd_leaves_other_topics_alone(program: Path, tmp_path: Path) -> None:
    async with crowd_of(program, tmp_path, sends(text(facts(8, topic="event/1"), facts(1)))) as crowd:
        report = await until(crowd, lambda now: now["facts"] == 1)
    assert [report[name] for name in ("facts", "gaps", "highest", "messages")] == [1, 0, 1, 2]


async def test_crowd_reads_frames_of_every_length_in_whatever_pieces(program: Path, tmp_path: Path) -> None:
    whole = text(facts(1)) + text(facts(2, padding=400)) + text(facts(3, padding=70_000)) + text(facts(4))
    cuts = [0, 1, 2, 3, 150, 151, 152, 153, 154, 600, 700, 720, 30_000, 70_000, len(whole) - 1, len(whole)]

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.transport.get_extra_info("socket").setsockopt(6, 1, 1)  # TCP_NODELAY
        for begin, end in pairwise(cuts):
            writer.write(whole[begin:end])
            await writer.drain()
            await asyncio.sleep(0.002)

    async with crowd_of(program, tmp_path, serve) as crowd:
        report = await until(crowd, lambda now: now["facts"] == 4)
    assert [report[name] for name in ("facts", "gaps", "frames", "bytes", "bad")] == [4, 0, 4, len(whole), 0]


async def test_crowd_counts_close_codes_and_losses(program: Path, tmp_path: Path) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        if head.startswith(b"GET /closed"):
            writer.write(frame(struct.pack("!H", 4503) + b"overloaded after_ms=50", opcode=8))
        elif head.startswith(b"GET /masked"):
            writer.write(b"\x81\x85aaaahello")
        else:
            writer.close()

    async with crowd_of(program, tmp_path, serve, count=6, targets="/closed\n/masked\n/lost\n") as crowd:
        report = await until(crowd, lambda now: now["begun"] == 6 and now["open"] == 0 and now["lost"] == 2)
    assert [report[name] for name in ("codes", "bad", "lost", "open")] == [{"4503": 2}, 2, 2, 0]


async def test_filling_fails_at_once_when_somebody_is_turned_away_for_good(program: Path, tmp_path: Path) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(frame(struct.pack("!H", 1011), opcode=8) if head.startswith(b"GET /out") else text(snapshot(1)))

    async with crowd_of(program, tmp_path, serve, count=0, snapshots=1, targets="/in\n/out\n") as crowd:
        with pytest.raises(Failed, match=r"expected 4 sockets to come in, got 2; gone: \{'codes': \{'1011': 2\}\}"):
            await asyncio.to_thread(fill, crowd, 4, per_second=0)


async def test_waiting_ends_when_sockets_only_leave(program: Path, tmp_path: Path) -> None:
    """They leave one after another for ten times as long as is waited."""
    all_are_in = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        await all_are_in.wait()
        await asyncio.sleep(0.1 * int(head.split()[1][1:]))
        writer.close()

    targets = "".join(f"/{number}\n" for number in range(1, 41))
    async with crowd_of(program, tmp_path, serve, count=40, targets=targets) as crowd:
        await until(crowd, lambda now: now["ready"] == 40)
        all_are_in.set()
        report = await asyncio.to_thread(crowd.wait, lambda now: now["facts"] > 0, patience_s=0.4, step_s=0.01)
    assert report["ready"] > 0


async def test_crowd_answers_pings_and_times_what_it_says(program: Path, tmp_path: Path) -> None:
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(frame(b"are you there", opcode=9))
        pong = await reader.readexactly(2 + 4 + 13)
        heard.append(pong)
        said = await reader.readexactly(2 + 4 + len('{"id":"k-0"}'))
        heard.append(said)
        writer.write(text({"type": "ack", "id": "k-0", "result": None}))

    async with crowd_of(program, tmp_path, serve) as crowd:
        await until(crowd, lambda now: now["pings"] == 1)
        crowd.say('{"id":"k-$"}', per_second=100)
        report = await until(crowd, lambda now: now["acks"] == 1)
    assert heard == [b"\x8a\x8d\0\0\0\0are you there", b'\x81\x8c\0\0\0\0{"id":"k-0"}']
    assert report["answer_ms"]["max"] > 0


async def test_crowd_comes_with_its_cookie_from_many_addresses(program: Path, tmp_path: Path) -> None:
    seen: set[tuple[str, bytes]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        cookie = next((line for line in head.split(b"\r\n") if line.startswith(b"Cookie: ")), b"")
        seen.add((writer.get_extra_info("peername")[0], head.split()[1] + b" " + cookie))
        writer.write(text(snapshot(0)))

    targets = "/a?follow=event/1\tticket_1=one\n/b\n"
    async with crowd_of(program, tmp_path, serve, count=3, snapshots=1, targets=targets) as crowd:
        await until(crowd, lambda now: now["ready"] == 3)
    assert seen == {
        ("127.1.0.1", b"/a?follow=event/1 Cookie: ticket_1=one"),
        ("127.1.0.2", b"/b "),
        ("127.1.0.3", b"/a?follow=event/1 Cookie: ticket_1=one"),
    }


async def test_crowd_begins_anew_after_reset_and_close(program: Path, tmp_path: Path) -> None:
    async with crowd_of(program, tmp_path, sends(text(facts(1, 2))), count=2) as crowd:
        await until(crowd, lambda now: now["facts"] == 4)
        crowd.reset()
        assert crowd.report()["facts"] == 0
        crowd.close()
        assert crowd.report()["open"] == 0
        crowd.open(3)
        report = await until(crowd, lambda now: now["facts"] == 6)
    assert [report[name] for name in ("begun", "ready", "facts", "gaps")] == [3, 3, 6, 0]


def test_crowd_goes_nowhere_but_to_its_own_machine(
    program: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    targets = tmp_path / "targets"
    targets.write_text("/\n")
    crowd = Crowd(program, host="192.0.2.1", port=80, targets=targets, topic=TOPIC, snapshots=0)
    with crowd, pytest.raises(CrowdFailed, match="ended with 2"):
        crowd.report()
    assert "expected a host in 127.0.0.0/8, got 192.0.2.1" in capfd.readouterr().err
