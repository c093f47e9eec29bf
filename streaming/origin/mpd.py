"""The DASH manifest: epoch timeline, numbered segments, low latency (ISO/IEC 23009-1, DASH-IF IOP part 9)."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.sax.saxutils import quoteattr

from .limits import Limits
from .rendition import Rendition
from .store import Channel

# The delay that players aim at: stable on two busy cores.
TARGET_LATENCY_MS = 2000


def render_mpd(channel: Channel, limits: Limits, *, time_url: str) -> str:
    """Write the manifest of a channel; it stays true for as long as the renditions do."""
    part_s = max((_longest_part_s(item) for item in channel.of_kind("video")), default=0.2)
    offset_s = max(0.0, limits.segment_s - part_s)
    sets = [
        _adaptation_set(index, kind, channel.of_kind(kind), limits, offset_s)
        for index, kind in enumerate(("video", "audio"))
        if channel.of_kind(kind)
    ]
    return f"""<?xml version="1.0" encoding="utf-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="dynamic"
  availabilityStartTime="1970-01-01T00:00:00Z" publishTime="{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
  minimumUpdatePeriod="PT10S" minBufferTime="PT1S" timeShiftBufferDepth="PT{limits.window_s}S"
  suggestedPresentationDelay="PT{TARGET_LATENCY_MS / 1000:g}S" maxSegmentDuration="PT{limits.segment_s}S">
  <ServiceDescription id="0"><Latency target="{TARGET_LATENCY_MS}" min="1000" max="6000"/>
    <PlaybackRate min="0.95" max="1.05"/></ServiceDescription>
  <Period id="0" start="PT0S">
{"".join(sets)}  </Period>
  <UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-xsdate:2014" value={quoteattr(time_url)}/>
</MPD>
"""


def _longest_part_s(rendition: Rendition) -> float:
    return rendition.longest_part / rendition.track.timescale


def _adaptation_set(index: int, kind: str, renditions: list[Rendition], limits: Limits, offset_s: float) -> str:
    template = (
        f'<SegmentTemplate timescale="1" duration="{limits.segment_s}" startNumber="0" '
        f'availabilityTimeOffset="{offset_s:.3f}" availabilityTimeComplete="false" '
        'initialization="$RepresentationID$/init.mp4" media="$RepresentationID$/$Number$.m4s"/>'
    )
    representations = "".join(f"      {_representation(item)}\n" for item in renditions)
    return (
        f'    <AdaptationSet id="{index}" contentType="{kind}" mimeType="{kind}/mp4" segmentAlignment="true" '
        f'startWithSAP="1">\n      {template}\n{representations}    </AdaptationSet>\n'
    )


def _representation(rendition: Rendition) -> str:
    track = rendition.track
    shape = (
        f'width="{track.width}" height="{track.height}" sar="1:1"'
        if track.kind == "video"
        else f'audioSamplingRate="{track.sample_rate}"'
    )
    return f'<Representation id="{rendition.name}" codecs="{track.codec}" bandwidth="{track.bandwidth}" {shape}/>'
