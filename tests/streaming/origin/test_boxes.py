"""Boxes and fragments out of bytes."""

from __future__ import annotations

from contextlib import suppress
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.origin.boxes import BoxError, box_header, find_box, iter_boxes
from streaming.origin.fragments import FragmentScanner, parse_fragment
from streaming.origin.tracks import parse_track
from tests.streaming.media import box, fragment, init_segment

_KIND = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=4)


@given(st.lists(st.tuples(_KIND, st.binary(max_size=40)), max_size=8))
def test_iter_boxes_gives_back_what_was_written(boxes: list[tuple[str, bytes]]) -> None:
    data = b"".join(box(kind, payload) for kind, payload in boxes)
    assert [(found.kind, data[found.payload : found.end]) for found in iter_boxes(data)] == boxes


@given(st.binary(max_size=200))
def test_box_header_reads_any_bytes_or_refuses_them(data: bytes) -> None:
    try:
        header = box_header(data, 0)
    except BoxError:
        return
    assert header is None or header[2] >= header[1]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_scanner_cuts_the_same_fragments_however_the_bytes_arrive(sizes: list[int]) -> None:
    expected = [fragment(1_800_000_000 + i / 5, body=bytes(i * 7)) for i in range(6)]
    stream = b"".join(expected)
    scanner = FragmentScanner(max_fragment_bytes=10_000)
    cut: list[bytes] = []
    at = 0
    for size in cycle(sizes):
        cut += scanner.feed(stream[at : at + size])
        at += size
        if at >= len(stream):
            break
    assert cut == expected


def test_scanner_refuses_a_fragment_past_its_bound() -> None:
    with pytest.raises(BoxError, match="at most 100 bytes"):
        list(FragmentScanner(max_fragment_bytes=100).feed(fragment(0, body=bytes(200))))


@given(st.binary(max_size=300))
def test_scanner_never_raises_anything_but_box_error(data: bytes) -> None:
    with suppress(BoxError):
        list(FragmentScanner(max_fragment_bytes=1000).feed(data))


@given(st.integers(0, 95))
def test_a_moof_cut_short_is_refused(length: int) -> None:
    with pytest.raises(BoxError):
        parse_fragment(fragment(1_800_000_000, keyframe=True)[:length], parse_track(init_segment()))


def test_parse_track_reads_what_players_must_know() -> None:
    track = parse_track(init_segment())
    assert (track.kind, track.timescale, track.codec) == ("video", 12_800, "avc1.64001F")
    assert (track.width, track.height, track.bandwidth) == (1280, 720, 2_500_000)
    audio = parse_track(init_segment("audio", bitrate=128_000))
    assert (audio.kind, audio.codec, audio.sample_rate, audio.bandwidth) == ("audio", "mp4a.40.2", 48_000, 128_000)


def test_find_box_names_the_box_that_is_missing() -> None:
    with pytest.raises(BoxError, match="'mdia' on the path 'trak/mdia'"):
        find_box(box("trak"), "trak/mdia")


def test_parse_fragment_reads_time_duration_and_keyframe() -> None:
    track = parse_track(init_segment())
    found = parse_fragment(fragment(1_800_000_000.2, keyframe=True), track)
    assert found.start == round(1_800_000_000.2 * 12_800)
    assert (found.duration, found.independent) == (2560, True)
    assert not parse_fragment(fragment(0), track).independent
