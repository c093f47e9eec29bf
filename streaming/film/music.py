"""The film's music: soft synthesised chords and bells, written as expressions that ffmpeg evaluates."""

from __future__ import annotations

from .palette import SECONDS

_CHORD_S = 8.0
_TAIL_S = 4.0
# D minor and home again: the bass, then the chord, as MIDI notes.
_CHORDS = (
    (38, (57, 60, 64, 65)),
    (34, (53, 57, 60, 62)),
    (41, (53, 57, 60, 67)),
    (36, (55, 60, 62, 64)),
    (43, (53, 58, 62, 69)),
    (45, (52, 57, 62, 64)),
)
# Seconds into the chord, and which of its notes sounds two octaves up.
_BELLS = ((0.5, 3), (2.5, 1), (4.0, 2), (6.5, 3))


def music_filter() -> str:
    """Return a filter graph whose output [music] is as long as the film, silent at both ends."""
    chains = []
    for index, (bass, notes) in enumerate(_CHORDS):
        left, right = (_chord(bass, notes, side) for side in (-1, 1))
        delay_ms = round(index * _CHORD_S * 1000)
        chains.append(
            f"aevalsrc=exprs='{left}|{right}':s=24000:d={_CHORD_S + _TAIL_S},adelay={delay_ms}|{delay_ms}[c{index}]"
        )
    mixed = "".join(f"[c{index}]" for index in range(len(_CHORDS)))
    chains.append(
        f"{mixed}amix=inputs={len(_CHORDS)}:normalize=0,aresample=48000,lowpass=f=2600,"
        "aecho=0.85:0.8:430|790|1270:0.32|0.24|0.16,alimiter=limit=0.7,"
        f"atrim=0:{SECONDS},afade=t=in:d=2,afade=t=out:st={SECONDS - 3}:d=3,aformat=s16:channel_layouts=stereo[music]"
    )
    return ";".join(chains)


def _hertz(note: float) -> float:
    return float(440 * 2 ** ((note - 69) / 12))


def _chord(bass: int, notes: tuple[int, ...], side: int) -> str:
    whole_s = _CHORD_S + _TAIL_S
    swell = f"pow(sin(PI*t/{whole_s}),1.4)"
    pads = []
    for position, note in enumerate(notes):
        # Slightly apart on both sides, and each breathing at its own pace: width without an effect.
        f = _hertz(note) * (1 + side * 0.0011 * (1 + position / 3))
        breath = f"(0.75+0.25*sin({0.5 + 0.17 * position:.2f}*t+{side + position}))"
        pads.append(f"{breath}*(sin(2*PI*{f:.3f}*t)+0.28*sin(2*PI*{2 * f:.3f}*t)+0.10*sin(2*PI*{3 * f:.3f}*t))")
    low = _hertz(bass)
    ground = f"0.16*(sin(2*PI*{low:.3f}*t)+0.35*sin(2*PI*{2 * low:.3f}*t))"
    bells = [
        _bell(_hertz(notes[which] + 24), at, 0.5 + side * 0.22 * (-1) ** index)
        for index, (at, which) in enumerate(_BELLS)
    ]
    return f"{swell}*(0.055*({'+'.join(pads)})+{ground})+{'+'.join(bells)}"


def _bell(f: float, at_s: float, gain: float) -> str:
    since = f"(t-{at_s})"
    shape = f"gte(t,{at_s})*{0.036 * gain:.4f}*exp(-1.6*{since})*(1-exp(-90*{since}))"
    return f"{shape}*(sin(2*PI*{f:.3f}*t)+0.3*sin(2*PI*{2.01 * f:.3f}*t))"
