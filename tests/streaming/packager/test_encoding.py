"""The packager against a real ffmpeg, a real web process and its origin."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.db import connection

from streaming.models import Source, Stream
from streaming.origin.fragments import FragmentScanner, parse_fragment
from streaming.origin.tracks import parse_track
from streaming.services import create_stream, open_stream
from tests.browser.launch import ROOT, launch_environment
from tests.events.factories import make_event
from tests.parts.ports import free_port, wait_for_port

pytestmark = pytest.mark.services


class Studio:
    """A web process and a packager, with a stream that plays a short film in a loop."""

    def __init__(self, var_dir: Path, ffmpeg: Path) -> None:
        self.var_dir = var_dir
        self.port = free_port()
        self.environment = {
            **launch_environment(var_dir, port=self.port, bus_url="memory://"),
            "UNVEIL_DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        }
        self._children: list[subprocess.Popen[bytes]] = []
        (var_dir / "media").mkdir(parents=True)
        source = ["-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=3", "-f", "lavfi", "-i", "sine=r=48000:d=3"]
        film = var_dir / "media" / "loop.mkv"
        # With B-frames, which a film from elsewhere mostly has.
        subprocess.run([ffmpeg, "-v", "error", *source, "-c:v", "libx264", "-bf", "2", "-c:a", "aac", film], check=True)
        event = make_event()
        self.stream = create_stream(event=event, source=Source.FILE, file="loop.mkv")
        Stream.objects.filter(pk=self.stream.pk).update(channel="show")
        open_stream(event_id=event.pk)
        self._start("serve", "--port", str(self.port))
        wait_for_port(self.port)
        self.packager = self._start("packager")

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.var_dir / f"{arguments[0]}.log").open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        self._children.append(child)
        return child

    def get(self, path: str) -> bytes:
        with urlopen(f"http://127.0.0.1:{self.port}/stream/show/{path}", timeout=5) as answer:
            body: bytes = answer.read()
        return body

    def status(self) -> str:
        self.stream.refresh_from_db()
        return str(self.stream.status)

    def encoders(self) -> list[int]:
        """The process ids of the packager's children."""
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.packager.pid)], capture_output=True, text=True)
        return [int(pid) for pid in found.stdout.split()]

    def numbers(self, rendition: str = "v720") -> list[int]:
        """The whole segments in a rendition's playlist."""
        lines = self.get(f"{rendition}/index.m3u8").decode().splitlines()
        return [int(line.split(".")[0]) for line in lines if line.endswith(".m4s")]

    def stop(self) -> None:
        for child in reversed(self._children):
            child.terminate()
        for child in self._children:
            child.wait(15)


@pytest.fixture
def studio(transactional_db: None, tmp_path: Path, ffmpeg_path: Path) -> Iterator[Studio]:
    """A stream on the air."""
    made = Studio(tmp_path / "var", ffmpeg_path)
    yield made
    made.stop()


def wait_until(happened: Callable[[], bool], *, timeout_s: float = 25.0) -> None:
    end = time.monotonic() + timeout_s
    while not happened():
        assert time.monotonic() < end, "expected it to happen in time"
        time.sleep(0.1)


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_stream_lives_through_the_death_of_its_encoder(studio: Studio) -> None:
    wait_until(lambda: studio.status() == "live")
    wait_until(lambda: len(studio.numbers()) >= 2 and len(studio.numbers("audio")) >= 2)
    (encoder,) = studio.encoders()
    os.kill(encoder, signal.SIGKILL)
    killed_at = int(time.time() // 2)
    wait_until(lambda: studio.numbers()[-1] >= killed_at + 2)

    numbers = studio.numbers()
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    for rendition in ("v720", "v360", "audio"):
        assert b"EXT-X-GAP" not in studio.get(f"{rendition}/index.m3u8")
        track = parse_track(studio.get(f"{rendition}/init.mp4"))
        for number in studio.numbers(rendition):
            scanner = FragmentScanner(max_fragment_bytes=1 << 22)
            parts = [parse_fragment(data, track) for data in scanner.feed(studio.get(f"{rendition}/{number}.m4s"))]
            assert parts[0].start / track.timescale == pytest.approx(2 * number, abs=0.06)
            assert parts[0].independent
            assert all(after.start == before.end for before, after in pairwise(parts))
    assert abs(time.time() - 2 * numbers[-1]) < 8

    mpd = ET.fromstring(studio.get("manifest.mpd"))
    names = [item.get("id") for item in mpd.iter("{urn:mpeg:dash:schema:mpd:2011}Representation")]
    assert names == ["v720", "v360", "audio"]
    assert studio.get("master.m3u8").count(b"#EXT-X-STREAM-INF") == 2

    # An encoder that hangs is one that died, and viewers are told.
    (encoder,) = studio.encoders()
    os.kill(encoder, signal.SIGSTOP)
    wait_until(lambda: studio.status() == "slate")
    wait_until(lambda: studio.status() == "live")
    assert not is_alive(encoder)

    # Nothing outlives the packager, however it ends.
    (encoder,) = studio.encoders()
    studio.packager.kill()
    wait_until(lambda: not is_alive(encoder), timeout_s=5)
