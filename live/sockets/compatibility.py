"""Whether this uvicorn is one whose insides the frame path knows."""

from __future__ import annotations

import inspect

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

KNOWN = "0.54"
_WEBSOCKET_METHODS = (
    "handle_connect",
    "handle_ping",
    "handle_pong",
    "handle_cont",
    "pause_writing",
    "resume_writing",
    "connection_made",
    "data_received",
)
_WEBSOCKET_STATE = ("handshake_complete", "close_sent", "disconnected", "close_timer", "queue", "conn", "scope")
_HTTP_METHODS = (
    "connection_made",
    "data_received",
    "connection_lost",
    "on_message_begin",
    "on_headers_complete",
    "handle_websocket_upgrade",
)


def check_uvicorn() -> None:
    """Raise SystemExit with what to do when this uvicorn is another than those that were tried."""
    unknown = _what_is_unknown()
    if unknown:
        raise SystemExit(
            f"unveil: the frame path knows uvicorn {KNOWN}.x and found {uvicorn.__version__} ({unknown}). "
            f"Install 'uvicorn=={KNOWN}.*', or set UNVEIL_FRAME_PATH=0 to serve without it, at several times the cost."
        )


def _what_is_unknown() -> str:
    if uvicorn.__version__.split(".")[:2] != KNOWN.split("."):
        return "another version"
    for protocol, methods in ((WebSocketsSansIOProtocol, _WEBSOCKET_METHODS), (HttpToolsProtocol, _HTTP_METHODS)):
        for method in methods:
            if not callable(getattr(protocol, method, None)):
                return f"{protocol.__name__} has no {method}"
    source = inspect.getsource(WebSocketsSansIOProtocol)
    for name in _WEBSOCKET_STATE:
        if f"self.{name}" not in source:
            return f"WebSocketsSansIOProtocol has no {name}"
    return ""
