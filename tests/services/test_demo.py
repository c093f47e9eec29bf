"""The demo, as `make demo` runs it: comes up whole, says so, and is gone when it is told to go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.browser.launch import ROOT
from tests.parts.ports import free_port_block
from tests.parts.processes import processes_of
from tests.parts.programs import redis_server_path

pytestmark = pytest.mark.services


def demo_environment(var_dir: Path, port: int) -> dict[str, str]:
    """What the Makefile sets."""
    return {
        **os.environ,
        "UNVEIL_ENV": "development",
        "UNVEIL_VAR_DIR": str(var_dir),
        "UNVEIL_SECRET_KEY": "only for this test, and long enough for it",
        "UNVEIL_BASE_URL": f"http://localhost:{port}",
        "UNVEIL_BUS_URL": f"redis://127.0.0.1:{port + 1}/0",
        "UNVEIL_DRAIN_WINDOW_S": "0.5",
        "UNVEIL_LOG_LEVEL": "INFO",
    }


def start(environment: dict[str, str]) -> subprocess.Popen[str]:
    """The demo, started."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory, demo_film: Path) -> Iterator[Path]:
    """A folder with a space in its name, with the static files collected."""
    redis_server_path()
    folder = tmp_path_factory.mktemp("demo") / "a folder"
    folder.mkdir()
    (folder / "film").symlink_to(demo_film, target_is_directory=True)
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        env=demo_environment(folder, 8000),
        check=True,
    )
    yield folder
    assert processes_of(folder) == []


def test_demo_comes_up_whole_and_leaves_nothing_behind(var_dir: Path) -> None:
    port = free_port_block(2)
    environment = demo_environment(var_dir, port)
    with start(environment) as demo:
        try:
            assert demo.stdout is not None
            lines = []
            for line in demo.stdout:
                lines.append(line.rstrip("\n"))
                if line.startswith(("ready: ", "unveil: did not")):
                    break
            said = "\n".join(lines)
            assert lines[-1].startswith(f"ready: http://localhost:{port}/en/e/"), said
            with urlopen(lines[-1].removeprefix("ready: ")) as page:
                assert page.status == 200
            for label in ("Moderation desk", "Set desk", "Control page", "Studio"):
                assert label in said

            second = subprocess.run(
                [sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, capture_output=True, text=True
            )
            assert second.returncode == 1
            assert second.stderr.strip().splitlines()[-1].endswith("end it first")

            started = time.monotonic()
            demo.send_signal(signal.SIGINT)
            demo.wait(timeout=30)
            assert time.monotonic() - started < 8
        finally:
            demo.kill()
    assert processes_of(var_dir) == []
