"""The HLS playlists, with the low-latency extensions (RFC 8216bis)."""

from __future__ import annotations

from datetime import UTC, datetime
from math import ceil

from .rendition import Part, Rendition, Segment
from .store import Channel

# Players near the live edge read parts; further back the whole segments do.
_SEGMENTS_WITH_PARTS = 3


def render_master(channel: Channel) -> str:
    """Write the master playlist: the video renditions, best first, with their common audio."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:9", "#EXT-X-INDEPENDENT-SEGMENTS"]
    audio = channel.of_kind("audio")
    for item in audio[:1]:
        lines.append(
            '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="main",DEFAULT=YES,AUTOSELECT=YES,'
            f'CHANNELS="2",URI="{item.name}/index.m3u8"'
        )
    for item in channel.of_kind("video"):
        codecs = ",".join([item.track.codec, *(found.track.codec for found in audio[:1])])
        bandwidth = item.track.bandwidth + sum(found.track.bandwidth for found in audio[:1])
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={bandwidth},RESOLUTION={item.track.width}x{item.track.height},"
            f'CODECS="{codecs}"' + (',AUDIO="audio"' if audio else "")
        )
        lines.append(f"{item.name}/index.m3u8")
    return "\n".join(lines) + "\n"


def render_media(rendition: Rendition) -> str:
    """Write a rendition's media playlist from its oldest segment on; numbers that nobody made are gaps."""
    if not rendition.segments:
        raise LookupError("expected a rendition with media, got one without a segment")
    timescale = rendition.track.timescale
    target_s = ceil(rendition.longest_part / timescale * 100) / 100
    oldest = min(rendition.segments)
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:9",
        f"#EXT-X-TARGETDURATION:{rendition.segment_s + 1}",
        f"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={3 * target_s:.2f},"
        f"HOLD-BACK={rendition.segment_s * 3}",
        f"#EXT-X-PART-INF:PART-TARGET={target_s:.2f}",
        f"#EXT-X-MEDIA-SEQUENCE:{oldest}",
        f'#EXT-X-MAP:URI="init.mp4?v={rendition.init_version}"',
    ]
    for number in range(oldest, rendition.newest + 1):
        segment = rendition.segments.get(number)
        if segment is None:
            lines += ["#EXT-X-GAP", f"#EXTINF:{rendition.segment_s:.5f},", f"{number}.m4s"]
        else:
            lines += _segment_lines(segment, timescale, with_parts=number > rendition.newest - _SEGMENTS_WITH_PARTS)
    newest = rendition.segments[rendition.newest]
    hint = (rendition.newest + 1, 0) if newest.complete else (rendition.newest, len(newest.parts))
    lines.append(f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{hint[0]}.{hint[1]}.m4s"')
    return "\n".join(lines) + "\n"


def _segment_lines(segment: Segment, timescale: int, *, with_parts: bool) -> list[str]:
    started = datetime.fromtimestamp(segment.parts[0].start / timescale, UTC)
    lines = [f"#EXT-X-PROGRAM-DATE-TIME:{started.isoformat(timespec='milliseconds').replace('+00:00', 'Z')}"]
    if with_parts:
        lines += [
            f'#EXT-X-PART:DURATION={_seconds(part, timescale)},URI="{segment.number}.{index}.m4s"'
            + (",INDEPENDENT=YES" if part.independent else "")
            for index, part in enumerate(segment.parts)
        ]
    if segment.complete:
        lines += [f"#EXTINF:{segment.duration / timescale:.5f},", f"{segment.number}.m4s"]
    return lines


def _seconds(part: Part, timescale: int) -> str:
    return f"{part.duration / timescale:.5f}"
