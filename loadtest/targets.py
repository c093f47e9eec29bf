"""Where load may go: to this machine, and nowhere else."""

from __future__ import annotations

import ipaddress
from typing import NamedTuple
from urllib.parse import urlsplit


class Target(NamedTuple):
    """A server or a balancer on this machine."""

    host: str
    port: int

    @property
    def authority(self) -> str:
        """What stands in `Host`."""
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address of its pages."""
        return f"http://{self.authority}"


def parse_target(url: str) -> Target:
    """Return the target behind `http://127.0.0.1:8000`. Raises ValueError for anything that is not loopback IPv4.

    A load test that is aimed wrongly is an attack, so names are not looked up: only `localhost` and 127.0.0.0/8 count.
    """
    parts = urlsplit(url)
    host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname or ""
    if parts.scheme != "http" or parts.path not in ("", "/") or not parts.port:
        raise ValueError(f"expected an address such as http://127.0.0.1:8000, got {url!r}")
    try:
        is_loopback = ipaddress.IPv4Address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise ValueError(f"expected a server on this machine (127.0.0.0/8), got {url!r}: load goes nowhere else")
    return Target(host, parts.port)
