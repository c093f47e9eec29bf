"""Which servers a webhook may call: those of the public internet, by TLS.

Organisers type these addresses, and our workers stand inside of a network that they do not: whatever is private,
link-local or loopback is refused (OWASP: server-side request forgery). The name is resolved once, and the connection
goes to the very address that was checked, so that a name which changes between (rebinding) leads nowhere.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Resolve = Callable[..., list[Any]]

_NAT64 = ip_network("64:ff9b::/96")
MOST_CHARS = 500


class Forbidden(Exception):
    """The address may not be called; the text says why, for the organiser."""


@dataclass(frozen=True, slots=True)
class Target:
    """A URL, taken apart."""

    is_tls: bool
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """The host as the request names it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.is_tls else 80) else f"{name}:{self.port}"


def target_of(url: str, *, allows_loopback: bool) -> Target:
    """Return what `url` names. Raises Forbidden for one that no webhook may have, whatever its name leads to."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Forbidden(f"expected an address such as https://example.com/hook, got {url[:80]!r}") from error
    host = parts.hostname or ""
    if not host or len(url) > MOST_CHARS or not url.isascii() or not url.isprintable() or " " in url:
        raise Forbidden(f"expected an address such as https://example.com/hook, got {url[:80]!r}")
    if parts.username is not None or parts.password is not None:
        raise Forbidden("expected an address without a name and a password in it")
    if parts.scheme != "https" and not (parts.scheme == "http" and allows_loopback):
        raise Forbidden(f"expected https, got {parts.scheme or 'nothing'}")
    is_tls = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = Target(is_tls=is_tls, host=host, port=port or (443 if is_tls else 80), path=path)
    literal = _literal(host)
    if literal is not None:
        guard_address(literal, target, allows_loopback=allows_loopback)
    return target


def checked_address(target: Target, *, allows_loopback: bool, resolve: Resolve = socket.getaddrinfo) -> str:
    """Resolve the target's name and return the address to connect to.

    Raises Forbidden when any of its addresses may not be called, and OSError when there is none.
    """
    found = resolve(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise OSError(f"expected an address of {target.host}, got none")
    for address in addresses:
        guard_address(ip_address(address.partition("%")[0]), target, allows_loopback=allows_loopback)
    return addresses[0]


def guard_address(address: Address, target: Target, *, allows_loopback: bool) -> None:
    """Raise Forbidden for an address that is not of the public internet; plain http is for loopback alone."""
    inner = _inner(address)
    if allows_loopback and inner.is_loopback:
        return
    if not target.is_tls:
        raise Forbidden(f"expected https, got http to {address}")
    is_inside = inner.is_link_local or getattr(inner, "is_site_local", False)  # global, for some versions of Python
    if not inner.is_global or inner.is_multicast or inner.is_reserved or inner.is_unspecified or is_inside:
        raise Forbidden(f"expected a public address, {target.host} is {address}")


def _inner(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address leads to, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour or address


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
