"""Tens of thousands of viewers in one thread: raw sockets, epoll, and as little Python for each frame as can be.

`turn` does what is due and returns, so one greenlet (or a plain loop) drives it. It knows neither gevent nor Locust,
and takes its sockets from below both, where nothing is patched.
"""

from __future__ import annotations

import _socket
import os
import random
import time
from collections.abc import Iterable, Sequence

from loadtest import coming_back
from loadtest.arriving import connect, connected, reason_of, take_answer
from loadtest.errands import run_errands
from loadtest.figures import Figures
from loadtest.frames import CLOSE, BadFrame, client_frame
from loadtest.people import Person
from loadtest.polling import EPOLLIN, EPOLLOUT, Poll
from loadtest.reading import Chunk, Reader, Step
from loadtest.speaking import Speaking
from loadtest.targets import Target
from loadtest.timers import Timers
from loadtest.viewer import NOT_IN_MS, Phase, Viewer

_READ_BYTES = 64 * 1024
_MOST_EVENTS = 1024
# Viewers in a run: a millisecond of reading, which is then the error of their latency.
_RUN = 128
# A turn is left after this long, so that whoever shares the thread gets to run.
_TURN_S = 0.02
_SILENCE_S = 30.0
_SWEEP_S = 1.0


class Cohort:
    """Holds viewers on `targets`; `page` is the address of the page that those who open one open first."""

    def __init__(self, targets: Sequence[Target], *, page: str = "/") -> None:
        self.targets = list(targets)
        self.page = page
        self.figures = Figures()
        self.viewers: list[Viewer] = []
        self.reader = Reader()
        self.timers = Timers()
        self.speaking = Speaking(self)
        self.open_count = 0
        self._poll = Poll()
        self._by_fd: list[Viewer | None] = []
        self._turned_s = self._swept_s = time.monotonic()
        self._cpu_s = time.thread_time()

    # --- who is here

    def add(self, person: Person, follow: Sequence[str], **options: object) -> Viewer:
        """Return a new viewer, not yet connected."""
        viewer = Viewer(
            person=person,
            follow=tuple(follow),
            place=self.reader.nowhere,
            target=person.number % len(self.targets),
            **options,  # type: ignore[arg-type]
        )
        self.viewers.append(viewer)
        return viewer

    def join(self, viewers: Iterable[Viewer], *, per_second: float) -> None:
        """Connect `viewers`, evenly spread."""
        now = time.monotonic()
        for number, viewer in enumerate(viewers):
            self.timers.at(now + number / per_second, connect, self, viewer)

    def cut(self, viewer: Viewer) -> None:
        """Lose the connection as a train in a tunnel does: no close frame, and back with jitter."""
        if viewer.socket is not None:
            self.lost(viewer, "cut")

    def hold_reading(self, viewer: Viewer) -> None:
        """Stop reading; the socket stays open."""
        viewer.reads = False
        if viewer.socket is not None:
            self._poll.change(viewer.fd, 0)

    def resume_reading(self, viewer: Viewer) -> None:
        """Read on. What was appended in between was missed by choice."""
        viewer.reads = True
        viewer.deadline_s = time.monotonic() + _SILENCE_S
        if viewer.socket is not None:
            if viewer.is_in:
                viewer.since_ms = _now_ms()
            self._poll.change(viewer.fd, EPOLLIN)

    def leave(self) -> None:
        """Close everything."""
        self.timers.clear()
        for viewer in self.viewers:
            self.forget(viewer)

    def forget(self, viewer: Viewer) -> None:
        """Have `viewer` leave, and not come back."""
        self.close(viewer)
        viewer.phase = Phase.GONE

    # --- the loop

    def turn(self, wait_s: float = 0.0) -> bool:
        """Do what is due and read what is there; return whether there is more. Waits up to `wait_s` for something."""
        began = time.monotonic()
        more = self.timers.run(began, 256)
        more = self._read_all(0.0 if more else wait_s, began) or more
        now = time.monotonic()
        if now - self._swept_s > _SWEEP_S:
            self._swept_s = now
            self._sweep(now)
        cpu_s = time.thread_time()
        figures = self.figures
        figures.cpu_s += cpu_s - self._cpu_s
        self._cpu_s = cpu_s
        figures.most_turn_ms = max(figures.most_turn_ms, (began - self._turned_s) * 1000 if not wait_s else 0.0)
        self._turned_s = began
        return more

    def _read_all(self, wait_s: float, began: float) -> bool:
        ends = began + wait_s + _TURN_S
        while True:
            events = self._poll.wait(wait_s, _MOST_EVENTS)
            if events:
                self._read(events)
            if len(events) < _MOST_EVENTS:
                return False
            wait_s = 0.0
            if time.monotonic() > ends:
                return True

    def _read(self, events: list[tuple[int, int]]) -> None:
        """The hot path: a read, a comparison, two look-ups. Everything rare is handed on.

        Runs of viewers to whom the same happens are counted together: their latency is taken at the end of the run.
        """
        by_fd, read, known, is_open = self._by_fd, os.read, self.reader.chunks, Phase.OPEN
        deadline_s = time.monotonic() + _SILENCE_S
        last_data, chunk = b"", None
        counted: tuple[Chunk, Step] | None = None
        run = 0
        for fd, event in events:
            viewer = by_fd[fd]
            if viewer is None:
                continue
            if event != EPOLLIN or viewer.phase is not is_open:
                self._event(viewer)
                continue
            try:
                data = read(fd, _READ_BYTES)
            except BlockingIOError:
                continue
            except OSError as error:
                self.lost(viewer, reason_of(error))
                continue
            if data != last_data:
                chunk = known.get(data)
                last_data = data
            if chunk is None or viewer.rest or viewer.since_ms > chunk.oldest_ms:
                self._take(viewer, data)
                last_data = b""
                continue
            step = chunk.steps.get(viewer.place)
            if step is None:
                step = self.reader.step(viewer.place, chunk)
            if not step.is_clean or viewer.listener is not None:
                self._apply(viewer, chunk)
                continue
            viewer.place = step.place
            viewer.deadline_s = deadline_s
            if counted is not None and (step is not counted[1] or run == _RUN):
                self._count(*counted, run)
                counted = None
            if counted is None:
                counted, run = (chunk, step), 0
            run += 1
        if counted is not None:
            self._count(*counted, run)

    def _count(self, chunk: Chunk, step: Step, times: int) -> None:
        figures, now_ms = self.figures, _now_ms()
        figures.frames += chunk.frames * times
        figures.bytes_read += chunk.size * times
        figures.facts += len(step.at_ms) * times
        figures.duplicates += step.duplicates * times
        for at_ms in step.at_ms:
            figures.latency.add(now_ms - at_ms, times)

    # --- the slower ways

    def _take(self, viewer: Viewer, data: bytes) -> None:
        if not data:
            self.lost(viewer, "ended without a close frame")
            return
        viewer.deadline_s = time.monotonic() + _SILENCE_S
        try:
            chunk, viewer.rest = self.reader.chunk(viewer.rest + data)
        except BadFrame as error:
            self.figures.errors[f"bad frame: {error}"] += 1
            self.lost(viewer, "bad frame")
            return
        self._apply(viewer, chunk)

    def _apply(self, viewer: Viewer, chunk: Chunk) -> None:
        figures, now_ms = self.figures, _now_ms()
        step = self.reader.step(viewer.place, chunk)
        viewer.place = step.place
        figures.frames += chunk.frames
        figures.bytes_read += chunk.size
        figures.facts += len(step.at_ms)
        figures.duplicates += step.duplicates
        for at_ms in step.at_ms:
            if at_ms >= viewer.since_ms:
                figures.latency.add(now_ms - at_ms)
            else:
                figures.made_good += 1
        figures.gaps += len(step.gaps)
        for topic in (*step.gaps, *step.strangers):
            self.speaking.follow(viewer, topic, with_position=topic in step.gaps)
        run_errands(self, viewer, chunk)
        if viewer.phase is Phase.OPEN and viewer.is_welcome and viewer.since_ms == NOT_IN_MS:
            self._maybe_in(viewer)

    def _maybe_in(self, viewer: Viewer) -> None:
        if not viewer.has_shared():
            return
        viewer.since_ms = _now_ms()
        if not viewer.is_in:
            viewer.is_in = True
            self.figures.joins += 1
            self.figures.joining.add((time.monotonic() - viewer.began_s) * 1000)

    def _event(self, viewer: Viewer) -> None:
        """Something on a connection that is not open, or an error or the end of one that is."""
        assert viewer.socket is not None
        if viewer.phase is Phase.CONNECTING:
            connected(self, viewer)
            return
        try:
            data = viewer.socket.recv(_READ_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            self.lost(viewer, reason_of(error))
            return
        if viewer.phase is Phase.OPEN or not data:
            self._take(viewer, data)
        else:
            take_answer(self, viewer, data)

    # --- for those who open and close sockets

    def watch(self, viewer: Viewer, made: _socket.socket) -> None:
        """Take a viewer's new socket, which is connecting."""
        viewer.socket, viewer.fd, viewer.phase = made, made.fileno(), Phase.CONNECTING
        if viewer.fd >= len(self._by_fd):
            self._by_fd.extend([None] * (viewer.fd + 1024 - len(self._by_fd)))
        self._by_fd[viewer.fd] = viewer
        self._poll.add(viewer.fd, EPOLLOUT)

    def listen(self, viewer: Viewer) -> None:
        """Hear what comes on the viewer's socket, if it reads at all."""
        if viewer.socket is not None:
            reads = viewer.reads or viewer.phase is not Phase.OPEN
            self._poll.change(viewer.fd, EPOLLIN if reads else 0)

    def opened(self, viewer: Viewer, rest: bytes) -> None:
        """The handshake is done; `rest` came with it."""
        viewer.phase, viewer.rest, viewer.key = Phase.OPEN, b"", None
        viewer.is_welcome = False
        self.open_count += 1
        if rest:
            self._take(viewer, rest)
        self.listen(viewer)

    def close(self, viewer: Viewer) -> None:
        """Close the viewer's socket, if it has one."""
        if viewer.socket is not None:
            self._by_fd[viewer.fd] = None
            viewer.socket.close()
            self.open_count -= viewer.phase is Phase.OPEN
            viewer.socket, viewer.fd = None, -1

    # --- going

    def send(self, viewer: Viewer, data: bytes) -> None:
        """Write; what does not fit is lost with the connection (a viewer says too little for that to happen)."""
        if viewer.socket is None:
            return
        try:
            sent = viewer.socket.send(data)
        except OSError as error:
            self.lost(viewer, reason_of(error))
            return
        if sent != len(data):
            self.lost(viewer, "the server does not read")

    def lost(
        self, viewer: Viewer, why: str, *, code: int = 1006, reason: str = "", refused: bool = False, now: bool = False
    ) -> None:
        """The connection is over: come back when the protocol says so. `now`: the wait was before the close."""
        was_open = viewer.phase is Phase.OPEN
        self.close(viewer)
        if viewer.phase is Phase.GONE:
            return
        self.figures.closes[f"{code} {reason.split(' ')[0] or why}".strip()] += 1
        viewer.phase = Phase.AWAY
        viewer.rest, viewer.since_ms = b"", NOT_IN_MS
        if code in coming_back.FINAL_CODES:
            viewer.phase = Phase.GONE
            self.figures.errors[f"closed for good with {code} {reason}".strip()] += 1
            return
        moment = time.monotonic()
        if not viewer.lost_s and (was_open or viewer.is_in):
            viewer.lost_s = moment
        if refused or code == 1012:
            viewer.target = coming_back.another(viewer.target, len(self.targets))
        waits_s = coming_back.told_to_wait_s(code, reason)
        if waits_s:
            self.figures.told_to_wait.add(waits_s * 1000)
        pause_s = 0.0 if now else waits_s + coming_back.pause_s(viewer.attempt)
        viewer.attempt += 1
        self.timers.at(moment + pause_s, connect, self, viewer)

    def drain(self, viewer: Viewer, window_ms: int) -> None:
        """Leave at a random moment within the window, and go to another server."""
        viewer.drained_s = time.monotonic()
        self.timers.at(viewer.drained_s + random.uniform(0, window_ms / 1000), self._leave_drained, viewer, viewer.fd)

    def _leave_drained(self, viewer: Viewer, fd: int) -> None:
        if viewer.phase is Phase.OPEN and viewer.fd == fd:
            self.figures.leaving.add((time.monotonic() - viewer.drained_s) * 1000)
            viewer.target = coming_back.another(viewer.target, len(self.targets))
            self.send(viewer, client_frame((1000).to_bytes(2, "big"), CLOSE))
            self.lost(viewer, "drained", code=1000, reason="drained", now=True)

    def _sweep(self, now: float) -> None:
        for viewer in self.viewers:
            if viewer.socket is not None and viewer.deadline_s < now and viewer.reads:
                self.lost(
                    viewer, "silent for 30 s" if viewer.phase is Phase.OPEN else "no answer in 30 s", refused=True
                )
        self.speaking.sweep(now)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
