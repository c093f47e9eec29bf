"""From a stream's row to what an encoder reads."""

from __future__ import annotations

from pathlib import Path

from streaming.film.files import CLOCK_FONT, film_path, make_film_in_a_process
from streaming.models import Source
from streaming.packager.orders import Order
from streaming.packager.probe import NotPlayable, probe_file
from streaming.packager.sources import Input, Loop, listen_rtmp, listen_srt

RTMP_PORT = 1935
SRT_PORT = 9710


async def input_of(order: Order, *, ffmpeg: Path, var_dir: Path) -> Input:
    """Return the input of a stream; makes the demo film if it is missing. Raises NotPlayable."""
    if order.source == Source.RTMP:
        return listen_rtmp(port=order.ingest_port or RTMP_PORT, key=order.stream_key)
    if order.source == Source.SRT:
        return listen_srt(port=order.ingest_port or SRT_PORT, key=order.stream_key)
    path, clock_font = Path(order.file), None
    if order.source == Source.FILM:
        path, clock_font = film_path(var_dir), film_path(var_dir).with_name(CLOCK_FONT)
        if not path.exists() and not await make_film_in_a_process():
            raise NotPlayable("expected the demo film to be made, it was not; run manage.py make_demo_film")
        clock_font = clock_font if clock_font.exists() else None
    facts = await probe_file(ffmpeg, path)
    playlist = var_dir / "log" / f"loop-{order.channel}.ffconcat"
    return Loop(path, facts.duration_s, playlist, has_audio=facts.has_audio, clock_font=clock_font)
