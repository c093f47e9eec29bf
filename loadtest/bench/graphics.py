"""graphics: whether on-air graphics hold their frames in Chromium at 1920x1080, while they come in and go out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loadtest.bench.arguments import at_least_one
from loadtest.bench.bench import Bench, say
from loadtest.bench.filling import Failed
from loadtest.bench.peers.director import Director
from loadtest.bench.peers.moderator import Ticket
from loadtest.bench.peers.unveil import EVENT_SLUG, TICKETS, bench_settings, make_launch
from loadtest.bench.programs import free_port, redis_running, running
from loadtest.bench.result import Promise, Reading, Result
from loadtest.bench.settings import ROOT, VAR, surroundings

if TYPE_CHECKING:
    from playwright.sync_api import Page

METRIC = "frames_per_s"
KINDS = {"lower-third": "lower_third", "full": "full", "ticker": "ticker"}
# Longer than the slowest way in, shorter than anybody would wait for: see playout.ts.
WATCH_MS = 2_000
_FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"]
# The intervals between the frames that the page was asked to draw, from now on for so long.
_WATCH = """ms => new Promise((done) => {
  const gaps = [];
  let last = null;
  const end = performance.now() + ms;
  const frame = (now) => {
    if (last !== null) gaps.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(frame);
    else done(gaps);
  };
  requestAnimationFrame(frame);
})"""


def add_arguments(parser: ArgumentParser) -> None:
    """How often, and with which processor of pictures."""
    parser.add_argument("--rounds", type=at_least_one, default=5, help="each graphic comes and goes once in each (5)")
    parser.add_argument("--gpu", action="store_true", help="let Chromium draw with the machine's graphics processor")
    parser.add_argument("--quick", action="store_true", help="one round, to see that it works")


def run(options: Namespace) -> Result:
    """Measure."""
    from playwright.sync_api import sync_playwright

    chromium = _chromium()
    rounds = 1 if options.quick else options.rounds
    readings: list[Reading] = []
    VAR.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="graphics-", dir=VAR) as folder,
        _launch(Path(folder)) as (port, event_id, people),
        closing(Director(port, event_id, people["director"])) as director,
        sync_playwright() as playwright,
    ):
        director.put_on_air(people["attendee"])
        director.set_ticker([f"Line {number} of the ticker, as long as a question is" for number in range(12)])
        secret = director.make_key("bench")
        flags = _FLAGS if options.gpu else [*_FLAGS, "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        settings = {**surroundings(), "rounds": rounds, "gpu": options.gpu, "chromium": browser.version}
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        settings["display_frames_per_s"] = 0.0
        for number in range(rounds):
            for name, kind in KINDS.items():
                page.goto(f"http://127.0.0.1:{port}/graphics/{EVENT_SLUG}/{secret}/{name}/")
                page.wait_for_function("() => document.querySelector('live-graphics')?.hasUpdated === true")
                readings.append(_reading(page, director, name, kind, number))
        page.goto("about:blank")
        settings["display_frames_per_s"] = figures(page.evaluate(_WATCH, WATCH_MS))[METRIC]
        browser.close()
    promises = [
        promise
        for name in KINDS
        for promise in (
            Promise(f"{name}@1", METRIC, at_least=50.0),
            Promise(f"{name}@1", "interval_p95_ms", at_most=20.0),
        )
    ]
    return Result("graphics", settings, readings, promises=promises)


@contextmanager
def _launch(folder: Path) -> Iterator[tuple[int, int, Mapping[str, Ticket]]]:
    """Run a launch; yield its port, its event's id, and one ticket of each kind."""
    launch = folder / "launch"
    make_launch(launch, 1)
    event, *tickets = [line.split("\t") for line in (launch / TICKETS).read_text().splitlines()]
    port = free_port()
    with redis_running(folder) as (_pid, redis_port):
        environment = bench_settings(launch, port=port, bus_url=f"redis://127.0.0.1:{redis_port}/0")
        # The pages' scripts, as they were built.
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True)
        serve = [sys.executable, "manage.py", "serve", "--port", str(port)]
        with running(serve, log=folder / "log", port=port, environment=environment):
            yield port, int(event[1]), {fields[0]: Ticket(*fields) for fields in tickets}


def _reading(page: Page, director: Director, name: str, kind: str, number: int) -> Reading:
    try:
        values = _measure(page, director, kind)
        reading = Reading(name, 1, number, values)
    except Failed as failed:
        reading = Reading(name, 1, number, failed.values, failure=str(failed))
    say(f"round {number + 1}  {name}  " + ", ".join(f"{key} {value:.4g}" for key, value in reading.values.items()))
    return reading


def _measure(page: Page, director: Director, kind: str) -> Mapping[str, float]:
    """Watch one way in and one way out. The watch begins before the crew presses."""
    from playwright.sync_api import Error as PlaywrightError

    gaps: list[float] = []
    for verb, phase in (("show", "on"), ("hide", None)):
        page.evaluate(f"void (window.watched = ({_WATCH})({WATCH_MS}))")
        director.trigger(verb, kind)
        gaps += page.evaluate("window.watched")
        where = f"[data-graphic={kind}]" + (f"[data-phase={phase}]" if phase else "")
        try:
            page.locator(where).wait_for(state="attached" if phase else "detached", timeout=10_000)
        except PlaywrightError as error:
            raise Failed(f"expected the graphic to be {phase or 'gone'} after ten seconds", figures(gaps)) from error
    return figures(gaps)


def figures(gaps: list[float]) -> dict[str, float]:
    """Frames a second, the spread of the intervals, and the share that came later than 20 ms (50 a second)."""
    if not gaps:
        raise Failed("expected frames, got none")
    ordered = sorted(gaps)
    return {
        METRIC: 1000 * len(gaps) / sum(gaps),
        "interval_p50_ms": ordered[len(ordered) // 2],
        "interval_p95_ms": ordered[int(0.95 * (len(ordered) - 1))],
        "interval_max_ms": ordered[-1],
        "late_share": sum(gap > 20.5 for gap in gaps) / len(gaps),
    }


def _chromium() -> Any:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise SystemExit("unveil: expected Chromium on the PATH, got none: apt-get install chromium")


GRAPHICS = Bench(
    "graphics", "whether on-air graphics hold 50 frames a second", METRIC, "frames a second", add_arguments, run
)
