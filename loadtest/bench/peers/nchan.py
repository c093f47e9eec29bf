"""Nchan: an nginx module in C that does nothing but fan out."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loadtest.bench.peers.http_publisher import HttpPublisher
from loadtest.bench.peers.peer import PEER_TOPIC, FactWriter, Peer, Running
from loadtest.bench.programs import free_port, nginx_path, running
from loadtest.bench.settings import MESSAGE_BYTES

MODULE = "ngx_nchan_module.so"
DEBIAN_MODULES = Path("/usr/lib/nginx/modules")
# One worker, as everybody has one process; it may hold as many sockets as anybody. A short buffer of messages, in
# memory that all workers would share, is what Nchan's documentation begins with. nginx drops those who are still
# shaking hands when less than a sixteenth of its connections is free, so it is told of more than it can open.
CONFIGURATION = """
load_module {module}; daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 40000; use epoll; multi_accept on; }}
http {{
    access_log off; keepalive_requests 1000000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    nchan_shared_memory_size 256M;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location = /subscribe {{
            nchan_subscriber websocket; nchan_channel_id bench; nchan_subscriber_first_message newest;
        }}
        location = /publish {{
            nchan_publisher http; nchan_channel_id bench;
            nchan_message_buffer_length 20; nchan_message_timeout 60s;
        }}
    }}
}}
"""


class Nchan(Peer):
    """nginx with the module of the distribution."""

    def __init__(self) -> None:
        super().__init__("nchan", "nginx and Nchan: C, no ticket, no snapshot")

    def missing(self) -> str | None:
        if nginx_path() and _module().exists():
            return None
        return "nginx with Nchan is missing: apt-get install nginx libnginx-mod-nchan"

    def prepare(self, folder: Path, subscribers: int) -> None:
        folder.mkdir()
        self._folder = folder
        (folder / "targets").write_text("/subscribe\n")

    @contextmanager
    def running(self) -> Iterator[Running]:
        port = free_port()
        configuration = self._folder / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(module=_module(), folder=self._folder, port=port))
        command = [nginx_path() or "nginx", "-p", self._folder, "-c", configuration]
        with running(command, log=self._folder / "log", port=port) as pid:
            yield Running(
                port=port,
                pids=[pid],
                redis_pids=[],
                targets=self._folder / "targets",
                topic=PEER_TOPIC,
                publish=HttpPublisher(port, "/publish", FactWriter(MESSAGE_BYTES)),
            )

    def version(self) -> str:
        said = subprocess.run([nginx_path() or "nginx", "-v"], capture_output=True, text=True).stderr
        package = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}", "libnginx-mod-nchan"],  # noqa: S607 -- found on PATH
            capture_output=True,
            text=True,
        ).stdout
        return f"nginx {said.strip().rpartition('/')[2]}, nchan {package or 'unknown'}"


def _module() -> Path:
    """Where nginx says that it keeps its modules."""
    said = subprocess.run([nginx_path() or "nginx", "-V"], capture_output=True, text=True).stderr
    found = re.search(r"--modules-path=(\S+)", said)
    return (Path(found[1]) if found else DEBIAN_MODULES) / MODULE
