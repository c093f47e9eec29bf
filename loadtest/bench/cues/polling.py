"""The crew's side: polls that are opened and taken away, one after the other, by real commands."""

from __future__ import annotations

import random
import time
from typing import Any

from loadtest.bench.cues.marks import CueMark
from loadtest.bench.peers.moderator import Ticket, command, messages, open_socket

POLLS = 24
"""In turn: by the time that one is made anew, its last showing has long left the latest screen."""
EVERY_S = 0.8


class Polling:
    """A director's socket, and the polls that it opens."""

    def __init__(self, port: int, event_id: int, ticket: Ticket) -> None:
        self._port, self._event_id, self._ticket = port, event_id, ticket
        self._socket = open_socket(port, f"/ws/crew/{event_id}/", ticket)
        self._random = random.Random(7)
        self.marks: list[CueMark] = []
        self._waiting: list[dict[str, Any]] = []
        self._open: dict[str, Any] | None = None
        self._next_at = 0.0

    def go_live(self) -> None:
        """Move the event to its live phase, and its stream on the air."""
        self._do("event.change_phase", {"from_phase": "before", "phase": "live"})
        self._do("stream.open", {})

    def restart_encoder(self) -> None:
        """Replace the encoder by a fresh one."""
        self._do("stream.restart", {})

    def prepare(self) -> None:
        """Make the polls, each a copy of one of the demo's."""
        socket = open_socket(self._port, f"/ws/crew/{self._event_id}/?follow=poll-desk/{self._event_id}", self._ticket)
        snapshot = next(each for each in messages(socket) if each["type"] == "snapshot")
        socket.close()
        model = next(each for each in snapshot["state"]["polls"] if _is_plain(each["poll"]))
        self._waiting = [self._move("polls.duplicate", model) for _ in range(POLLS)]

    def run_for(self, seconds: float) -> None:
        """Open and take away polls for so long; moments fall anywhere between two frames."""
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            if now < self._next_at:
                time.sleep(min(self._next_at, end) - now)
                continue
            self._next_at = max(self._next_at, now - EVERY_S) + EVERY_S + self._random.uniform(0, 0.04)
            if self._open is None:
                self.open()
            else:
                self.take_away()

    def open(self) -> CueMark:
        """Open the next poll."""
        assert self._open is None
        poll = self._waiting.pop(0)
        if poll["poll"]["opens_at_ms"] is not None:
            poll = self._move("polls.take_back", poll)
        self._open = self._move("polls.open", poll, seconds=0)
        return self._mark(self._open, is_shown=True, ms=self._open["poll"]["opens_at_ms"])

    def take_away(self) -> CueMark:
        """Take the open poll away."""
        assert self._open is not None
        poll, self._open = self._move("polls.withdraw", self._open), None
        self._waiting.append(poll)
        return self._mark(poll, is_shown=False, ms=poll["poll"]["gone_at_ms"])

    def rest(self) -> None:
        """Leave no poll open."""
        if self._open is not None:
            self.take_away()

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _mark(self, poll: dict[str, Any], *, is_shown: bool, ms: int) -> CueMark:
        self.marks.append(CueMark(poll["poll"]["id"], is_shown, ms))
        return self.marks[-1]

    def _move(self, name: str, poll: dict[str, Any], **more: Any) -> dict[str, Any]:
        args = {"poll_id": poll["poll"]["id"], "seen": poll["version"], **more}
        moved: dict[str, Any] = self._do(name, args)["poll"]
        return moved

    def _do(self, name: str, args: dict[str, Any]) -> dict[str, Any]:
        return command(self._socket, name, args)


def _is_plain(poll: dict[str, Any]) -> bool:
    """Whether it is of the show, for everybody, and has no picture that a page would wait for."""
    has_pictures = any(option["image"] for option in poll["options"])
    return (poll["placement"], poll["audience"]) == ("show", "all") and poll["kind"] != "quiz" and not has_pictures
