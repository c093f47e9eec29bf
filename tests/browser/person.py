"""Somebody in front of a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.browser.launch import ROOT, Launch

RESULTS = ROOT / "test-results"
# What a browser says while no server answers, or when it ends in the middle of an answer; a service worker's script is
# asked for also then, by the browser itself.
OFFLINE = (
    "ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_CONNECTION_CLOSED|ERR_EMPTY_RESPONSE|ERR_INTERNET_DISCONNECTED"
    "|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_LENGTH_MISMATCH|ERR_FAILED"
    "|WebSocket|ServiceWorker|fetching the script"
)
# Waits for what moves now; not for what moves for ever, nor for what a clock starts anew before it has ended.
_COME_TO_REST = """() => Promise.allSettled(
  document.getAnimations()
    .filter((each) => each.playState === "running" && each.effect?.getComputedTiming().endTime !== Infinity)
    .map((each) => each.finished)
).then(() => null)"""
_NOTE_WHAT_BEGINS = """() => {
  if (window.somethingBegan === undefined)
    for (const kind of ["animationstart", "transitionrun"])
      document.addEventListener(kind, () => { window.somethingBegan = true; }, true);
  window.somethingBegan = false;
}"""
_LOOKS = 3
SIZES = {"wide": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}


class Person:
    """One page in a browser context of its own. What goes wrong in the page is in `complaints`."""

    def __init__(self, launch: Launch, context: BrowserContext, label: str) -> None:
        self.launch = launch
        self.label = label
        self.page: Page = context.new_page()
        self.context = context
        self._complaints: list[str] = []
        self._forgiven: list[re.Pattern[str]] = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._complaints.append(f"uncaught: {error}"))

    def open(self, path: str) -> Page:
        """Go to `path` of the launch and return the page."""
        self.page.goto(self.launch.url + path, wait_until="domcontentloaded")
        return self.page

    def forgive(self, pattern: str) -> None:
        """Expect complaints that match `pattern`: for tests that break something on purpose."""
        self._forgiven.append(re.compile(pattern))

    @property
    def complaints(self) -> list[str]:
        """Console errors, uncaught exceptions and violations of the content security policy, less what was forgiven."""
        return [text for text in self._complaints if not any(pattern.search(text) for pattern in self._forgiven)]

    def resize(self, size: str) -> None:
        """Give the page one of SIZES."""
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            location: Any = message.location
            self._complaints.append(f"{message.text} ({location.get('url', '')})")


def settled(page: Page) -> None:
    """Wait until the page has its typefaces, and has drawn what follows from them and from its size: two frames."""
    page.evaluate(
        """async () => {
          await document.fonts.ready;
          for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        }"""
    )


def at_rest(page: Page) -> None:
    """Wait until nothing on the page moves: what slides may be gone before a press has ended."""
    settled(page)
    page.evaluate(_COME_TO_REST)


def pick(box: Locator) -> None:
    """Check a radio or a checkbox once nothing moves."""
    expect(box).to_be_visible()
    at_rest(box.page)
    box.check()


def screenshot(page: Page, name: str) -> Path:
    """Keep a picture of the page as test-results/<name>.png."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.png"
    page.screenshot(path=path)
    return path


def accessibility_faults(page: Page, within: str | None = None) -> list[str]:
    """What axe-core finds that is serious or worse, one line each: rule, help, elements. `within`: a selector.

    What fades in has less contrast until it is there: a look during which something began to is no look, up to the
    third.
    """
    from axe_core_python.sync_playwright import Axe

    for _ in range(_LOOKS):
        page.evaluate(_COME_TO_REST)
        page.evaluate(_NOTE_WHAT_BEGINS)
        found = Axe().run(page, context=within)["violations"]
        if not page.evaluate("window.somethingBegan"):
            break
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: {[node['target'] for node in fault['nodes']]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
