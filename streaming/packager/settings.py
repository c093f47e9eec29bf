"""What the packager works with, from Django's settings."""

from __future__ import annotations

from pathlib import Path

import imageio_ffmpeg
from django.conf import settings

from streaming.packager.channel import Outfit
from streaming.packager.connection import OriginAddress


def ffmpeg_path() -> Path:
    """The ffmpeg to use: UNVEIL_FFMPEG, else the one of imageio-ffmpeg."""
    return Path(settings.FFMPEG or imageio_ffmpeg.get_ffmpeg_exe())


def outfit() -> Outfit:
    """Return the outfit of every channel. Raises ValueError for an origin address that is none."""
    url = settings.STREAM_ORIGIN_URL or f"{settings.BASE_URL}/stream/"
    return Outfit(
        ffmpeg=ffmpeg_path(),
        origin=OriginAddress.parse(url),
        ingest_secret=settings.INGEST_SECRET,
        var_dir=Path(settings.VAR_DIR),
    )
