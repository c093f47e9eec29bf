"""Who comes late, and who seeks back: held against docs/cues.md."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from loadtest.bench.cues.marks import CueMark, Seen
from loadtest.bench.cues.polling import Polling
from loadtest.bench.cues.screen import Screen
from loadtest.bench.filling import Failed

_STEP_S = 0.1
# Long enough open to be the state of the page that somebody comes to, and no news.
_LATE_S = 4
# The poll has been on the page for a while: a seek takes away what stands, not what is just coming.
_STANDS_S = 1


def late_joiner(polling: Polling, join: Callable[[], Screen]) -> Mapping[str, float]:
    """Open a poll, come _LATE_S later: it is there with the picture. Its end is seen with its frame."""
    polling.rest()
    opened = polling.open()
    time.sleep(_LATE_S)
    screen = join()
    try:
        wait(screen, lambda seen: opened.poll_id in seen.poll_ids, 8, "the open poll")
        closed = polling.take_away()
        gone = wait_for_change(screen, closed, 8 + screen.delay_s)
    finally:
        screen.page.close()
    return {"as_documented": 1, "error_p95_ms": abs(gone.ms - closed.ms)}


def seek_back(polling: Polling, screen: Screen) -> Mapping[str, float]:
    """Seek to before an open poll: it is gone; and when the picture gets there again it comes with its frame."""
    polling.rest()
    screen.set_delay()
    opened = polling.open()
    wait(screen, lambda seen: opened.poll_id in seen.poll_ids, screen.delay_s + 6, "the open poll")
    time.sleep(_STANDS_S)
    screen.seek(opened.ms - 3_000)
    before = wait(screen, lambda seen: opened.poll_id not in seen.poll_ids, 4, "no poll after the seek back")
    if before.ms >= opened.ms:
        raise Failed(f"expected a picture before the poll, got one {before.ms - opened.ms} ms after its opening", {})
    screen.take()
    again = wait_for_change(screen, opened, 10)
    polling.rest()
    return {"as_documented": 1, "error_p95_ms": abs(again.ms - opened.ms)}


def wait(screen: Screen, is_there: Callable[[Seen], bool], timeout_s: float, what: str) -> Seen:
    """Return the first look at which it is there. Raises Failed."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        seen = screen.now()
        if is_there(seen):
            return seen
        time.sleep(_STEP_S)
    raise Failed(f"expected {what} within {timeout_s:g} s, it was not there", {})


def wait_for_change(screen: Screen, cue: CueMark, timeout_s: float) -> Seen:
    """Return the frame with which a page followed a cue. Raises Failed."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        before, *changes = screen.take()
        for change in changes:
            if (cue.poll_id in change.poll_ids) == cue.is_shown != (cue.poll_id in before.poll_ids):
                return change
            before = change
        time.sleep(_STEP_S)
    raise Failed(f"expected the poll to {'come' if cue.is_shown else 'go'} within {timeout_s:g} s, it did not", {})
