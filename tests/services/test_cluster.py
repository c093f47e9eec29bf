"""The cluster, as `make cluster` runs it: people come in through nginx, sockets are shared out, and an edge may die."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import override_settings
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from live.tickets import GUEST, issue_ticket, sign_ticket, ticket_cookie_name
from tests.browser.launch import ROOT
from tests.parts.ports import free_port_block
from tests.parts.processes import processes_of
from tests.parts.programs import nginx_path, postgres_folder, redis_server_path

pytestmark = pytest.mark.services
PORTS = 12
# From the cache: as fresh as it should be, or a second old while nginx asks for a new one behind our back.
KEPT = {"HIT", "UPDATING", "STALE"}


@dataclass
class Cluster:
    """A running cluster."""

    launcher: subprocess.Popen[str]
    data_dir: Path
    url: str
    said: list[str]

    @property
    def card(self) -> dict[str, Any]:
        """What it says of itself now."""
        card: dict[str, Any] = json.loads((self.data_dir / "cluster.json").read_text())
        return card

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Ask nginx."""
        return httpx.get(self.url + path, timeout=30, **more)

    def socket(self) -> ClientConnection:
        """Open an attendee's socket through nginx, with the ticket of a new visitor."""
        port = self.card["address"].rsplit(":", 1)[1]
        event_id = self.card["event"]["id"]
        ticket = issue_ticket(event_id=event_id, subject=f"g{secrets.token_hex(6)}", roles={GUEST}, name="")
        with override_settings(SECRET_KEY=self.card["environment"]["UNVEIL_SECRET_KEY"]):
            cookie = f"{ticket_cookie_name(event_id, crew=False)}={sign_ticket(ticket)}"
        return connect(
            f"ws://127.0.0.1:{port}/ws/events/{event_id}/?follow=event/{event_id}",
            origin=Origin(self.url),
            additional_headers={"Cookie": cookie},
            compression=None,
        )

    def sockets_by_edge(self) -> list[int]:
        """How many sockets each edge holds."""
        found = []
        for address in self.card["edges"]:
            metrics = httpx.get(f"{address}/metrics", timeout=30).text
            value = re.search(r"^live_connections(?:\{.*\})? ([\d.]+)$", metrics, re.M)
            assert value is not None
            found.append(int(float(value[1])))
        return found


def until(holds: Callable[[], bool], timeout_s: float = 60.0) -> None:
    """Return once `holds()`."""
    end = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < end, "did not come to hold in time"
        time.sleep(0.1)


def is_ready(address: str) -> bool:
    """Whether a process of ours serves at `address`."""
    try:
        return httpx.get(f"{address}/readyz").status_code == 200
    except httpx.TransportError:  # it does not listen yet, or answers nothing yet
        return False


def messages(socket: ClientConnection, count: int) -> list[dict[str, Any]]:
    """The next messages, `count` at least."""
    found: list[dict[str, Any]] = []
    while len(found) < count:
        found += json.loads(socket.recv(timeout=30))
    return found


def close_code(socket: ClientConnection) -> int | None:
    """The code with which the server closes, once it does."""
    try:
        while True:
            socket.recv(timeout=30)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


def command(data_dir: Path, port: int) -> list[str]:
    """The command line of `make cluster`."""
    return [sys.executable, "manage.py", "cluster", "--port", str(port), "--data-dir", str(data_dir)]


@pytest.fixture(scope="module")
def data_dir(demo_film: Path) -> Iterator[Path]:
    """A folder that PostgreSQL's user may enter, with a space in its name and the static files collected."""
    nginx_path(), postgres_folder(), redis_server_path()
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is missing: apt-get install redis-server")
    parent = Path(tempfile.mkdtemp(prefix="unveil-cluster-"))
    parent.chmod(0o755)
    folder = parent / "a folder"
    folder.mkdir()
    (folder / "film").symlink_to(demo_film, target_is_directory=True)
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, "UNVEIL_ENV": "development", "UNVEIL_VAR_DIR": str(folder)},
        check=True,
    )
    yield folder
    left = processes_of(folder)
    shutil.rmtree(parent, ignore_errors=True)
    assert left == []


@pytest.fixture(scope="module")
def cluster(data_dir: Path) -> Iterator[Cluster]:
    """A cluster that is up."""
    port = free_port_block(PORTS)
    environment = {**os.environ, "UNVEIL_ENV": "development", "UNVEIL_DRAIN_WINDOW_S": "1"}
    environment.pop("UNVEIL_DATABASE_URL", None)
    with subprocess.Popen(
        command(data_dir, port),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as launcher:
        try:
            assert launcher.stdout is not None
            said = []
            for line in launcher.stdout:
                said.append(line.rstrip("\n"))
                if line.startswith(("ready: ", "unveil: did not")):
                    break
            assert said[-1].startswith("ready: "), "\n".join(said)
            yield Cluster(launcher, data_dir, f"http://127.0.0.1:{port}", said)
        finally:
            launcher.terminate()


def test_cluster_says_where_its_parts_are(cluster: Cluster, data_dir: Path) -> None:
    card = cluster.card
    assert set(card["parts"]) == {"postgres", "redis", "web", "edge-1", "edge-2", "worker", "packager", "nginx"}
    assert [name for name, part in card["parts"].items() if not Path(f"/proc/{part['pid']}").exists()] == []
    assert stat.S_IMODE((data_dir / "cluster.json").stat().st_mode) == 0o600
    assert cluster.said[-1] == f"ready: {card['event']['page']}"


def test_second_cluster_on_the_same_data_is_refused(cluster: Cluster, data_dir: Path) -> None:
    second = subprocess.run(
        command(data_dir, free_port_block(PORTS)),
        cwd=ROOT,
        env={**os.environ, "UNVEIL_ENV": "development"},
        capture_output=True,
        text=True,
    )
    assert second.returncode == 1
    assert second.stderr.strip().splitlines()[-1].endswith("end it first")


def test_nginx_keeps_the_page_and_answers_who_has_it(cluster: Cluster) -> None:
    path = cluster.card["event"]["page_path"]
    first = cluster.get(path)
    again = cluster.get(path, headers={"Cookie": "sessionid=somebody"})
    assert again.headers["X-Cache"] in KEPT
    assert again.content == first.content
    assert "Set-Cookie" not in again.headers
    assert cluster.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_nginx_keeps_the_form_and_never_what_is_sent_with_it(cluster: Cluster) -> None:
    path = f"{cluster.card['event']['page_path']}register/"
    cluster.get(path)
    assert cluster.get(path).headers["X-Cache"] in KEPT
    for _twice in range(2):
        sent = httpx.post(cluster.url + path, headers={"Origin": cluster.url}, data={"name": ""}, timeout=10)
        assert sent.status_code == 422
        assert "X-Cache" not in sent.headers


def test_nginx_keeps_what_is_the_same_for_everybody(cluster: Cluster) -> None:
    page = cluster.get(cluster.card["event"]["page_path"])
    assert page.status_code == 200
    for kind in (r'href="([^"]*/brand[^"]*css[^"]*)"', r'"(/static/app/[^"]*\.js)"'):
        found = re.search(kind, page.text)
        assert found is not None, kind
        cluster.get(found[1])
        again = cluster.get(found[1])
        assert again.status_code == 200
        assert again.headers["X-Cache"] in KEPT
        assert "immutable" in again.headers["Cache-Control"]


def test_nginx_keeps_nothing_of_the_crew(cluster: Cluster) -> None:
    for path in ("/accounts/login/", "/crew/", "/studio/", "/admin/login/"):
        for _twice in range(2):
            assert "X-Cache" not in cluster.get(path).headers, path


def test_nginx_hides_what_is_for_operators_and_encoders(cluster: Cluster) -> None:
    for path in ("/metrics", "/healthz", "/readyz", "/stream/ingest/any/v720/init.mp4"):
        assert cluster.get(path).status_code == 404, path
    put = httpx.put(f"{cluster.url}/stream/any/v720/1.m4s", content=b"x")
    assert put.status_code == 403
    for address in cluster.card["edges"]:
        assert httpx.get(f"{address}/readyz").status_code == 200
        assert httpx.get(f"{address}{cluster.card['event']['hls_path']}").status_code == 404  # web alone is the origin


def test_nginx_keeps_segments_and_renews_playlists(cluster: Cluster) -> None:
    master_path = cluster.card["event"]["hls_path"]
    folder = master_path.rsplit("/", 1)[0]
    master = cluster.get(master_path)
    rendition = next(line for line in master.text.splitlines() if line and not line.startswith("#"))
    playlist = cluster.get(f"{folder}/{rendition}")
    assert playlist.headers["Cache-Control"] == "public, max-age=1"
    name = next(line for line in playlist.text.splitlines() if line.endswith(".m4s"))
    segment_path = f"{folder}/{rendition.split('/')[0]}/{name}"
    whole = cluster.get(segment_path)
    again = cluster.get(segment_path)
    assert again.headers["X-Cache"] in KEPT
    assert again.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert again.content == whole.content
    part = cluster.get(segment_path, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, whole.content[4:8])


def test_sockets_are_shared_out_and_survive_the_death_of_an_edge(cluster: Cluster) -> None:
    with ExitStack() as stack:
        first = [stack.enter_context(cluster.socket()) for _ in range(6)]
        for socket in first:
            assert {"welcome", "snapshot"} <= {message["type"] for message in messages(socket, 2)}
        until(lambda: cluster.sockets_by_edge() == [3, 3])

        killed = cluster.card["parts"]["edge-1"]["pid"]
        os.kill(killed, signal.SIGKILL)
        until(lambda: cluster.card["parts"]["edge-1"]["pid"] not in {killed, None})
        second = stack.enter_context(cluster.socket())
        assert messages(second, 2)[0]["type"] == "welcome"

        until(lambda: is_ready(cluster.card["edges"][0]))
        third = [stack.enter_context(cluster.socket()) for _ in range(4)]
        for socket in third:
            messages(socket, 2)
        until(lambda: cluster.sockets_by_edge()[0] >= 3)  # the emptier one, again


def test_cluster_tells_its_people_and_ends(cluster: Cluster, data_dir: Path) -> None:
    with cluster.socket() as socket:
        messages(socket, 2)
        cluster.launcher.send_signal(signal.SIGTERM)
        assert close_code(socket) == 1012
    assert cluster.launcher.wait(timeout=60) == 0
    assert processes_of(data_dir) == []
    assert not (data_dir / "cluster.json").exists()
    assert "database system is shut down" in (data_dir / "log" / "postgres.log").read_text().splitlines()[-1]
