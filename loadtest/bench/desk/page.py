"""A moderator's page in Chromium: somebody scrolls and walks through it by keys, and every frame is timed."""

from __future__ import annotations

import os
import shutil
import threading
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from loadtest.bench.settings import VAR

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SIZE = (1440, 900)
_LOAD_MS = 60_000
_SETTLE_S = 3.0
_KEY_EVERY_S = 0.2
# Down by single rows, by screens, and back up; then another lane, and what came in; then the wheel.
_KEYS = [*["j"] * 15, *["PageDown"] * 5, *["PageUp"] * 5, *["k"] * 15, "l", *["j"] * 5, *["k"] * 5, "h", "n"]
_WHEELS = 15
_WHEEL_PX = 240

# A frame's work is what the main thread did for it: from the beginning of its callbacks until it is laid out and
# painted, or, where that is more, how late it began because of tasks before it. An idle page draws 60 a second.
_PROBE = """() => {
  const probe = window.deskProbe = {isOn: false, work: [], late: [], keys: [], long: []};
  const vsyncMs = 1000 / 60;
  const painted = new MessageChannel();
  let began = 0, last = 0, lateMs = 0, pressed = [];
  painted.port1.onmessage = () => {
    const now = performance.now();
    if (probe.isOn) {
      probe.work.push(Math.max(now - began, lateMs));
      probe.late.push(lateMs);
      for (const at of pressed) probe.keys.push(now - at);
    }
    pressed = [];
  };
  const frame = (stamp) => {
    began = performance.now();
    lateMs = last ? Math.max(0, stamp - last - vsyncMs) : 0;
    last = stamp;
    painted.port2.postMessage(0);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  addEventListener('keydown', (event) => pressed.push(event.timeStamp), {capture: true, passive: true});
  new PerformanceObserver((list) => {
    if (probe.isOn) for (const entry of list.getEntries()) probe.long.push(entry.duration);
  }).observe({type: 'longtask'});
}"""
_TAKE = """() => {
  const {work, late, keys, long} = window.deskProbe;
  Object.assign(window.deskProbe, {work: [], late: [], keys: [], long: []});
  return {work, late, keys, long};
}"""


def chromium_path() -> str | None:
    """Return Chromium: UNVEIL_CHROMIUM, else the first on PATH."""
    return os.environ.get("UNVEIL_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


def how_to_get_browser() -> str | None:
    """Return what to tell when the page cannot be looked at."""
    if find_spec("playwright") is None:
        return "playwright is missing: pip install --constraint constraints.txt playwright"
    return None if chromium_path() else "Chromium is missing: apt-get install chromium, or set UNVEIL_CHROMIUM"


@dataclass(slots=True)
class PageFigures:
    """All in milliseconds."""

    work: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    """From a key to the frame that shows it."""
    long: list[float] = field(default_factory=list)
    loaded_ms: float = 0.0
    main_thread_percent: float = 0.0
    heap_mb: float = 0.0
    nodes: float = 0.0
    complaints: list[str] = field(default_factory=list)


class DeskPage:
    """A browser in a thread of its own, as Playwright's synchronous interface wants it."""

    def __init__(self, url: str, path: str, cookie: str) -> None:
        self._url, self._path, self._cookie = url, path, cookie
        self.figures = PageFigures()
        self._is_ready, self._go, self._stop = threading.Event(), threading.Event(), threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="desk page", daemon=True)

    def open(self, timeout_s: float = 90.0) -> None:
        """Open the page and return when it shows the desk. Raises RuntimeError."""
        self._thread.start()
        if not self._is_ready.wait(timeout_s) or self._failure:
            raise RuntimeError(f"expected the desk's page within {timeout_s:g} s: {self._failure or 'it is loading'}")

    def use(self) -> None:
        """Begin to scroll and to press keys."""
        self._go.set()

    def leave(self) -> PageFigures:
        """Close the browser and return what was measured. Raises RuntimeError when the page broke."""
        self._stop.set()
        self._go.set()
        self._thread.join(60)
        if self._failure is not None:
            raise RuntimeError(f"expected the desk's page to go on, got {self._failure}")
        return self.figures

    def give_up(self) -> None:
        """Close the browser, whatever it is at."""
        self._stop.set()
        self._go.set()
        if self._thread.is_alive():
            self._thread.join(60)

    def _run(self) -> None:
        from playwright.sync_api import sync_playwright

        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium_path(), args=_FLAGS)
                try:
                    self._look(browser)
                finally:
                    browser.close()
        except Exception as error:
            self._failure = error
        finally:
            self._is_ready.set()

    def _look(self, browser: Any) -> None:
        context = browser.new_context(locale="en-GB", viewport={"width": SIZE[0], "height": SIZE[1]})
        name, _, value = self._cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": self._url}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.figures.complaints.append(f"uncaught: {error}"))
        page.on("console", self._heard)
        began = time.monotonic()
        answer = page.goto(self._url + self._path, wait_until="domcontentloaded", timeout=_LOAD_MS)
        if answer is None or answer.status != 200:
            raise RuntimeError(f"the desk's page answered {answer.status if answer else 'nothing'}")
        page.wait_for_selector("[data-question-id]", timeout=_LOAD_MS)
        self.figures.loaded_ms = (time.monotonic() - began) * 1000
        page.evaluate(_PROBE)
        time.sleep(_SETTLE_S)
        devtools = context.new_cdp_session(page)
        devtools.send("Performance.enable")
        self._is_ready.set()
        self._go.wait()
        before, began = _metrics(devtools), time.monotonic()
        page.evaluate("() => { window.deskProbe.isOn = true }")
        while not self._stop.is_set():
            self._walk(page)
            self._take(page)
        after = _metrics(devtools)
        page.screenshot(path=VAR / "desk.png")
        self.figures.main_thread_percent = (
            100 * (after["TaskDuration"] - before["TaskDuration"]) / (time.monotonic() - began)
        )
        self.figures.heap_mb = after["JSHeapUsedSize"] / 2**20
        self.figures.nodes = after["Nodes"]

    def _walk(self, page: Any) -> None:
        """Through two lanes by keys, then down and up by the wheel."""
        for key in _KEYS:
            if self._stop.wait(_KEY_EVERY_S):
                return
            page.keyboard.press(key)
        page.mouse.move(SIZE[0] / 3, SIZE[1] / 2)
        for way in [1] * _WHEELS + [-1] * _WHEELS:
            if self._stop.wait(_KEY_EVERY_S / 2):
                return
            page.mouse.wheel(0, way * _WHEEL_PX)

    def _take(self, page: Any) -> None:
        for name, values in page.evaluate(_TAKE).items():
            getattr(self.figures, name).extend(values)

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.figures.complaints.append(message.text)


def _metrics(devtools: Any) -> dict[str, float]:
    return {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
