"""One POST to a stranger's server: five seconds for each step, ten for all, no redirects, and little is read."""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import suppress
from threading import Timer

from qa_moderation.webhooks.addresses import Forbidden, Resolve, Target, checked_address, target_of

_STEP_S = 5.0
_ALL_S = 10.0
_READ_BYTES = 16 * 1024


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was checked; the certificate must be the name's."""

    def __init__(self, target: Target, address: str) -> None:
        super().__init__(target.host, target.port, timeout=_STEP_S)
        self._target = target
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self._target.port), timeout=_STEP_S)
        if self._target.is_tls:
            # Known before the handshake, so that `cut` reaches it.
            tls = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self._target.host, do_handshake_on_connect=False
            )
            self.sock = tls
            tls.do_handshake()

    def cut(self) -> None:
        """End what takes too long: a server that answers a byte at a time is never late for one of them."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def post(
    url: str, body: bytes, headers: dict[str, str], *, allows_loopback: bool, resolve: Resolve = socket.getaddrinfo
) -> str:
    """Send `body` and return what came of it: "200", "503", "forbidden", "timeout", "unreachable", "bad_answer"."""
    try:
        target = target_of(url, allows_loopback=allows_loopback)
        address = checked_address(target, allows_loopback=allows_loopback, resolve=resolve)
    except Forbidden:
        return "forbidden"
    except (OSError, UnicodeError):
        return "unreachable"
    connection = _Pinned(target, address)
    timer = Timer(_ALL_S, connection.cut)
    timer.start()
    try:
        connection.request("POST", target.path, body, {"Host": target.host_header, **headers})
        answer = connection.getresponse()
        answer.read(_READ_BYTES)
        return str(answer.status)
    except TimeoutError:
        return "timeout"
    except OSError:
        return "unreachable"
    except (http.client.HTTPException, ValueError):
        return "bad_answer"
    finally:
        timer.cancel()
        connection.close()
