"""What ffmpeg says, in a file that does not grow without bound."""

from __future__ import annotations

from datetime import UTC, datetime
from logging import LogRecord, makeLogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path

_MAX_BYTES = 512 * 1024
_MAX_LINE = 600


class EncoderLog:
    """A channel's log: at most two files of 512 KB. `secret` never gets into it."""

    def __init__(self, path: Path, *, secret: str = "") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=1, encoding="utf-8", delay=True)
        self._secret = secret

    def write(self, line: str) -> None:
        """Add a line with its time."""
        text = line.replace(self._secret, "<key>") if self._secret else line
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._handler.emit(_record(f"{now} {text[:_MAX_LINE]}"))

    def close(self) -> None:
        """Close the file."""
        self._handler.close()


def _record(message: str) -> LogRecord:
    return makeLogRecord({"msg": message})
