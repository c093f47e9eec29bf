"""The origin as an ASGI application: takes uploads under `ingest/`, serves everything else to everybody."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

from .http import (
    IMMUTABLE,
    MANIFEST,
    NEVER,
    SHORT,
    Receive,
    Refused,
    Reply,
    Scope,
    Send,
    header,
    preflight,
    refusal,
    send_reply,
)
from .ingest import take_upload
from .limits import Limits
from .mpd import render_mpd
from .playlists import render_master, render_media
from .rendition import Rendition
from .serve import MediaServer
from .store import Channel, Store
from .tokens import ingest_token_is_valid

_CHANNEL = r"(?P<channel>[a-z0-9][a-z0-9-]{0,63})"
_INGEST = re.compile(rf"ingest/{_CHANNEL}/(?P<path>[A-Za-z0-9./-]{{1,80}})")
_ABOUT_CHANNEL = re.compile(rf"{_CHANNEL}/(?P<what>manifest\.mpd|master\.m3u8|time|state)")
_MEDIA = re.compile(
    rf"{_CHANNEL}/(?P<rendition>[a-z0-9][a-z0-9-]{{0,31}})/"
    r"(?:(?P<file>index\.m3u8|init\.mp4)|(?P<number>[0-9]{1,12})(?:\.(?P<part>[0-9]{1,4}))?\.m4s)"
)
_MPD = "application/dash+xml"
_M3U8 = "application/vnd.apple.mpegurl"


class OriginApplication:
    """An ASGI application over one folder; run exactly one process of it for a folder.

    `secret` signs the ingest tokens; `prefix` is the path that it is mounted at; `public_url` is where players find
    it if that is not the address that they asked (a CDN in front).
    """

    def __init__(
        self, root: Path, *, secret: str, prefix: str = "/stream/", public_url: str = "", limits: Limits | None = None
    ) -> None:
        if not secret:
            raise ValueError("expected a secret for ingest tokens, got an empty one; set UNVEIL_INGEST_SECRET")
        root.mkdir(parents=True, exist_ok=True)
        self.store = Store(root, limits or Limits())
        self.media = MediaServer(self.store)
        self._secret = secret
        self._prefix = prefix
        self._public_url = (public_url or prefix).rstrip("/") + "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request, or the server's lifespan."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        if scope["type"] != "http":
            raise ValueError(f"expected an http scope, got '{scope['type']}'")
        head = scope["method"] == "HEAD"
        try:
            reply = await self._route(scope, receive, send, head=head)
        except Refused as error:
            reply = refusal(error)
        if reply is not None:
            await send_reply(send, reply, head=head)

    def close(self) -> None:
        """Write down what is left to write."""
        self.store.disk.close()

    async def _route(self, scope: Scope, receive: Receive, send: Send, *, head: bool) -> Reply | None:
        path: str = scope["path"]
        if not path.startswith(self._prefix):
            raise Refused(404, f"expected a path below '{self._prefix}'")
        path = path.removeprefix(self._prefix)
        method = scope["method"]
        if found := _INGEST.fullmatch(path):
            return await self._ingest(scope, receive, found["channel"], found["path"])
        if method == "OPTIONS":
            return preflight()
        if method not in {"GET", "HEAD"}:
            raise Refused(405, f"expected GET or HEAD, got {method}")
        if found := _ABOUT_CHANNEL.fullmatch(path):
            return self._about(found["channel"], found["what"])
        if found := _MEDIA.fullmatch(path):
            rendition = self._rendition(found["channel"], found["rendition"])
            if found["file"] == "index.m3u8":
                return await self._media_playlist(scope, rendition)
            if found["file"] == "init.mp4":
                cache = IMMUTABLE if b"v=" in scope["query_string"] else SHORT
                return Reply(rendition.init, f"{rendition.track.kind}/mp4", cache)
            number = int(found["number"])
            if found["part"]:
                part = int(found["part"])
                await self.media.send_part(send, found["channel"], rendition, number, part, head=head)
            else:
                await self.media.send_segment(scope, send, found["channel"], rendition, number, head=head)
            return None
        raise Refused(404, "expected a manifest, a playlist or a segment of a channel")

    async def _ingest(self, scope: Scope, receive: Receive, channel: str, path: str) -> Reply:
        scheme, _space, token = header(scope, b"authorization").partition(" ")
        if scheme.lower() != "bearer" or not ingest_token_is_valid(token, secret=self._secret, channel=channel):
            raise Refused(403, "expected 'Authorization: Bearer <token>' with a valid token for this channel")
        if scope["method"] == "DELETE":
            # Encoders delete what left their own window; the origin keeps its own.
            return Reply(b"", "text/plain; charset=utf-8", NEVER, 204)
        if scope["method"] not in {"PUT", "POST"}:
            raise Refused(405, f"expected PUT or POST, got {scope['method']}")
        await take_upload(self.store, channel, path, receive)
        return Reply(b"", "text/plain; charset=utf-8", NEVER, 201)

    def _about(self, channel_name: str, what: str) -> Reply:
        if what == "time":
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            return Reply(now.encode(), "text/plain; charset=utf-8", NEVER)
        if what == "state":
            known = self.store.channels.get(channel_name)
            edge_ms = known.live_edge_ms if known else 0
            on_air = known is not None and self.store.is_on_air(known)
            state = {"live_edge_ms": edge_ms, "on_air": on_air, "now_ms": int(time.time() * 1000)}
            body = json.dumps(state).encode()
            return Reply(body, "application/json", NEVER)
        channel = self._channel(channel_name)
        if not self.store.is_on_air(channel):
            raise Refused(404, "expected a channel that is on the air; its encoder sends nothing now")
        if what == "master.m3u8":
            return Reply(render_master(channel).encode(), _M3U8, MANIFEST)
        time_url = f"{self._public_url}{channel_name}/time"
        return Reply(render_mpd(channel, self.store.limits, time_url=time_url).encode(), _MPD, MANIFEST)

    async def _media_playlist(self, scope: Scope, rendition: Rendition) -> Reply:
        query = parse_qs(scope["query_string"].decode("latin-1"))
        msn, part = _directive(query, "_HLS_msn"), _directive(query, "_HLS_part")
        if msn is not None:
            await self.media.wait_for(rendition, msn, part)
        elif part is not None:
            raise Refused(400, "expected _HLS_msn together with _HLS_part")
        if not rendition.segments:
            raise Refused(404, "expected a rendition with media, got one without a segment")
        return Reply(render_media(rendition).encode(), _M3U8, MANIFEST)

    def _channel(self, name: str) -> Channel:
        channel = self.store.channels.get(name)
        if channel is None:
            raise Refused(404, "expected the name of a channel that has been published")
        return channel

    def _rendition(self, channel: str, name: str) -> Rendition:
        rendition = self._channel(channel).renditions.get(name)
        if rendition is None:
            raise Refused(404, f"expected a rendition of the channel, got '{name}'")
        return rendition

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                self.close()
                return


def _directive(query: dict[str, list[str]], name: str) -> int | None:
    values = query.get(name)
    if values is None:
        return None
    if not (values[0].isascii() and values[0].isdigit() and len(values[0]) <= 12):
        raise Refused(400, f"expected a whole number for {name}, got '{values[0][:20]}'")
    return int(values[0])
