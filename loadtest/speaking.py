"""Commands: kept until they are answered, and repeated with the same id (docs/protocol.md, section 6)."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from loadtest.frames import client_frame
from loadtest.reading import Message, shared_name
from loadtest.viewer import Pending, Phase, Viewer

if TYPE_CHECKING:
    from loadtest.cohort import Cohort

_REPEAT_S = 10.0

Then = Callable[[Viewer, Message], None]


class Speaking:
    """What the viewers of a cohort say."""

    def __init__(self, cohort: Cohort) -> None:
        self._cohort = cohort
        self._speakers: set[Viewer] = set()

    @property
    def unanswered(self) -> int:
        """Commands that wait for their answer."""
        return sum(len(viewer.pending) for viewer in self._speakers)

    def command(
        self, viewer: Viewer, name: str, args: dict[str, Any], then: Then | None = None, *, key: str = ""
    ) -> str:
        """Send a command and return its id; `then` gets the ack, or the refusal that is no "try again"."""
        key = key or uuid.uuid4().hex
        said = msgspec.json.encode({"type": "command", "id": key, "name": name, "args": args})
        viewer.pending[key] = Pending(key, name, client_frame(said), time.monotonic(), then)
        self._speakers.add(viewer)
        self._send(viewer, viewer.pending[key])
        return key

    def follow(self, viewer: Viewer, topic: str, *, with_position: bool = True) -> None:
        """Follow a topic again."""
        said = {"type": "follow", "topic": topic}
        position = viewer.place.positions.get(shared_name(topic)) if with_position else None
        if position is not None:
            said["since"] = str(position)
        if viewer.phase is Phase.OPEN:
            self._cohort.send(viewer, client_frame(msgspec.json.encode(said)))

    def answered(self, viewer: Viewer, message: Message) -> None:
        """Take an ack or a refusal. The answer to a repeated id may come twice: the second is nobody's."""
        figures = self._cohort.figures
        pending = viewer.pending.get(message.id)
        if pending is None:
            return
        retry_ms = message.details.get("retry_after_ms") if message.type == "refusal" else None
        if isinstance(retry_ms, int):
            figures.refusals[f"{message.code} (tried again)"] += 1
            pending.resend_at_s = time.monotonic() + retry_ms / 1000 + random.uniform(0, 0.25)
            self._cohort.timers.at(pending.resend_at_s, self.repeat, viewer, message.id)
            return
        del viewer.pending[message.id]
        if not viewer.pending:
            self._speakers.discard(viewer)
        if message.type == "ack":
            figures.acknowledged += 1
            figures.acknowledging.add((time.monotonic() - pending.sent_s) * 1000)
        else:
            figures.refusals[str(message.code)] += 1
        if pending.then is not None:
            pending.then(viewer, message)

    def repeat_all(self, viewer: Viewer) -> None:
        """Say again what was not answered, on a new connection."""
        for pending in list(viewer.pending.values()):
            self._again(viewer, pending)

    def repeat(self, viewer: Viewer, key: str) -> None:
        """Say a command again that was not answered, with the same id."""
        pending = viewer.pending.get(key)
        if pending is not None:
            self._again(viewer, pending)

    def sweep(self, now_s: float) -> None:
        """Say again what has had no answer for long."""
        for viewer in list(self._speakers):
            for pending in list(viewer.pending.values()):
                if now_s - pending.sent_s > _REPEAT_S * pending.tries and pending.resend_at_s < now_s:
                    self._again(viewer, pending)

    def _again(self, viewer: Viewer, pending: Pending) -> None:
        pending.tries += 1
        self._cohort.figures.repeated += 1
        self._send(viewer, pending)

    def _send(self, viewer: Viewer, pending: Pending) -> None:
        # Before the welcome nothing is sent: the welcome sends all of it.
        if viewer.phase is Phase.OPEN and viewer.is_welcome:
            self._cohort.send(viewer, pending.frame)
