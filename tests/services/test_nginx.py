"""The nginx configuration that docs/operations.md shows, in front of a real launch."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from live.tickets import sign_ticket, ticket_cookie_name
from tests.browser.launch import ROOT, Launch
from tests.faults.conftest import attendee_tickets, faults_template, launch  # noqa: F401 -- fixtures
from tests.parts.ports import free_port, wait_for_port

pytestmark = pytest.mark.services

AROUND = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{documented}
}}
"""


def documented_configuration() -> str:
    """The configuration in docs/operations.md: the indented block that begins with `upstream`."""
    block = re.search(r"^    upstream unveil .*?^    }\n", (ROOT / "docs" / "operations.md").read_text(), re.M | re.S)
    assert block is not None
    return block[0]


@pytest.fixture
def proxy_port(nginx_path: Path, launch: Launch, tmp_path: Path) -> Iterator[int]:  # noqa: F811 -- the fixture
    """The port of an nginx in front of the launch, without TLS."""
    port = free_port()
    documented = (
        documented_configuration()
        .replace("127.0.0.1:8000", f"127.0.0.1:{launch.port}")
        .replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    )
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(AROUND.format(folder=tmp_path, documented=documented))
    with subprocess.Popen([nginx_path, "-p", tmp_path, "-c", configuration]) as nginx:
        try:
            wait_for_port(port)
            yield port
        finally:
            nginx.terminate()


def test_documented_nginx_passes_pages_and_sockets_and_hides_metrics(
    proxy_port: int,
    launch: Launch,  # noqa: F811 -- the fixture
) -> None:
    with urlopen(f"http://127.0.0.1:{proxy_port}/readyz") as ready:
        assert json.load(ready) == {"database": True, "bus": True}
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"http://127.0.0.1:{proxy_port}/metrics").close()

    (ticket,) = attendee_tickets(launch, 1)
    cookie = f"{ticket_cookie_name(ticket.event_id, crew=False)}={sign_ticket(ticket)}"
    topic = f"event/{ticket.event_id}"
    with connect(
        f"ws://127.0.0.1:{proxy_port}/ws/events/{ticket.event_id}/?follow={topic}",
        origin=Origin(f"http://127.0.0.1:{proxy_port}"),
        additional_headers={"Cookie": cookie},
        compression=None,
    ) as socket:
        # They come in one frame or in two.
        messages: list[dict[str, Any]] = []
        while not {"welcome", "snapshot"} <= {message["type"] for message in messages}:
            messages += json.loads(socket.recv(timeout=20))
        launch.seed("phase", event_id=ticket.event_id, to="after")
        facts: list[str] = []
        while not facts:
            told = json.loads(socket.recv(timeout=20))
            facts = [fact["kind"] for message in told if message["type"] == "facts" for fact in message["facts"]]
        assert facts[0] == "PhaseChanged"
