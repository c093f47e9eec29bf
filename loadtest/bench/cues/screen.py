"""A viewer's page in Chromium: how late it is, what is done to it, and what it showed on which frame."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from loadtest.bench.cues.film import COLUMNS, ROWS, number_in, programme_ms
from loadtest.bench.cues.marks import Presented, Seen
from loadtest.bench.filling import Failed

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

POLL_SELECTOR = "live-polls .polls__fold:not([data-leaving]) [data-poll-id]"
"""What a poll is on the attendee's page: it is shown while such an element has a box, and not on its way out."""
_PICTURE_MS = 60_000
# The smaller rendition and the sound pass, the better one does not.
_SLOW_BYTES_PER_S = 150_000

# What is shown is looked at whenever the page changes, and the picture in the animation frame of the same rendering
# opportunity: callbacks of video frames come before it, painting after it. So it is the frame that is painted with the
# change.
_PROBE = """([selector, columns, rows]) => {
  const player = document.querySelector("live-player");
  const video = player.shadowRoot.querySelector("video");
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [columns, rows];
  const context = canvas.getContext("2d", {willReadFrequently: true});
  const shown = () => [...document.querySelectorAll(selector)]
    .filter((element) => element.getClientRects().length > 0)
    .map((element) => Number(element.dataset.pollId)).sort((a, b) => a - b);
  const presented = [];
  const frame = (now, {mediaTime, presentedFrames}) => {
    if (presented.push([Math.round(mediaTime * 1000), presentedFrames]) > 40) presented.shift();
    video.requestVideoFrameCallback(frame);
  };
  video.requestVideoFrameCallback(frame);
  const look = () => {
    context.drawImage(video, 0, 0, columns, rows);
    const {data} = context.getImageData(0, 0, columns, rows);
    const cells = [];
    for (let at = 0; at < data.length; at += 4) cells.push(data[at]);
    return {ids: shown(), cells, width: video.videoWidth, presented: [...presented], atMs: Date.now()};
  };
  const probe = window.cueProbe = {look, seen: [look()]};
  let last = "";
  new MutationObserver(() => {
    const ids = shown().join();
    if (ids === last) return;
    last = ids;
    requestAnimationFrame(() => probe.seen.push(look()));
  }).observe(document.body, {subtree: true, childList: true, attributes: true});
}"""
_SEEK = """(ms) => !document.dispatchEvent(
  new CustomEvent("live-seek", {cancelable: true, detail: {programmeTimeMs: ms}}))"""
_PRESS = """(place) => document.querySelector("live-player").shadowRoot.querySelector(place)?.click()"""


class Screen:
    """A page whose picture is `delay_s` late."""

    def __init__(self, context: BrowserContext, url: str, delay_s: int) -> None:
        self.delay_s = delay_s
        self.widths: set[int] = set()
        """Of the picture, in px: more than one where its quality was switched."""
        self._context = context
        self.page: Page = context.new_page()
        self.page.goto(url)
        self.page.wait_for_selector("live-player[data-picture]", timeout=_PICTURE_MS)
        self.page.evaluate(_PROBE, [POLL_SELECTOR, COLUMNS, ROWS])
        self._network: Any = None

    # --- what is done to it

    def set_delay(self, more_s: float = 0.0) -> None:
        """Let the picture be as late as it should, and `more_s`."""
        self.seek(time.time() * 1000 - (self.delay_s + more_s) * 1000)

    def seek(self, to_ms: float) -> None:
        """Go to a moment of the programme. Raises Failed where the player cannot."""
        if not self.page.evaluate(_SEEK, round(to_ms)):
            raise Failed(f"expected the player to seek {time.time() - to_ms / 1000:.1f} s back, it could not", {})

    def toggle_pause(self) -> None:
        """Press the player's own button."""
        self.page.evaluate(_PRESS, ".controls__pause")

    def narrow(self, is_narrow: bool) -> None:
        """Give it a network that is too slow for the better picture, or its own again."""
        if self._network is None:
            self._network = self._context.new_cdp_session(self.page)
            self._network.send("Network.enable")
        rate = _SLOW_BYTES_PER_S if is_narrow else -1
        limits = {"offline": False, "latency": 0, "downloadThroughput": rate, "uploadThroughput": -1}
        self._network.send("Network.emulateNetworkConditions", limits)

    # --- what it shows

    def now(self) -> Seen:
        """Return what is on screen."""
        return self.read(self.look())

    def look(self) -> dict[str, Any]:
        """Return what is on screen, as the page says it."""
        found: dict[str, Any] = self.page.evaluate("() => window.cueProbe.look()")
        self.widths.add(found["width"])
        return found

    def take(self) -> list[Seen]:
        """Return what was shown since the last time."""
        found = self.page.evaluate("() => { const {seen} = cueProbe; cueProbe.seen = seen.slice(-1); return seen; }")
        self.widths |= {each["width"] for each in found}
        return [self.read(each) for each in found]

    def read(self, found: dict[str, Any]) -> Seen:
        """Return what a look found. Raises Failed where the clock was not to be read."""
        number = number_in(found["cells"])
        if number is None:
            raise Failed("expected the clock in the picture, got none", {})
        # What the page itself takes for its time plays no part.
        ms = programme_ms(number, found["atMs"] - self.delay_s * 1000)
        return Seen(frozenset(found["ids"]), ms, tuple(Presented(*each) for each in found["presented"]))
