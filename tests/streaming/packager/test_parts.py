"""The packager's small parts: pauses, backlog, punctuality, cutting, what ffmpeg says of a file."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.packager.backlog import Backlog, Item
from streaming.packager.backoff import Backoff
from streaming.packager.connection import OriginAddress
from streaming.packager.encoder_log import EncoderLog
from streaming.packager.gate import Gate
from streaming.packager.probe import FileFacts, NotPlayable, parse_facts
from streaming.packager.punctuality import Punctuality
from streaming.packager.track_feed import TrackFeed
from tests.streaming.media import init_segment, segment

SAID = """Input #0, matroska,webm, from 'film.mkv':
  Duration: 00:01:02.50, start: 0.000000, bitrate: 2507 kb/s
  Stream #0:0: Video: h264 (High), yuv420p(tv, bt709), 1280x720
  Stream #0:1: Audio: pcm_s16le, 48000 Hz, stereo"""


def test_pauses_double_up_to_the_longest() -> None:
    backoff = Backoff(first_s=0.5, longest_s=3, random=lambda: 0)
    assert [backoff.pause_s(ran_s=1) for _ in range(5)] == [0.5, 1, 2, 3, 3]


def test_pause_after_a_healthy_run_is_the_first_again() -> None:
    backoff = Backoff(first_s=0.5, healthy_after_s=20, random=lambda: 0)
    assert [backoff.pause_s(ran_s=ran_s) for ran_s in (1, 1, 25, 1)] == [0.5, 1, 0.5, 1]


@given(st.lists(st.floats(0, 100), max_size=60), st.floats(0, 1))
def test_pauses_stay_within_their_bounds(runs: list[float], chance: float) -> None:
    backoff = Backoff(first_s=0.3, longest_s=15, random=lambda: chance)
    assert all(0.15 <= backoff.pause_s(ran_s=ran_s) <= 15 for ran_s in runs)


async def test_backlog_sends_again_what_was_not_acknowledged() -> None:
    backlog = Backlog(max_bytes=100)
    for number in (1, 2, 3):
        backlog.append(Item(number, b"x" * 10))
    sent = []
    for _ in range(2):
        sent.append((await backlog.peek()).number)
        backlog.advance()
    backlog.rewind()
    sent.append((await backlog.peek()).number)
    backlog.advance()
    backlog.acknowledge()
    sent.append((await backlog.peek()).number)
    assert sent == [1, 2, 1, 2]
    assert backlog.size_bytes == 20


async def test_backlog_drops_the_oldest_past_its_bound() -> None:
    backlog = Backlog(max_bytes=25)
    for number in (1, 2, 3):
        backlog.append(Item(number, b"x" * 10))
    assert (await backlog.peek()).number == 2
    assert backlog.size_bytes == 20


async def test_backlog_wakes_who_waits() -> None:
    backlog = Backlog(max_bytes=25)
    waiting = asyncio.ensure_future(backlog.peek())
    await asyncio.sleep(0)
    backlog.append(Item(7, b""))
    assert (await waiting).number == 7


def test_encoder_is_lost_when_it_stays_behind() -> None:
    now_s, end_s = 1000.0, 999.8
    punctuality = Punctuality(lambda: end_s, clock=lambda: now_s)
    assert not punctuality.is_lost()
    now_s = 1010
    assert not punctuality.is_lost()  # behind, but since when?
    now_s = 1129
    assert not punctuality.is_lost()
    now_s = 1131
    assert punctuality.is_lost()
    end_s = 1131
    assert not punctuality.is_lost()


def test_track_feed_leaves_out_what_precedes_the_first_border() -> None:
    feed = TrackFeed()
    stream = init_segment() + b"".join(segment(10)[3:]) + b"".join(segment(11))
    items = [item for at in range(0, len(stream), 33) for item in feed.feed(stream[at : at + 33])]
    assert items[0] == Item(None, init_segment())
    assert [(item.number, item.data) for item in items[1:]] == [(11, data) for data in segment(11)]
    assert feed.end_s == 24


def test_track_feed_leaves_out_what_precedes_its_first_number() -> None:
    stream = init_segment("audio") + b"".join(data for number in (10, 11, 12) for data in segment(number, kind="audio"))
    assert [item.number for item in TrackFeed(12).feed(stream)] == [None] + [12] * 10


def test_probe_reads_length_and_sound() -> None:
    assert parse_facts(SAID, "film.mkv") == FileFacts(62.5, True)
    assert parse_facts(SAID.rsplit("\n", 1)[0], "film.mkv") == FileFacts(62.5, False)


@pytest.mark.parametrize("said", ["", "film.mkv: Invalid data found", SAID.replace("00:01:02.50", "N/A")])
def test_probe_refuses_what_is_no_film(said: str) -> None:
    with pytest.raises(NotPlayable, match=r"film\.mkv"):
        parse_facts(said, "film.mkv")


def test_origin_address() -> None:
    assert OriginAddress.parse("https://media.example/stream") == OriginAddress("media.example", 443, "/stream/", True)
    assert OriginAddress.parse("http://localhost:8000/stream/").port == 8000
    with pytest.raises(ValueError, match="http"):
        OriginAddress.parse("media.example")


def test_encoder_log_is_bounded_and_keeps_the_secret(tmp_path: Path) -> None:
    log = EncoderLog(tmp_path / "log" / "encoder.log", secret="hush-hush")
    for _ in range(3000):
        log.write("expecting hush-hush " + "x" * 1000)
    log.close()
    files = list((tmp_path / "log").iterdir())
    assert len(files) == 2
    assert all(path.stat().st_size <= 512 * 1024 and b"hush" not in path.read_bytes() for path in files)


def test_gate_opens_when_every_rendition_has() -> None:
    passed: list[tuple[str, int | None]] = []
    gate = Gate(("a", "b"), lambda name, item: passed.append((name, item.number)))
    gate.take("a", [Item(None, b""), Item(1, b"")])
    assert passed == []
    gate.take("b", [Item(None, b""), Item(1, b"")])
    gate.take("a", [Item(2, b"")])
    assert passed == [("a", None), ("b", None), ("a", 1), ("b", 1), ("a", 2)]
