"""Taking an encoder's upload: an initialisation segment, or media fragments while they are made."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator

from .boxes import BoxError
from .fragments import Fragment, FragmentScanner, parse_fragment
from .http import Receive, Refused
from .rendition import Rendition
from .store import OriginFull, Store

_UPLOAD = re.compile(r"(?P<rendition>[a-z0-9][a-z0-9-]{0,31})/(?P<file>init\.mp4|[0-9]{1,12}\.m4s)")


async def take_upload(store: Store, channel: str, path: str, receive: Receive) -> None:
    """Read one upload to its end and publish it fragment by fragment.

    `path` is '<rendition>/init.mp4' or '<rendition>/<any number>.m4s': the number that counts is the one that the
    fragments' own time gives. Manifests that an encoder sends along are read and forgotten. Raises Refused.
    """
    match = _UPLOAD.fullmatch(path)
    try:
        if match is None:
            await _forget(store, path, receive)
        elif match["file"] == "init.mp4":
            init = b"".join([chunk async for chunk in _body(receive, store.limits.max_init_bytes)])
            store.put_init(channel, match["rendition"], init)
        else:
            await _take_media(store, channel, match["rendition"], receive)
    except BoxError as error:
        raise Refused(422, str(error)) from error
    except OriginFull as error:
        raise Refused(507, str(error)) from error


async def _take_media(store: Store, channel: str, rendition_name: str, receive: Receive) -> None:
    found = store.channels.get(channel)
    rendition = found.renditions.get(rendition_name) if found else None
    if rendition is None:
        raise Refused(409, f"expected '{rendition_name}/init.mp4' before media; send it first")
    scanner = FragmentScanner(max_fragment_bytes=store.limits.max_fragment_bytes)
    try:
        async for chunk in _body(receive, store.limits.max_segment_bytes):
            for data in scanner.feed(chunk):
                fragment = parse_fragment(data, rendition.track)
                _require_utc(fragment, rendition, store.limits.skew_s)
                store.add(channel, rendition, fragment)
    finally:
        rendition.finish()


def _require_utc(fragment: Fragment, rendition: Rendition, skew_s: float) -> None:
    ahead_s = fragment.start / rendition.track.timescale - time.time()
    if abs(ahead_s) > skew_s:
        raise BoxError(
            f"expected media timestamps (tfdt) that are UTC, got one {ahead_s:.0f} s away from this clock; "
            "set the encoder's timestamps to the epoch, and both clocks by NTP"
        )


async def _forget(store: Store, path: str, receive: Receive) -> None:
    if not path.endswith((".mpd", ".m3u8")):
        raise Refused(404, "expected '<rendition>/init.mp4' or '<rendition>/<number>.m4s'")
    async for _chunk in _body(receive, store.limits.max_init_bytes):
        pass


async def _body(receive: Receive, max_bytes: int) -> AsyncIterator[bytes]:
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > max_bytes:
            raise Refused(413, f"expected an upload of at most {max_bytes} bytes, got more")
        if chunk:
            yield chunk
        if not message.get("more_body", False):
            return
