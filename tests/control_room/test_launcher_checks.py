"""One line for each thing that can stand in the way of a launch."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from control_room.launcher.checks import NotPossible, folder_held, require_free_disk, require_free_port
from tests.parts.ports import free_port


def test_require_free_port_names_the_port_and_another_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(NotPossible) as refused:
            require_free_port(port, instead="make demo PORT=8100")
    assert str(refused.value) == (
        f"port {port} is not free (Address already in use); end what uses it, or choose another: make demo PORT=8100"
    )


def test_require_free_port_accepts_one_that_was_just_let_go() -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)) as listener, socket.create_connection(("127.0.0.1", port)):
        listener.accept()[0].close()
    require_free_port(port, instead="make demo PORT=8100")


def test_require_free_disk_says_what_was_expected_and_what_is_there(tmp_path: Path) -> None:
    require_free_disk(tmp_path, needed_bytes=1)
    with pytest.raises(NotPossible, match=r"^expected 1000000000 MB of free disk in .*, got \d+ MB; make room$"):
        require_free_disk(tmp_path, needed_bytes=10**9 * 1024 * 1024)


def test_folder_held_refuses_a_second_launch_until_the_first_ends(tmp_path: Path) -> None:
    refusal = r"a launch runs on .* already \(process \d+\); end it first"
    with folder_held(tmp_path), pytest.raises(NotPossible, match=refusal), folder_held(tmp_path):
        pass
    with folder_held(tmp_path):
        pass
