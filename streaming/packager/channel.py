"""One stream on the air: its encoder run after run, its uploads, and the word to viewers whether there is a picture."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from streaming.facts import Interruption
from streaming.origin.tokens import issue_ingest_token
from streaming.packager.backlog import Item
from streaming.packager.backoff import Backoff
from streaming.packager.command_line import encoder_command
from streaming.packager.connection import OriginAddress
from streaming.packager.encoder import EncoderRun, Ending
from streaming.packager.encoder_log import EncoderLog
from streaming.packager.gate import Gate
from streaming.packager.inputs import input_of
from streaming.packager.ladder import RENDITIONS, SEGMENT_S
from streaming.packager.orders import Order, tell_interruption, tell_picture
from streaming.packager.probe import NotPlayable
from streaming.packager.punctuality import Punctuality
from streaming.packager.sources import Input, Listen, Loop, start_of
from streaming.packager.track_feed import TrackFeed
from streaming.packager.uploader import Uploader
from streaming.packager.watch import OriginSight, look_once, sights

log = logging.getLogger(__name__)
# A gap up to this long is filled by a new encoder, faster than time goes; viewers behind it never see the gap.
LONGEST_CATCH_UP_S = 12.0
# Viewers are about 2 s behind: media that are older than this are about to run out.
INTERRUPTED_AFTER_S = 1.6
# An origin that does not answer is mostly back in a moment, and nobody knows meanwhile what it has.
ORIGIN_PATIENCE_S = 6.0
_TOKEN_LIFETIME_S = 600
_REASONS: Mapping[Ending, Interruption] = {
    Ending.DIED: "encoder_died",
    Ending.HUNG: "encoder_hung",
    Ending.LATE: "encoder_hung",
    Ending.SOURCE_ENDED: "source_lost",
    Ending.WRONG_KEY: "source_lost",
}


@dataclass(frozen=True, slots=True)
class Outfit:
    """What every channel of a packager works with."""

    ffmpeg: Path
    origin: OriginAddress
    ingest_secret: str
    var_dir: Path


class ChannelWorker:
    """Keeps one stream on the air until cancelled. `status` is what viewers were last told; the supervisor sets it."""

    def __init__(self, order: Order, outfit: Outfit, *, status: str) -> None:
        self.status = status
        self._order = order
        self._outfit = outfit
        self._reason: Interruption = "restarted"
        self._uploaders = {name: Uploader(outfit.origin, order.channel, name, self._token) for name in RENDITIONS}
        self._log = EncoderLog(outfit.var_dir / "log" / f"encoder-{order.channel}.log", secret=order.stream_key)

    async def run(self) -> None:
        """Encode, upload and report until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                for uploader in self._uploaders.values():
                    group.create_task(uploader.run())
                group.create_task(self._encode())
                group.create_task(self._report())
        finally:
            self._log.close()

    async def _encode(self) -> None:
        backoff = Backoff()
        source: Input | None = None
        while True:
            started = time.monotonic()
            try:
                source = source or await input_of(self._order, ffmpeg=self._outfit.ffmpeg, var_dir=self._outfit.var_dir)
                ending = await self._run_once(source)
            except (NotPlayable, OSError) as error:
                log.error("packager: %s: %s", self._order.channel, error)
                self._log.write(f"[packager] {error}")
                ending = Ending.DIED
            self._reason = _REASONS[ending]
            ran_s = time.monotonic() - started
            # A source that left, or that was refused, is awaited again at once: nothing is broken.
            pause_s = 0.3 if ending in {Ending.SOURCE_ENDED, Ending.WRONG_KEY} else backoff.pause_s(ran_s=ran_s)
            log.warning(
                "packager: %s: encoder ended (%s) after %.1f s, the next in %.1f s",
                *(self._order.channel, ending.value, ran_s, pause_s),
            )
            await asyncio.sleep(pause_s)

    async def _run_once(self, source: Input) -> Ending:
        sight = await look_once(self._outfit.origin, self._order.channel)
        now_s = time.time()
        start_s = start_of(now_s=now_s, live_edge_s=sight.live_edge_s, longest_catch_up_s=LONGEST_CATCH_UP_S)
        from_number = 0
        if isinstance(source, Loop):
            from_number = start_s // SEGMENT_S
            source.playlist_path.write_text(source.playlist(start_s=start_s))
        feeds = {name: TrackFeed(from_number) for name in RENDITIONS}
        gate = Gate(RENDITIONS, self._offer)
        run = EncoderRun(
            partial(encoder_command, self._outfit.ffmpeg, source, start_s=start_s, now_s=now_s),
            RENDITIONS,
            on_bytes=lambda name, data: gate.take(name, feeds[name].feed(data)),
            on_line=self._log.write,
            waits_for_source=isinstance(source, Listen),
            is_late=Punctuality(lambda: min(feed.end_s for feed in feeds.values())).is_lost,
        )
        return await run.run()

    def _offer(self, name: str, item: Item) -> None:
        if item.number is None:
            self._uploaders[name].offer_init(item.data)
        else:
            self._uploaders[name].offer(item.number, item.data)

    async def _report(self) -> None:
        unreachable_since: float | None = None
        async for sight in sights(self._outfit.origin, self._order.channel):
            if sight.reachable:
                unreachable_since = None
            elif unreachable_since is None:
                unreachable_since = time.monotonic()
            if _has_picture(sight):
                if self.status != "live" and await tell_picture(self._order.stream_id):
                    self.status = "live"
            elif self.status == "live":
                patience_s = 0.0 if sight.reachable else ORIGIN_PATIENCE_S
                if unreachable_since is not None and time.monotonic() - unreachable_since < patience_s:
                    continue
                reason = self._reason if sight.reachable else "origin_unreachable"
                if await tell_interruption(self._order.stream_id, reason):
                    self.status = "slate"

    def _token(self) -> str:
        return issue_ingest_token(
            secret=self._outfit.ingest_secret, channel=self._order.channel, lifetime_s=_TOKEN_LIFETIME_S
        )


def _has_picture(sight: OriginSight) -> bool:
    return sight.on_air and sight.age_s < INTERRUPTED_AFTER_S
