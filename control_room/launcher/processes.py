"""Processes under honcho, each with a keeper around it and a log of its own."""

from __future__ import annotations

import logging
import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import Event
from typing import Any

import honcho.manager
from honcho.environ import parse_procfile
from honcho.manager import Manager

from control_room.launcher.care import Care
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A process of a launch: a line of shell, begun in `folder`."""

    name: str
    command: str
    environment: Mapping[str, str]
    folder: Path
    care: Care = field(default_factory=Care)


def procfile_processes(procfile: Path, environment: Mapping[str, str]) -> list[Kept]:
    """Return the processes in `procfile`."""
    commands: dict[str, str] = parse_procfile(procfile.read_text()).processes
    return [
        Kept(name=name, command=command, environment=environment, folder=procfile.parent)
        for name, command in commands.items()
    ]


def make_manager(processes: Iterable[Kept], *, logs: Logs, patience_s: float | None = None) -> Manager:
    """Return a honcho manager of `processes`, not started; its loop() ends them all together.

    `patience_s` seconds after the first has ended, keepers that are still there are killed (honcho: 5 s).
    """
    if patience_s is not None:
        honcho.manager.KILL_WAIT = patience_s  # it has no argument for this
    manager = Manager(logs)
    keeper = [sys.executable, "-m", "control_room.launcher.keeper", "--launch", str(os.getpid())]
    for each in processes:
        kept = [*keeper, "--name", each.name, "--care", each.care.to_json(), "--", "/bin/sh", "-c"]
        command = f"exec {shlex.join([*kept, f'exec {each.command}'])}"
        manager.add_process(each.name, command, env=dict(each.environment), cwd=str(each.folder))
    return manager
