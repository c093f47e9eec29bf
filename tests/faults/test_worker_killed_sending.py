"""A worker is killed after a webhook's server has the delivery, before it is noted: it arrives again, with its id."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.browser.launch import ROOT, launch_environment

# Two minutes is a worker's claim; then another may send what it held.
CLAIM_OVER_S = "130"


class Receiver(ThreadingHTTPServer):
    """A server that keeps what it gets; while there is a worker to kill, it does that in place of an answer."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[tuple[str, bytes]] = []
        self.worker: subprocess.Popen[str] | None = None


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers["Unveil-Delivery"], body))
        if self.server.worker is not None:
            self.server.worker.kill()
            self.server.worker.wait()
        with suppress(OSError):
            self.send_response(204)
            self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_delivery_whose_worker_died_before_its_note_comes_again_with_its_id(
    faults_template: Path, tmp_path: Path, receiver: Receiver
) -> None:
    shutil.copytree(faults_template, tmp_path / "var")
    environment = launch_environment(tmp_path / "var", port=0, bus_url="memory://")

    def worker(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.faults.deliver", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    def said_by(process: subprocess.Popen[str]) -> str:
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        return said.strip()

    delivery_id = said_by(worker("owe", f"http://127.0.0.1:{receiver.server_port}/hook"))
    # The worker sends only once the receiver knows whom to kill.
    receiver.worker = dying = worker("deliver", "1")
    dying.communicate(timeout=60)
    assert dying.returncode < 0
    receiver.worker = None
    # Nobody sends what may still be on its way.
    assert said_by(worker("deliver", "1")) == "0"
    assert said_by(worker("deliver", CLAIM_OVER_S)) == "1"
    assert said_by(worker("deliver", CLAIM_OVER_S)) == "0"
    (first, again) = receiver.got
    assert first == again
    assert first[0] == msgspec.json.decode(first[1])["id"] == delivery_id
