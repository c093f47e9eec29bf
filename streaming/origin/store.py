"""The channels that an origin holds: what was published, what the disk remembers, what left the window."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from .disk import Disk
from .fragments import Fragment
from .limits import Limits
from .rendition import Rendition
from .tracks import parse_track

# A rendition this far behind its channel's newest is one that a former encoder made.
_ABANDONED_MS = 20_000


class OriginFull(RuntimeError):
    """The origin holds as many channels or renditions as its limits allow."""


@dataclass(slots=True)
class Channel:
    """One live stream: its renditions by name."""

    name: str
    renditions: dict[str, Rendition] = field(default_factory=dict)

    @property
    def live_edge_ms(self) -> int:
        """The UTC time up to which every published rendition has media, in milliseconds; 0 before that."""
        return min((item.live_edge_ms for kind in ("video", "audio") for item in self.of_kind(kind)), default=0)

    @property
    def is_complete(self) -> bool:
        """Whether every opened rendition has media: a manifest from before that would leave one out for good."""
        return bool(self.renditions) and all(item.segments for item in self.renditions.values())

    def of_kind(self, kind: str) -> list[Rendition]:
        """The renditions of a kind ('video', 'audio') that are being published, best first."""
        newest = max((item.live_edge_ms for item in self.renditions.values()), default=0)
        found = [
            item
            for item in self.renditions.values()
            if item.track.kind == kind and item.live_edge_ms > newest - _ABANDONED_MS
        ]
        return sorted(found, key=lambda item: item.track.bandwidth, reverse=True)


class Store:
    """All channels of an origin, in memory and on the disk under `root`."""

    def __init__(self, root: Path, limits: Limits) -> None:
        self.limits = limits
        self.channels: dict[str, Channel] = {}
        self.disk = Disk(root, limits)
        for name, rendition in self.disk.read_back():
            self.channels.setdefault(name, Channel(name)).renditions[rendition.name] = rendition

    def put_init(self, channel_name: str, rendition_name: str, init: bytes) -> Rendition:
        """Open or reopen a rendition; raises BoxError for no initialisation segment, OriginFull at the bounds."""
        track = parse_track(init)
        channel = self.channels.get(channel_name) or self._open_channel(channel_name)
        rendition = channel.renditions.get(rendition_name)
        if rendition is not None and rendition.init == init:
            return rendition
        if rendition is None and len(channel.renditions) >= self.limits.max_renditions:
            raise OriginFull(f"expected at most {self.limits.max_renditions} renditions in a channel")
        if rendition is not None:
            # Another format under the same name: the old segments cannot be decoded with the new initialisation.
            self.disk.remove_segments(channel_name, rendition_name, list(rendition.segments))
        rendition = Rendition(
            rendition_name,
            init=init,
            track=track,
            segment_s=self.limits.segment_s,
            hot_segments=self.limits.hot_segments,
        )
        channel.renditions[rendition_name] = rendition
        self.disk.write_init(channel_name, rendition_name, init)
        return rendition

    def add(self, channel_name: str, rendition: Rendition, fragment: Fragment) -> None:
        """Publish a fragment, write it down, and let go of what left the window."""
        for segment, published in rendition.add(fragment):
            self.disk.append(channel_name, rendition.name, segment.number, published.data)
            first = segment.number - self.limits.window_s // self.limits.segment_s
            if expired := rendition.expire(first):
                self.disk.remove_segments(channel_name, rendition.name, [item.number for item in expired])

    def is_on_air(self, channel: Channel) -> bool:
        """Say whether the channel has a picture that is young enough to be played as live."""
        age_ms = time.time() * 1000 - channel.live_edge_ms
        return bool(channel.of_kind("video")) and channel.is_complete and age_ms < self.limits.stale_s * 1000

    def _open_channel(self, name: str) -> Channel:
        if len(self.channels) >= self.limits.max_channels:
            stale = [item for item in self.channels.values() if not self.is_on_air(item)]
            if not stale:
                raise OriginFull(f"expected at most {self.limits.max_channels} channels; end one that is not needed")
            oldest = min(stale, key=lambda item: item.live_edge_ms)
            del self.channels[oldest.name]
            self.disk.remove_channel(oldest.name)
        channel = self.channels[name] = Channel(name)
        return channel
