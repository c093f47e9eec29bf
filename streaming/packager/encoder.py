"""One run of ffmpeg: started, listened to, ended."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from enum import Enum
from typing import BinaryIO

from live.embedded.lifetime import die_with_parent
from streaming.origin.boxes import BoxError

# An encoder makes a fragment every 0.2 s; one that makes none for this long hangs, or its source does.
HUNG_AFTER_S = 3.0
_READ_BYTES = 64 * 1024
# What ffmpeg says of a publisher whose key is not ours, before any of its media; it would take them nevertheless.
_WRONG_KEY = ("Unexpected stream ", "App field don't match up")


class Ending(Enum):
    """Why a run ended."""

    DIED = "died"
    HUNG = "hung"
    LATE = "too far from its time"
    SOURCE_ENDED = "source ended"
    WRONG_KEY = "wrong stream key"


class EncoderRun:
    """Runs a command with a pipe for each rendition.

    `command` makes the command from the pipes' descriptors; `on_bytes(name, data)` takes what comes through a pipe;
    `on_line` what ffmpeg says. `waits_for_source`: silence before the first byte is no hang.
    `is_late` says whether the media have drifted too far from their time.
    """

    def __init__(
        self,
        command: Callable[[Mapping[str, int]], list[str]],
        names: tuple[str, ...],
        *,
        on_bytes: Callable[[str, bytes], None],
        on_line: Callable[[str], None],
        waits_for_source: bool,
        is_late: Callable[[], bool],
    ) -> None:
        self._command = command
        self._names = names
        self._on_bytes = on_bytes
        self._on_line = on_line
        self._waits_for_source = waits_for_source
        self._is_late = is_late
        self._newest_byte_at: float | None = None
        self._ending: Ending | None = None

    async def run(self) -> Ending:
        """Run to the end, whoever brings it about. Cancelling kills the process."""
        with ExitStack() as stack:
            reading: dict[str, BinaryIO] = {}
            writing: dict[str, int] = {}
            for name in self._names:
                read_end, writing[name] = os.pipe()
                reading[name] = stack.enter_context(os.fdopen(read_end, "rb", buffering=0))
            try:
                process = await asyncio.create_subprocess_exec(
                    *self._command(writing),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.PIPE,
                    pass_fds=tuple(writing.values()),
                    preexec_fn=_die_with_packager,
                )
            finally:
                for descriptor in writing.values():
                    os.close(descriptor)
            try:
                return await self._follow(process, reading)
            finally:
                await _kill(process)

    async def _follow(self, process: asyncio.subprocess.Process, reading: Mapping[str, BinaryIO]) -> Ending:
        jobs: list[Awaitable[None]] = [self._read_pipe(name, file) for name, file in reading.items()]
        assert process.stderr is not None
        tasks = [asyncio.ensure_future(job) for job in (*jobs, self._read_lines(process.stderr, process))]
        tasks.append(asyncio.ensure_future(self._watch(process)))
        try:
            code = await process.wait()
            self._on_line(f"[packager] ended with {code}{f', {self._ending.value}' if self._ending else ''}")
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if self._ending is not None:
            return self._ending
        return Ending.SOURCE_ENDED if code == 0 and self._waits_for_source else Ending.DIED

    async def _read_pipe(self, name: str, file: BinaryIO) -> None:
        reader = asyncio.StreamReader(limit=_READ_BYTES)
        loop = asyncio.get_running_loop()
        transport, _protocol = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), file)
        try:
            while data := await reader.read(_READ_BYTES):
                self._newest_byte_at = time.monotonic()
                self._on_bytes(name, data)
        except BoxError as error:
            self._on_line(f"[packager] {name}: {error}")
            self._ending = Ending.DIED
        finally:
            transport.close()

    async def _read_lines(self, stderr: asyncio.StreamReader, process: asyncio.subprocess.Process) -> None:
        while True:
            try:
                line = await stderr.readline()
            except ValueError:  # longer than any line that is worth keeping
                continue
            if not line:
                return
            text = line.decode(errors="replace").rstrip()
            self._on_line(text)
            if any(words in text for words in _WRONG_KEY):
                self._end(process, Ending.WRONG_KEY)

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        self._newest_byte_at = None if self._waits_for_source else time.monotonic() + HUNG_AFTER_S
        while self._ending is None:
            await asyncio.sleep(0.25)
            newest = self._newest_byte_at
            if newest is not None and time.monotonic() - newest > HUNG_AFTER_S:
                self._end(process, Ending.HUNG)
            elif self._is_late():
                self._end(process, Ending.LATE)
        self._end(process, self._ending)

    def _end(self, process: asyncio.subprocess.Process, ending: Ending) -> None:
        self._ending = self._ending or ending
        if process.returncode is None:
            process.kill()


def _die_with_packager() -> None:
    die_with_parent(signal.SIGKILL)


async def _kill(process: asyncio.subprocess.Process) -> None:
    # At once: what it would still flush is a short last fragment, which the origin must not publish.
    if process.returncode is None:
        process.kill()
    await asyncio.shield(process.wait())
