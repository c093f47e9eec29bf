"""The Procfile's processes under honcho, each with a keeper around it and a log of its own."""

from __future__ import annotations

import logging
import os
import shlex
import sys
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import Event
from typing import Any

from honcho.environ import parse_procfile
from honcho.manager import Manager

from control_room.launcher.keeper import NOTICE

LOG_BYTES = 5 * 1024 * 1024


class Logs:
    """A printer for honcho: a file for each process, and the keepers' notices on the terminal.

    `started` is set once honcho, which forks, has started all: before that, no thread should be at work.
    """

    width = 0  # honcho writes here; lines are not padded

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._files: dict[str, RotatingFileHandler] = {}
        self.started = Event()

    def write(self, message: Any) -> None:
        """Take a line of a process, or of honcho itself."""
        self.started.set()
        text = message.data.decode(errors="replace") if isinstance(message.data, bytes) else message.data
        text = text.rstrip("\n")
        file = self._file(message.name)
        file.emit(logging.LogRecord(message.name, logging.INFO, "", 0, text, None, None))
        if text.startswith(NOTICE):
            print(f"{text}; its log: {os.path.relpath(file.baseFilename)}", flush=True)

    def _file(self, name: str) -> RotatingFileHandler:
        if name not in self._files:
            self._files[name] = RotatingFileHandler(self._folder / f"{name}.log", maxBytes=LOG_BYTES, backupCount=1)
        return self._files[name]


def make_manager(*, procfile: Path, environment: Mapping[str, str], logs: Logs) -> Manager:
    """Return a honcho manager of the processes in `procfile`, not started; its loop() ends them all together."""
    manager = Manager(logs)
    keeper = [sys.executable, "-m", "control_room.launcher.keeper", "--launch", str(os.getpid())]
    for name, command in parse_procfile(procfile.read_text()).processes.items():
        kept = [*keeper, "--name", name, "--", "/bin/sh", "-c", f"exec {command}"]
        manager.add_process(name, f"exec {shlex.join(kept)}", env=dict(environment), cwd=str(procfile.parent))
    return manager
