"""When a launch counts as ready, and what is told then."""

from __future__ import annotations

from pathlib import Path

from control_room.launcher.readiness import Probe, wait_until_ready
from control_room.launcher.summary import Door, launch_summary


def test_wait_until_ready_asks_a_probe_until_it_works_and_then_no_more() -> None:
    asked: list[str] = []

    def comes_up() -> bool:
        asked.append("web")
        if len(asked) == 1:
            raise ConnectionRefusedError
        return True

    assert wait_until_ready([Probe("web", comes_up), Probe("redis", lambda: True)], timeout_s=5) == []
    assert asked == ["web", "web"]


def test_wait_until_ready_names_each_process_that_is_late_once() -> None:
    late = [Probe("web", lambda: False), Probe("web", lambda: False), Probe("packager", lambda: False)]
    told: list[list[str]] = []
    missing = wait_until_ready(late, timeout_s=0.01, reminder_s=0, remind=lambda names: told.append(list(names)))
    assert missing == ["web", "packager"]
    assert told == [["web", "packager"]]


def test_launch_summary_ends_with_the_attendees_page() -> None:
    doors = [
        Door("Attendee's page", "http://localhost:8000/en/e/one/"),
        Door("Moderation desk", "http://localhost:8000/crew/one/desk/", "mod@unveil.example"),
    ]
    said = launch_summary(
        title="The launch", doors=doors, password="let me in", mailbox=Path("var/mailbox"), logs=Path("var/log")
    )
    lines = said.splitlines()
    assert lines[-1] == "ready: http://localhost:8000/en/e/one/"
    assert "  Moderation desk  http://localhost:8000/crew/one/desk/  mod@unveil.example" in lines
    assert "  Password of every login: let me in" in lines
