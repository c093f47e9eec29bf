"""What a person is told when the launch is up."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Door:
    """A page, and who opens it with which login ("" for nobody in particular)."""

    label: str
    address: str
    login: str = ""


def launch_summary(
    *, title: str, doors: Sequence[Door], password: str, mailbox: Path, logs: Path, notes: Sequence[str] = ()
) -> str:
    """Return the table of a running launch. Its last line is `ready: <address of the first door>`."""
    label_width = max(len(door.label) for door in doors)
    address_width = max(len(door.address) for door in doors)
    rule = "─" * (label_width + address_width + 6 + max(len(door.login) for door in doors))
    rows = [f"  {door.label:<{label_width}}  {door.address:<{address_width}}  {door.login}".rstrip() for door in doors]
    return "\n".join(
        [
            "",
            f"  {title}",
            f"  {rule}",
            *rows,
            f"  {rule}",
            f"  Password of every login: {password}",
            f"  Mails are written to {os.path.relpath(mailbox)}, logs to {os.path.relpath(logs)}.",
            *(f"  {note}" for note in notes),
            "  Ctrl-C ends the launch and keeps its data.",
            "",
            f"ready: {doors[0].address}",
        ]
    )
