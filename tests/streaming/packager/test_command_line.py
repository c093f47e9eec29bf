"""What ffmpeg is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from streaming.packager.command_line import encoder_command, filter_graph
from streaming.packager.ladder import AUDIO_GRID_S, AUDIO_RATE, RENDITIONS
from streaming.packager.sources import Input, Loop, listen_rtmp, listen_srt, start_of

FILM = Loop(Path("/films/it's.mkv"), 48.0, Path("/var/loop.ffconcat"), clock_font=Path("/var/clock.ttf"))
PIPES = {name: 10 + index for index, name in enumerate(RENDITIONS)}


def command(source: Input) -> list[str]:
    return encoder_command(Path("ffmpeg"), source, PIPES, start_s=1_800_000_000, now_s=1_800_000_001.5)


def test_every_rendition_goes_to_its_own_pipe() -> None:
    assert [word for word in command(FILM) if word.startswith("pipe:")] == ["pipe:10", "pipe:11", "pipe:12"]


def test_timestamps_are_utc_and_survive_the_muxer() -> None:
    words = command(FILM)
    assert "setpts=PTS+1800000000/TB" in filter_graph(FILM, start_s=1_800_000_000)
    assert all("+frag_discont" in words[i + 1] for i, word in enumerate(words) if word == "-movflags")
    assert words.count("-avoid_negative_ts") == 3


def test_loop_reads_what_is_past_at_once() -> None:
    words = command(FILM)
    assert words[words.index("-readrate_initial_burst") + 1] == "1.750"


def test_playlist_begins_at_the_moment_that_belongs_to_the_time() -> None:
    lines = FILM.playlist(start_s=1_800_000_010).splitlines()  # 1,800,000,000 is a multiple of 48
    assert lines[:4] == ["ffconcat version 1.0", r"file '/films/it'\''s.mkv'", "inpoint 10.000", "duration 38.000"]
    assert sum(float(line.split()[1]) for line in lines if line.startswith("duration")) >= 24 * 3600


def test_clock_is_the_film_s_alone() -> None:
    assert "drawtext" in filter_graph(FILM, start_s=0)
    assert "drawtext" not in filter_graph(listen_srt(port=9710, key="k" * 20), start_s=0)
    assert "drawtext" not in filter_graph(Loop(Path("a"), 10, Path("b")), start_s=0)


def test_file_without_sound_gets_silence() -> None:
    assert "anullsrc" in filter_graph(Loop(Path("a"), 10, Path("b"), has_audio=False), start_s=0)


def test_sound_is_cut_alike_by_every_encoder() -> None:
    graphs = [filter_graph(FILM, start_s=start_s) for start_s in (1_800_000_000, 1_800_000_006)]
    assert all(f"first_pts={1_800_000_000 * 48_000}" in graph for graph in graphs)
    assert AUDIO_GRID_S * AUDIO_RATE % (5 * 1024) == 0


def test_live_inputs_hold_the_key() -> None:
    assert "rtmp://0.0.0.0:1935/live/secret-key" in command(listen_rtmp(port=1935, key="secret-key"))
    srt = next(word for word in command(listen_srt(port=9710, key="secret-key")) if word.startswith("srt:"))
    assert "mode=listener" in srt
    assert "passphrase=secret-key" in srt


@pytest.mark.parametrize(
    ("live_edge_s", "expected"),
    [
        (0, 1000),  # nothing there: from the border before now
        (999.2, 998),  # a short gap: from the border before it
        (995.1, 994),
        (980, 1000),  # a gap too long to be filled
        (1005, 1000),  # media from the future are nobody's to continue
    ],
)
def test_new_encoder_starts_on_a_border(live_edge_s: float, expected: int) -> None:
    assert start_of(now_s=1001.7, live_edge_s=live_edge_s, longest_catch_up_s=8) == expected
