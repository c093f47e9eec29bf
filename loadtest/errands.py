"""What a viewer does about messages that are for it alone, or ask for something to be done."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from loadtest.frames import PONG, client_frame
from loadtest.reading import Chunk, Message, topic_owner
from loadtest.viewer import Phase, Viewer

if TYPE_CHECKING:
    from loadtest.cohort import Cohort


def run_errands(cohort: Cohort, viewer: Viewer, chunk: Chunk) -> None:
    """See to the chunk's errands, then let the viewer's listener hear all of it."""
    for message in chunk.errands:
        if viewer.phase is not Phase.OPEN:
            return
        _run(cohort, viewer, message)
    if viewer.listener is not None:
        for message in chunk.messages:
            viewer.listener(viewer, message)


def _run(cohort: Cohort, viewer: Viewer, message: Message) -> None:
    match message.type:
        case "ack" | "refusal":
            cohort.speaking.answered(viewer, message)
        case "welcome":
            _welcome(cohort, viewer, message)
        case "unavailable":
            _unavailable(cohort, viewer, message)
        case "drain":
            cohort.drain(viewer, message.window_ms)
        case "#ping":
            cohort.send(viewer, client_frame(message.payload, PONG))
        case "#close":
            code = int(message.code)
            reason = message.payload.decode(errors="replace")
            cohort.lost(viewer, "", code=code, reason=reason, refused=code == 4503)
        case _ if topic_owner(message.topic) not in ("", viewer.person.subject):
            cohort.figures.leaks += 1


def _welcome(cohort: Cohort, viewer: Viewer, message: Message) -> None:
    viewer.is_welcome = True
    viewer.attempt = 0
    # Who registered at the door has not been told their subject.
    if viewer.person.subject and message.subject != viewer.person.subject:
        cohort.figures.leaks += 1
    if viewer.lost_s:
        cohort.figures.returns += 1
        cohort.figures.returning.add((time.monotonic() - viewer.lost_s) * 1000)
        viewer.lost_s = 0.0
    cohort.speaking.repeat_all(viewer)


def _unavailable(cohort: Cohort, viewer: Viewer, message: Message) -> None:
    if message.code == "live.unavailable":
        due_s = time.monotonic() + random.uniform(0.2, 1.0)
        cohort.timers.at(due_s, cohort.speaking.follow, viewer, message.topic)
    else:
        cohort.figures.errors[f"unavailable: {message.code}"] += 1
