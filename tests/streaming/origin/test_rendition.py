"""A rendition's timeline: numbers out of times, splices, gaps."""

from __future__ import annotations

from streaming.origin.fragments import parse_fragment
from streaming.origin.rendition import Rendition
from streaming.origin.tracks import parse_track
from tests.streaming.media import fragment, init_segment, segment

NUMBER = 900_000_000


def make_rendition() -> Rendition:
    init = init_segment()
    return Rendition("v720", init=init, track=parse_track(init), segment_s=2, hot_segments=3)


def add(rendition: Rendition, *fragments: bytes) -> list[int]:
    """Publish, and return the numbers of the segments that took something."""
    return [found.number for data in fragments for found, _part in rendition.add(parse_fragment(data, rendition.track))]


def test_number_follows_from_the_time_alone() -> None:
    rendition = make_rendition()
    assert add(rendition, *segment(NUMBER), *segment(NUMBER + 1)) == [NUMBER] * 10 + [NUMBER + 1] * 10
    assert rendition.segments[NUMBER].complete
    assert rendition.live_edge_ms == (NUMBER + 2) * 2000


def test_audio_that_begins_just_before_the_border_belongs_behind_it() -> None:
    rendition = make_rendition()
    assert add(rendition, fragment(2 * NUMBER - 0.021)) == [NUMBER]


def test_second_encoder_fills_only_what_is_missing() -> None:
    rendition = make_rendition()
    add(rendition, *segment(NUMBER)[:4])
    assert add(rendition, *segment(NUMBER)) == [NUMBER] * 6
    assert [part.start for part in rendition.segments[NUMBER].parts] == [
        round((2 * NUMBER + i / 5) * 12_800) for i in range(10)
    ]


def test_short_last_fragment_of_a_stopping_encoder_is_never_published() -> None:
    rendition = make_rendition()
    add(rendition, *segment(NUMBER)[:4], fragment(2 * NUMBER + 0.8, duration_s=0.04))
    rendition.finish()
    assert len(rendition.segments[NUMBER].parts) == 4


def test_segments_behind_a_gap_keep_their_numbers() -> None:
    rendition = make_rendition()
    add(rendition, *segment(NUMBER), *segment(NUMBER + 3))
    assert sorted(rendition.segments) == [NUMBER, NUMBER + 3]


def test_old_segments_leave_the_memory() -> None:
    rendition = make_rendition()
    for number in range(NUMBER, NUMBER + 5):
        add(rendition, *segment(number))
    assert [rendition.segments[n].chunks is None for n in range(NUMBER, NUMBER + 5)] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert [found.number for found in rendition.expire(NUMBER + 2)] == [NUMBER, NUMBER + 1]


async def test_changed_returns_false_when_nothing_comes() -> None:
    assert not await make_rendition().changed(0.01)
