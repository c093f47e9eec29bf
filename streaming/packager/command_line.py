"""ffmpeg's command line: one input, one decoding, every rendition on a pipe of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from streaming.packager.ladder import (
    AUDIO_BITRATE,
    AUDIO_FRAGMENT_S,
    AUDIO_GRID_S,
    AUDIO_NAME,
    AUDIO_RATE,
    FPS,
    LADDER,
    SEGMENT_S,
    VIDEO_FRAGMENT_S,
    Rung,
)
from streaming.packager.sources import LISTEN_ANALYSED_S, Input, Listen, Loop

# Keyframes come every segment from the first frame on, so the first frame let through is one on a border of the epoch.
# (-force_key_frames counts its time from the first frame: it cannot find the border.)
_FROM_BORDER = rf"select='if(ld(0)\,1\,st(0\,lt(mod(t+0.01\,{SEGMENT_S})\,0.035)))'"


def encoder_command(ffmpeg: Path, source: Input, pipes: Mapping[str, int], *, start_s: int, now_s: float) -> list[str]:
    """Return the command that encodes `source`, each rendition to the file descriptor that `pipes` has for its name.

    The media of a loop begin at `start_s` (seconds of the epoch); those of a live input when it comes.
    """
    command = [str(ffmpeg), "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+warning"]
    command += source.input_options(start_s=start_s, now_s=now_s)
    command += ["-filter_complex", filter_graph(source, start_s=start_s)]
    for rung in LADDER:
        command += _video_output(rung, pipes[rung.name])
    command += ["-map", "[audio]", "-c:a", "aac", "-b:a", str(AUDIO_BITRATE), "-ac", "2"]
    command += _fragmented(AUDIO_FRAGMENT_S, pipes[AUDIO_NAME])
    return command


def filter_graph(source: Input, *, start_s: int) -> str:
    """Return the filters: timestamps to UTC, frames on multiples of their length since the epoch, the ladder."""
    largest = LADDER[0]
    if isinstance(source, Listen):
        # RTCSTART is when the first frames came out of the decoders, the same moment for both filters.
        offset = f"(RTCSTART/1000000-{LISTEN_ANALYSED_S})"
        frames, samples = f"fps={FPS}:round=near,{_FROM_BORDER}", f"aresample={AUDIO_RATE}:async=1"
    else:
        # From the border on to the frame: a file whose sound begins before its picture would miss it by a frame.
        offset = str(start_s)
        frames = f"fps={FPS}:round=near:start_time={start_s}"
        # Silence from the grid to the border, which is not published.
        first_pts = start_s // AUDIO_GRID_S * AUDIO_GRID_S * AUDIO_RATE
        samples = f"aresample={AUDIO_RATE}:async=1:first_pts={first_pts}"
    video = (
        f"[0:v:0]settb=1/1000000,setpts=PTS+{offset}/TB,{frames},"
        f"scale={largest.width}:{largest.height}:force_original_aspect_ratio=decrease,"
        f"pad={largest.width}:{largest.height}:-1:-1,setsar=1,format=yuv420p"
    )
    if isinstance(source, Loop) and source.clock_font is not None:
        video += f",{_clock(source.clock_font)}"
    names = [f"[{rung.name}]" for rung in LADDER]
    video += f",split={len(LADDER)}[full]" + "".join(f"[from_{rung.name}]" for rung in LADDER[1:])
    chains = [video, f"[full]null{names[0]}"]
    chains += [f"[from_{rung.name}]scale={rung.width}:{rung.height}[{rung.name}]" for rung in LADDER[1:]]
    silent = isinstance(source, Loop) and not source.has_audio
    sound = f"anullsrc=r={AUDIO_RATE}:cl=stereo" if silent else "[0:a:0]anull"
    chains.append(f"{sound},asetpts=PTS+{offset}/TB,{samples}[{AUDIO_NAME}]")
    return ";".join(chains)


def _clock(font: Path) -> str:
    # The frame's own timestamp, so what is read off the picture is the programme time.
    text = r"%{pts\:gmtime\:0\:%H\\\:%M\\\:%S}  UTC"
    return f"drawtext=fontfile='{font}':fontsize=15:fontcolor=0xF4F1EA@0.45:x=w-tw-44:y=h-th-34:text='{text}'"


def _video_output(rung: Rung, pipe: int) -> list[str]:
    rate = rung.bitrate
    return [
        *("-map", f"[{rung.name}]", "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency"),
        # Bits for dark gradients, which otherwise fall apart into steps.
        *("-aq-mode", "3"),
        *("-profile:v", "high", "-b:v", str(rate), "-maxrate", str(rate * 11 // 10), "-bufsize", str(rate)),
        *("-g", str(FPS * SEGMENT_S), "-sc_threshold", "0", "-fps_mode", "passthrough"),
        *_fragmented(VIDEO_FRAGMENT_S, pipe, "+frag_keyframe"),
    ]


def _fragmented(fragment_s: float, pipe: int, more_flags: str = "") -> list[str]:
    # frag_discont keeps tfdt what the timestamps say; without it the muxer counts from zero.
    flags = f"+empty_moov+default_base_moof+frag_discont+skip_trailer{more_flags}"
    return [
        *("-f", "mp4", "-movflags", flags, "-frag_duration", str(round(fragment_s * 1_000_000))),
        *("-use_editlist", "0", "-avoid_negative_ts", "disabled", "-flush_packets", "1"),
        *("-map_metadata", "-1", f"pipe:{pipe}"),
    ]
