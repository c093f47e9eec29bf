"""The origin over ASGI: uploads, growing segments, manifests, and what it refuses."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from streaming.origin.app import OriginApplication
from streaming.origin.limits import Limits
from tests.streaming.asgi import ask, begin
from tests.streaming.conftest import SECRET, bearer, publish, publish_segments
from tests.streaming.media import fragment, init_segment, number_now, segment

DASH = {"d": "urn:mpeg:dash:schema:mpd:2011"}


async def test_segment_is_read_while_it_is_uploaded(origin: OriginApplication) -> None:
    number = number_now()
    parts = segment(number)
    await publish(origin, "v720/init.mp4", init_segment())
    upload = begin(origin, "PUT", f"ingest/show/v720/{number}.m4s", headers=bearer())
    await upload.upload(*parts[:3])
    reading = begin(origin, "GET", f"show/v720/{number}.m4s")
    assert await reading.answer.wait_for_bytes(sum(map(len, parts[:3]))) == b"".join(parts[:3])
    assert not reading.answer.done
    await upload.upload(*parts[3:])
    assert (await upload.finish()).status == 201
    assert (await reading.finish()).body == b"".join(parts)


async def test_bytes_of_half_a_fragment_are_not_served(origin: OriginApplication) -> None:
    number = number_now()
    first, second = segment(number)[:2]
    await publish(origin, "v720/init.mp4", init_segment())
    upload = begin(origin, "PUT", f"ingest/show/v720/{number}.m4s", headers=bearer())
    await upload.upload(first + second[:-3])
    reading = begin(origin, "GET", f"show/v720/{number}.m4s")
    assert await reading.answer.wait_for_bytes(len(first)) == first
    await upload.finish()
    await reading.finish()


async def test_request_ahead_of_time_waits_for_the_segment(origin: OriginApplication) -> None:
    number = number_now()
    await publish_segments(origin, number - 1)
    reading = begin(origin, "GET", f"show/v720/{number}.m4s")
    await publish(origin, f"v720/{number}.m4s", *segment(number))
    assert (await reading.finish()).body == b"".join(segment(number))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": "Basic abc"},
        bearer("another"),
        bearer(lifetime_s=-1),
    ],
)
async def test_upload_without_a_valid_token_is_refused(origin: OriginApplication, headers: dict[str, str]) -> None:
    answer = await ask(origin, "ingest/show/v720/init.mp4", method="PUT", headers=headers, body=[init_segment()])
    assert answer.status == 403
    assert origin.store.channels == {}


@pytest.mark.parametrize(
    "path",
    [
        "../settings.py",
        "show/../../etc/passwd",
        "show/v720/../1.m4s",
        "show/v720/1.m4s/..",
        "show//1.m4s",
        "",
        "SHOW/time",
    ],
)
async def test_paths_that_are_no_media_are_not_found(origin: OriginApplication, path: str) -> None:
    assert (await ask(origin, path)).status == 404
    for target in (path, "v720/../../x/1.m4s"):
        assert (await ask(origin, f"ingest/show/{target}", method="PUT", headers=bearer())).status in {403, 404, 405}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("v720/init.mp4", bytes(70_000), 413),
        ("v720/init.mp4", b"no boxes at all, truly", 422),
        ("v720/1.m4s", fragment(1_000_000_000), 422),  # years ago: no UTC
        ("v720/1.m4s", b"\0\0\0\x04moof", 422),
        ("unknown/1.m4s", fragment(0), 409),
        ("v720/readme.txt", b"", 404),
    ],
)
async def test_bad_upload_is_refused(origin: OriginApplication, path: str, body: bytes, status: int) -> None:
    await publish(origin, "v720/init.mp4", init_segment())
    assert (await publish(origin, path, body)).status == status


async def test_oversized_segment_is_refused(tmp_path: Path) -> None:
    app = OriginApplication(tmp_path, secret=SECRET, limits=Limits(max_segment_bytes=1000))
    await publish(app, "v720/init.mp4", init_segment())
    number = number_now()
    assert (await publish(app, f"v720/{number}.m4s", *[fragment(2 * number, body=bytes(600))] * 2)).status == 413
    app.close()


async def test_head_and_range(origin: OriginApplication) -> None:
    number = number_now() - 1
    await publish_segments(origin, number)
    whole = b"".join(segment(number))
    head = await ask(origin, f"show/v720/{number}.m4s", method="HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(whole)))
    part = await ask(origin, f"show/v720/{number}.m4s", headers={"Range": "bytes=10-19"})
    assert (part.status, part.body) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert (await ask(origin, f"show/v720/{number}.m4s", headers={"Range": "bytes=999999-"})).status == 416
    assert (await ask(origin, f"show/v720/{number}.m4s", method="POST")).status == 405


async def test_manifest_is_on_the_epoch(origin: OriginApplication) -> None:
    await publish_segments(origin, number_now() - 1, number_now())
    answer = await ask(origin, "show/manifest.mpd")
    assert answer.status == 200
    mpd = ET.fromstring(answer.body)
    assert mpd.get("availabilityStartTime") == "1970-01-01T00:00:00Z"
    templates = mpd.findall(".//d:SegmentTemplate", DASH)
    assert [(item.get("duration"), item.get("startNumber")) for item in templates] == [("2", "0")] * 2
    assert [item.get("id") for item in mpd.findall(".//d:Representation", DASH)] == ["v720", "audio"]


async def test_playlists_have_utc_dates_parts_and_a_hint(origin: OriginApplication) -> None:
    number = number_now()
    await publish_segments(origin, number - 1)
    await publish(origin, f"v720/{number}.m4s", *segment(number)[:3])
    master = (await ask(origin, "show/master.m3u8")).body.decode()
    assert "RESOLUTION=1280x720" in master
    lines = (await ask(origin, "show/v720/index.m3u8")).body.decode().splitlines()
    assert f"#EXT-X-MEDIA-SEQUENCE:{number - 1}" in lines
    assert sum(line.startswith("#EXT-X-PROGRAM-DATE-TIME:") for line in lines) == 2
    assert sum(line.startswith("#EXT-X-PART:") for line in lines) == 13
    assert lines[-1] == f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{number}.3.m4s"'


async def test_numbers_that_nobody_made_are_gaps(origin: OriginApplication) -> None:
    number = number_now()
    await publish_segments(origin, number - 3, number)
    lines = (await ask(origin, "show/v720/index.m3u8")).body.decode().splitlines()
    gaps = [lines[i + 2] for i, line in enumerate(lines) if line == "#EXT-X-GAP"]
    assert gaps == [f"{number - 2}.m4s", f"{number - 1}.m4s"]
    assert (await ask(origin, f"show/v720/{number - 1}.m4s")).status == 404


async def test_blocking_reload_waits_for_the_part(origin: OriginApplication) -> None:
    number = number_now()
    await publish_segments(origin, number - 1)
    waiting = begin(origin, "GET", "show/v720/index.m3u8", query=f"_HLS_msn={number}&_HLS_part=0")
    await publish(origin, f"v720/{number}.m4s", segment(number)[0])
    assert f'URI="{number}.0.m4s"' in (await waiting.finish()).body.decode()
    assert (await ask(origin, "show/v720/index.m3u8", query=f"_HLS_msn={number + 9}")).status == 400
    assert (await ask(origin, "show/v720/index.m3u8", query="_HLS_part=1")).status == 400


async def test_hinted_part_is_held_until_it_comes(origin: OriginApplication) -> None:
    number = number_now()
    await publish_segments(origin, number - 1)
    upload = begin(origin, "PUT", f"ingest/show/v720/{number}.m4s", headers=bearer())
    parts = segment(number)
    await upload.upload(parts[0])
    waiting = begin(origin, "GET", f"show/v720/{number}.1.m4s")
    await upload.upload(parts[1])
    assert (await waiting.finish()).body == parts[1]
    await upload.finish()


async def test_origin_that_restarts_has_what_was_published(tmp_path: Path) -> None:
    number = number_now()
    first = OriginApplication(tmp_path, secret=SECRET)
    await publish_segments(first, number - 1)
    await publish(first, f"v720/{number}.m4s", *segment(number)[:4])
    first.close()
    torn = tmp_path / "show" / "v720" / f"{number}.m4s"
    torn.write_bytes(torn.read_bytes()[:-5])
    second = OriginApplication(tmp_path, secret=SECRET, limits=Limits(hold_s=0.2))
    assert (await ask(second, f"show/v720/{number - 1}.m4s")).body == b"".join(segment(number - 1))
    await publish(second, f"v720/{number}.m4s", *segment(number))
    assert (await ask(second, f"show/v720/{number}.m4s")).body == b"".join(segment(number))
    second.close()


async def test_state_tells_the_live_edge(origin: OriginApplication) -> None:
    assert json.loads((await ask(origin, "show/state")).body)["live_edge_ms"] == 0
    number = number_now()
    await publish_segments(origin, number - 1)
    assert json.loads((await ask(origin, "show/state")).body)["live_edge_ms"] == number * 2000
