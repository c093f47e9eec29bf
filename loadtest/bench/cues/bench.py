"""cues: whether what matches the picture comes with its frame, on three screens at 2, 8 and 20 s of delay."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from loadtest.bench.bench import Bench, say
from loadtest.bench.cues import film
from loadtest.bench.cues.joining import late_joiner, seek_back
from loadtest.bench.cues.marks import Stretch, figures, hits
from loadtest.bench.cues.polling import Polling
from loadtest.bench.cues.screen import Screen
from loadtest.bench.desk.page import chromium_path, how_to_get_browser
from loadtest.bench.filling import Failed
from loadtest.bench.peers.moderator import Ticket
from loadtest.bench.peers.unveil import EVENT_SLUG, TICKETS, bench_settings, make_launch
from loadtest.bench.programs import free_port, redis_running, running
from loadtest.bench.result import Promise, Reading, Result
from loadtest.bench.settings import ROOT, VAR, surroundings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

METRIC = "error_p95_ms"
DELAYS_S = (2, 8, 20)
AT_MOST_MS = 50.0
SETTLE_S = 3.0
# What a player needs before the moment that it is to show: see the player's own edge.
_HEADROOM_S = 8
# The players have started, and the window has reached what they are to look back at.
_START_S = 6
_FLAGS = [
    *("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-background-timer-throttling", "--disable-renderer-backgrounding"),
]


@dataclass(frozen=True, slots=True)
class Rig:
    """What runs."""

    polling: Polling
    screens: Sequence[Screen]

    def each(self, do: Callable[[Screen], object]) -> None:
        """Do something to every screen."""
        for screen in self.screens:
            do(screen)


def _nothing(rig: Rig) -> None:
    """Leave everything as it is."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is done before cues are held against their frames (`begin`, `middle_s` later `end`), and once meanwhile."""

    name: str
    begin: Callable[[Rig], None]
    middle_s: float = 0.0
    end: Callable[[Rig], None] = _nothing
    during: Callable[[Rig], None] = _nothing


def _set_delays(rig: Rig) -> None:
    rig.each(Screen.set_delay)


def _leave_delays(rig: Rig) -> None:
    rig.each(lambda screen: screen.set_delay(6))


def _toggle_pause(rig: Rig) -> None:
    rig.each(Screen.toggle_pause)


def _narrow(rig: Rig) -> None:
    _set_delays(rig)
    rig.each(lambda screen: screen.narrow(True))


def _widen(rig: Rig) -> None:
    rig.each(lambda screen: screen.narrow(False))


def _restart(rig: Rig) -> None:
    rig.polling.restart_encoder()


SITUATIONS = (
    Situation("plain", _set_delays),
    Situation("seek", _leave_delays, 1.5, _set_delays),
    Situation("pause", _toggle_pause, 2.0, _toggle_pause),
    Situation("quality", _narrow, during=_widen),
    Situation("restart", _set_delays, during=_restart),
)


def add_arguments(parser: ArgumentParser) -> None:
    """How long."""
    parser.add_argument("--seconds", type=float, default=20.0, help="of each situation (20)")
    names = [situation.name for situation in SITUATIONS]
    parser.add_argument("--situations", nargs="+", choices=names, default=names, help="those alone")
    parser.add_argument("--quick", action="store_true", help="one situation, seconds: to see that it works")


def run(options: Namespace) -> Result:
    """Measure."""
    from playwright.sync_api import sync_playwright

    delays = DELAYS_S[:2] if options.quick else DELAYS_S
    asked = ["plain"] if options.quick else options.situations
    situations = [situation for situation in SITUATIONS if situation.name in asked]
    seconds = 6.0 if options.quick else options.seconds
    readings: list[Reading] = []
    VAR.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="cues-", dir=VAR) as folder,
        _launch(Path(folder), len(delays) + 1) as (port, event_id, people),
        closing(Polling(port, event_id, next(each for each in people if each.kind == "director"))) as polling,
        sync_playwright() as playwright,
    ):
        polling.prepare()
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=_FLAGS)
        settings = {**surroundings(), "seconds": seconds, "chromium": browser.version}
        settings["subscribers_means"] = "seconds of delay"
        viewers = [each for each in people if each.kind == "attendee"]
        screens = [_screen(browser, port, viewer, delay) for viewer, delay in zip(viewers, delays, strict=False)]
        rig = Rig(polling, screens)
        # Until there is enough to look back at; and until the latest screen has cues.
        time.sleep(_HEADROOM_S + _START_S)
        polling.run_for(max(delays))
        for situation in situations:
            try:
                readings += _situation(rig, situation, seconds)
            except Failed as failed:
                readings += [_told(Reading(situation.name, delay, 0, {}, failure=str(failed))) for delay in delays]
        polling.rest()
        join = partial(_screen, browser, port, viewers[-1], 2)
        readings += [_checked("late-joiner", 2, lambda: late_joiner(polling, join))]
        readings += [_checked("seek-back", 8, lambda: seek_back(polling, screens[1]))]
        browser.close()
    return Result("cues", settings, readings, promises=_promises())


def _promises() -> list[Promise]:
    promises = []
    for situation in SITUATIONS:
        for delay in DELAYS_S:
            row = f"{situation.name}@{delay}"
            promises += [Promise(row, METRIC, at_most=AT_MOST_MS), Promise(row, "lost", at_most=0)]
    promises.append(Promise("pause@8", "changes_in_pause", at_most=0))
    # Players with much in store, or little to lose, keep the better picture.
    promises.append(Promise("quality@8", "widths", at_least=2))
    for row in ("late-joiner@2", "seek-back@8"):
        promises += [Promise(row, "as_documented", at_least=1), Promise(row, METRIC, at_most=AT_MOST_MS)]
    return promises


def _situation(rig: Rig, situation: Situation, seconds: float) -> list[Reading]:
    """Bring it about, wait until it is over, and hold what each screen shows then against the cues."""
    rig.each(lambda screen: screen.widths.clear())
    situation.begin(rig)
    if situation.middle_s:
        rig.polling.run_for(0.3)
        rig.each(Screen.take)
        rig.polling.run_for(situation.middle_s)
    in_the_middle = [len(screen.take()) - 1 for screen in rig.screens]
    situation.end(rig)
    rig.polling.run_for(SETTLE_S)
    begun = []
    for screen in rig.screens:
        screen.take()
        begun.append(screen.look())
    rig.polling.run_for(seconds / 2)
    situation.during(rig)
    rig.polling.run_for(seconds / 2)
    readings = []
    for screen, first, changes in zip(rig.screens, begun, in_the_middle, strict=True):
        readings.append(_reading(rig.polling, screen, situation, screen.read(first).ms, changes))
    return readings


def _reading(polling: Polling, screen: Screen, situation: Situation, from_ms: int, changes: int) -> Reading:
    last = screen.look()
    seen = screen.take()
    stretch = Stretch(seen, from_ms, screen.read(last).ms)
    values = figures(*hits(polling.marks, stretch))
    values["delay_s"] = (last["atMs"] - stretch.to_ms) / 1000
    if situation.name == "pause":
        values["changes_in_pause"] = changes
    if situation.name == "quality":
        values["widths"] = len(screen.widths)
    return _told(Reading(situation.name, screen.delay_s, 0, values))


def _checked(name: str, delay_s: int, check: Callable[[], Mapping[str, float]]) -> Reading:
    try:
        return _told(Reading(name, delay_s, 0, check()))
    except Failed as failed:
        return _told(Reading(name, delay_s, 0, {"as_documented": 0, **failed.values}, failure=str(failed)))


def _told(reading: Reading) -> Reading:
    values = ", ".join(f"{key} {value:.4g}" for key, value in reading.values.items())
    say(f"{reading.peer}@{reading.subscribers}  {values}  {reading.failure or ''}")
    return reading


def _screen(browser: Browser, port: int, viewer: Ticket, delay_s: int) -> Screen:
    context = browser.new_context(viewport={"width": 1024, "height": 720}, locale="en-GB")
    url = f"http://127.0.0.1:{port}"
    context.add_cookies([{"name": viewer.cookie_name, "value": viewer.cookie_value, "url": url}])
    return Screen(context, f"{url}/en/e/{EVENT_SLUG}/", delay_s)


@contextmanager
def _launch(folder: Path, viewers: int) -> Iterator[tuple[int, int, Sequence[Ticket]]]:
    """Run a launch that is live, with the clock for its film; yield its port, its event's id and everybody's ticket."""
    import imageio_ffmpeg

    launch = folder / "launch"
    make_launch(launch, viewers)
    film.make_film(launch / "film" / "aurelle-one.mkv", imageio_ffmpeg.get_ffmpeg_exe())
    event, *tickets = [line.split("\t") for line in (launch / TICKETS).read_text().splitlines()]
    people = [Ticket(*fields) for fields in tickets]
    port, event_id = free_port(), int(event[1])
    with redis_running(folder) as (_pid, redis_port):
        environment = bench_settings(launch, port=port, bus_url=f"redis://127.0.0.1:{redis_port}/0")
        # The pages' scripts, as they were built.
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True)
        serve = [sys.executable, "manage.py", "serve", "--port", str(port)]
        with running(serve, log=folder / "log", port=port, environment=environment):
            director = next(each for each in people if each.kind == "director")
            with closing(Polling(port, event_id, director)) as polling:
                polling.go_live()
            with _packager(folder / "packager.log", environment):
                yield port, event_id, people


@contextmanager
def _packager(log: Path, environment: Mapping[str, str]) -> Iterator[None]:
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "packager"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


CUES = Bench(
    "cues",
    "whether polls come with their frame, at 2, 8 and 20 s of delay",
    METRIC,
    "ms between a cue and its frame (p95)",
    add_arguments,
    run,
    how_to_get_browser,
)
