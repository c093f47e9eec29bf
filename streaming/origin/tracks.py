"""What an initialisation segment says of its track: timescale, codec string, picture size, bit rate."""

from __future__ import annotations

from dataclasses import dataclass
from struct import error as StructError
from struct import unpack_from

from .boxes import BoxError, find_box, iter_boxes

# Bits a second that are announced where the encoder wrote no 'btrt' box: generous, so that nobody starts too high.
_FALLBACK_BANDWIDTH = {"video": 4_000_000, "audio": 160_000}
_VISUAL_ENTRY_BYTES = 78
_AUDIO_ENTRY_BYTES = 28


@dataclass(frozen=True, slots=True)
class Track:
    """One rendition's track. `bandwidth` in bit/s; `default_*` are the trex defaults that fragments may leave out."""

    kind: str
    timescale: int
    codec: str
    bandwidth: int
    width: int = 0
    height: int = 0
    sample_rate: int = 0
    default_duration: int = 0
    default_flags: int = 0


def parse_track(init: bytes) -> Track:
    """Read an initialisation segment (ftyp, moov) of exactly one audio or video track; raises BoxError otherwise."""
    try:
        return _parse_track(init)
    except (StructError, IndexError) as error:
        raise BoxError(f"expected a whole initialisation segment, got one cut short ({error})") from error


def _parse_track(init: bytes) -> Track:
    moov = find_box(init, "moov")
    traks = [box for box in iter_boxes(init, moov.payload, moov.end) if box.kind == "trak"]
    if len(traks) != 1:
        raise BoxError(f"expected one track in a rendition, got {len(traks)}")
    mdia = find_box(init, "mdia", traks[0].payload, traks[0].end)
    mdhd = find_box(init, "mdhd", mdia.payload, mdia.end)
    timescale: int = unpack_from(">I", init, mdhd.payload + (20 if init[mdhd.payload] == 1 else 12))[0]
    hdlr = find_box(init, "hdlr", mdia.payload, mdia.end)
    handler = init[hdlr.payload + 8 : hdlr.payload + 12]
    kind = {b"vide": "video", b"soun": "audio"}.get(handler)
    if kind is None or timescale == 0:
        raise BoxError(f"expected an audio or video track with a timescale, got {handler!r} at {timescale}")
    trex = find_box(init, "mvex/trex", moov.payload, moov.end)
    default_duration, _size, default_flags = unpack_from(">III", init, trex.payload + 12)
    stsd = find_box(init, "minf/stbl/stsd", mdia.payload, mdia.end)
    entry = next(iter_boxes(init, stsd.payload + 8, stsd.end), None)
    if entry is None:
        raise BoxError("expected a sample description, got none")
    fixed = _VISUAL_ENTRY_BYTES if kind == "video" else _AUDIO_ENTRY_BYTES
    inner = {box.kind: box for box in iter_boxes(init, entry.payload + fixed, entry.end)}
    width = height = sample_rate = 0
    if kind == "video":
        width, height = unpack_from(">HH", init, entry.payload + 24)
    else:
        sample_rate = unpack_from(">I", init, entry.payload + 24)[0] >> 16
    bandwidth = 0
    if "btrt" in inner:
        _buffer, peak, average = unpack_from(">III", init, inner["btrt"].payload)
        bandwidth = peak or average
    if entry.kind in {"avc1", "avc3"} and "avcC" in inner:
        at = inner["avcC"].payload
        codec = f"{entry.kind}.{init[at + 1 : at + 4].hex().upper()}"
    elif entry.kind == "mp4a":
        codec = "mp4a.40.2"
    else:
        raise BoxError(f"expected H.264 or AAC, got '{entry.kind}'; set the encoder to libx264 and aac")
    return Track(
        kind=kind,
        timescale=timescale,
        codec=codec,
        bandwidth=bandwidth or _FALLBACK_BANDWIDTH[kind],
        width=width,
        height=height,
        sample_rate=sample_rate,
        default_duration=default_duration,
        default_flags=default_flags,
    )
