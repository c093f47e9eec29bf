"""CMAF made by hand: initialisation segments and fragments with the times that a test wants."""

from __future__ import annotations

import time
from struct import pack

TIMESCALE = {"video": 12_800, "audio": 48_000}


def box(kind: str, *payload: bytes) -> bytes:
    """One box."""
    body = b"".join(payload)
    return pack(">I", 8 + len(body)) + kind.encode() + body


def init_segment(kind: str = "video", *, bitrate: int = 2_500_000) -> bytes:
    """An initialisation segment of a 1280x720 H.264 track, or of AAC at 48 kHz."""
    mdhd = box("mdhd", pack(">IIIIIHH", 0, 0, 0, TIMESCALE[kind], 0, 0, 0))
    hdlr = box("hdlr", pack(">II", 0, 0), b"vide" if kind == "video" else b"soun", bytes(13))
    btrt = box("btrt", pack(">III", 0, bitrate, bitrate))
    if kind == "video":
        avcc = box("avcC", bytes([1, 0x64, 0, 0x1F, 0xFF, 0xE0, 0]))
        entry = box("avc1", bytes(24), pack(">HH", 1280, 720), bytes(50), avcc, btrt)
    else:
        entry = box("mp4a", bytes(24), pack(">I", 48_000 << 16), btrt)
    stbl = box("stbl", box("stsd", pack(">II", 0, 1), entry))
    mdia = box("mdia", mdhd, hdlr, box("minf", stbl))
    trex = box("trex", pack(">IIIIII", 0, 1, 1, 0, 0, 0))
    return box("ftyp", b"iso6", bytes(4)) + box("moov", box("trak", mdia), box("mvex", trex))


def fragment(
    start_s: float, *, duration_s: float = 0.2, keyframe: bool = False, kind: str = "video", body: bytes = b"picture"
) -> bytes:
    """One moof and mdat, of one sample."""
    timescale = TIMESCALE[kind]
    flags = 0x0200_0000 if keyframe else 0x0101_0000
    tfhd = box("tfhd", pack(">II", 0x2_0000, 1))
    tfdt = box("tfdt", pack(">IQ", 1 << 24, round(start_s * timescale)))
    trun = box("trun", pack(">IIiIII", 0x305 & ~0x200, 1, 0, flags, round(duration_s * timescale), 0)[:-4])
    moof = box("moof", box("mfhd", bytes(8)), box("traf", tfhd, tfdt, trun))
    return moof + box("mdat", body)


def segment(number: int, *, parts: int = 10, kind: str = "video") -> list[bytes]:
    """The fragments of a whole 2 s segment, the first with a keyframe."""
    return [
        fragment(
            2 * number + 2 * i / parts, duration_s=2 / parts, keyframe=i == 0, kind=kind, body=b"%d.%d" % (number, i)
        )
        for i in range(parts)
    ]


def number_now() -> int:
    """The number of the segment that is being made at this moment."""
    return int(time.time() // 2)
