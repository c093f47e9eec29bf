"""The clock in the picture."""

from __future__ import annotations

import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest

from loadtest.bench.cues.film import COLUMNS, FRAMES, ROWS, make_film, number_in, picture, programme_ms


def test_every_frame_tells_its_number() -> None:
    assert [number_in(picture(number)) for number in range(FRAMES)] == list(range(FRAMES))


def test_number_is_read_through_the_losses_of_an_encoder() -> None:
    worn = [min(max(value + (37 if place % 2 else -37), 0), 255) for place, value in enumerate(picture(1_234))]
    assert number_in(worn) == 1_234


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([0] * COLUMNS * ROWS, id="black"),
        pytest.param([128] * COLUMNS * ROWS, id="grey"),
        pytest.param([], id="nothing"),
        pytest.param(list(picture(FRAMES)), id="a number past the end"),
        pytest.param([*picture(5)[: 4 * COLUMNS], *picture(6)[4 * COLUMNS :]], id="two frames at once"),
    ],
)
def test_what_is_no_frame_has_no_number(cells: list[int]) -> None:
    assert number_in(cells) is None


def test_programme_time_is_the_round_that_is_near() -> None:
    start_ms = 29_833_333 * 60_000
    assert programme_ms(0, start_ms + 20) == start_ms
    assert programme_ms(10, start_ms - 100) == start_ms + 400
    assert programme_ms(FRAMES - 1, start_ms + 5) == start_ms - 40
    assert programme_ms(700, start_ms + 29_000) == start_ms + 28_000


@pytest.mark.services
def test_film_has_its_frames_where_they_belong(tmp_path: Path) -> None:
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    film = tmp_path / "film" / "clock.mkv"
    make_film(film, ffmpeg)
    size = f"scale={COLUMNS}:{ROWS}:flags=area"
    command = [ffmpeg, "-loglevel", "error", "-i", str(film), "-vf", size, "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    cells = COLUMNS * ROWS
    frames = [number_in(raw[place : place + cells]) for place in range(0, len(raw), cells)]
    assert frames == list(range(FRAMES))
