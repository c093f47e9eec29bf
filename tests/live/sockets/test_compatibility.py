"""The frame path starts on the uvicorn whose insides it knows, and on no other."""

from __future__ import annotations

import pytest
import uvicorn
from pytest_django import Settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from live.server import make_server
from live.sockets import compatibility
from live.sockets.compatibility import check_uvicorn


def test_this_one_is_known() -> None:
    check_uvicorn()


@pytest.mark.parametrize("version", ["0.53.9", "0.55.0", "1.0", "0.540.0"])
def test_another_version_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, version: str
) -> None:
    monkeypatch.setattr(uvicorn, "__version__", version)
    settings.LIVE_FRAME_PATH = True
    with pytest.raises(SystemExit) as refused:
        make_server(host="127.0.0.1", port=1)
    assert str(refused.value) == (
        f"unveil: the frame path knows uvicorn 0.54.x and found {version} (another version). "
        "Install 'uvicorn==0.54.*', or set UNVEIL_FRAME_PATH=0 to serve without it, at several times the cost."
    )
    settings.LIVE_FRAME_PATH = False
    make_server(host="127.0.0.1", port=1)


@pytest.mark.parametrize(
    ("protocol", "method"),
    [
        *((WebSocketsSansIOProtocol, method) for method in compatibility._WEBSOCKET_METHODS),
        *((HttpToolsProtocol, method) for method in compatibility._HTTP_METHODS),
    ],
)
def test_missing_method_is_found(monkeypatch: pytest.MonkeyPatch, protocol: type, method: str) -> None:
    for one in protocol.__mro__:
        if method in vars(one):
            monkeypatch.delattr(one, method)
    with pytest.raises(SystemExit, match=rf"{protocol.__name__} has no {method}"):
        check_uvicorn()


def test_missing_state_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compatibility, "_WEBSOCKET_STATE", ("handshake_complete", "no_such_thing"))
    with pytest.raises(SystemExit, match="WebSocketsSansIOProtocol has no no_such_thing"):
        check_uvicorn()
