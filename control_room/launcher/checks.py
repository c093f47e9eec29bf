"""What must hold before a launch starts, each with one line that says what to do."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 1024 * 1024
NEEDED_BYTES = 300 * MEGABYTE


class NotPossible(Exception):
    """The launch cannot start; the message says why and what to do."""


def require_free_disk(folder: Path, needed_bytes: int = NEEDED_BYTES) -> None:
    """Raise NotPossible when `folder` has less room than a stream's window, the media and the logs take."""
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes:
        raise NotPossible(
            f"expected {needed_bytes // MEGABYTE} MB of free disk in {folder}, "
            f"got {free_bytes // MEGABYTE} MB; make room"
        )


def require_free_port(port: int, *, instead: str) -> None:
    """Raise NotPossible when something listens on `port`; `instead` is the command that would use another."""
    for host in ("127.0.0.1", ""):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise NotPossible(
                    f"port {port} is not free ({error.strerror}); end what uses it, or choose another: {instead}"
                ) from error


@contextmanager
def folder_held(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process meanwhile. Raises NotPossible when another holds it."""
    with (folder / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise NotPossible(
                f"a launch runs on {folder} already (process {file.read().strip()}); end it first"
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
