"""Which servers a webhook may call."""

from __future__ import annotations

from typing import Any

import pytest

from qa_moderation.webhooks.addresses import Forbidden, checked_address, target_of


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/hook", "ftp://example.com/", "example.com/hook", "", "https://", "https:///x",
        "//example.com", "https://user:secret@example.com/", "https://user@example.com/", "https://exa mple.com/",
        "https://example.com:99999/", "https://127.0.0.1/", "https://10.1.2.3/", "https://192.168.0.1/",
        "https://172.16.0.1/", "https://169.254.169.254/latest/", "https://0.0.0.0/", "https://224.0.0.1/",
        "https://255.255.255.255/", "https://100.64.0.1/", "https://[::1]/", "https://[fe80::1]/",
        "https://[fd00::1]/", "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/",
        "https://[::]/", "https://[ff02::1]/", "http://127.0.0.1:9000/", "https://example.com/" + "x" * 500,
        "https://example.com/\r\nX: y",
    ],
)  # fmt: skip
def test_address_is_refused_in_production(url: str) -> None:
    with pytest.raises(Forbidden):
        target_of(url, allows_loopback=False)


def test_address_is_taken_apart() -> None:
    target = target_of("https://Example.com:8443/hook/a?b=c#d", allows_loopback=False)
    assert (target.host, target.port, target.path, target.host_header) == (
        "example.com", 8443, "/hook/a?b=c", "example.com:8443",
    )  # fmt: skip
    assert target_of("https://[2606:4700::1111]", allows_loopback=False).host_header == "[2606:4700::1111]"


def _resolving(*addresses: str) -> Any:
    return lambda host, port, **_: [(2, 1, 6, "", (address, port)) for address in addresses]


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.8"],
        ["93.184.216.34", "192.168.1.1"],
        ["::1"],
        ["fe80::1%eth0"],
        ["::ffff:169.254.169.254"],
    ],
)
def test_name_that_leads_inside_is_refused(addresses: list[str]) -> None:
    target = target_of("https://innocent.example/", allows_loopback=False)
    with pytest.raises(Forbidden):
        checked_address(target, allows_loopback=False, resolve=_resolving(*addresses))


def test_name_is_resolved_once_and_its_address_is_what_is_called() -> None:
    target = target_of("https://good.example/", allows_loopback=False)
    assert checked_address(target, allows_loopback=False, resolve=_resolving("93.184.216.34")) == "93.184.216.34"


def test_loopback_is_for_trying_and_http_for_loopback_alone() -> None:
    target = target_of("http://localhost:9000/hook", allows_loopback=True)
    assert checked_address(target, allows_loopback=True, resolve=_resolving("127.0.0.1")) == "127.0.0.1"
    for address in ("93.184.216.34", "10.0.0.1"):
        with pytest.raises(Forbidden):
            checked_address(target, allows_loopback=True, resolve=_resolving(address))
