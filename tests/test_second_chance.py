"""What the runner makes of tests that fail: once more for a few, and their names in any case."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import run
from tests.stages import Stage


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for tests, with a configuration of its own."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    monkeypatch.setattr(run, "REPORTS", tmp_path)
    return tmp_path


def stage(folder: Path, *, has_second_chance: bool = True) -> Stage:
    options = ["-q", "-c", str(folder / "pytest.ini"), "--rootdir", str(folder), "-p", "no:django"]
    command = [sys.executable, "-m", "pytest", *options, str(folder)]
    return Stage("unit", "a stage", command, report="junit", has_second_chance=has_second_chance)


def fails_once(name: str) -> str:
    return f"""
def test_{name}(request):
    mark = request.config.rootpath / "{name}.was-here"
    was_here = mark.exists()
    mark.touch()
    assert was_here
"""


def test_one_that_passes_later_is_named(suite: Path) -> None:
    (suite / "test_some.py").write_text(fails_once("late") + "\ndef test_good(): pass\n")
    counts, unsteady = run.run_stage(stage(suite))
    assert dict(counts) == {"passed": 2, "skipped": 0}
    assert unsteady == ["test_some.test_late"]


def test_without_a_second_chance_the_first_counts(suite: Path) -> None:
    (suite / "test_some.py").write_text(fails_once("late"))
    counts, unsteady = run.run_stage(stage(suite, has_second_chance=False))
    assert (counts["failed"], unsteady) == (1, [])


def test_one_that_fails_twice_has_failed(suite: Path) -> None:
    (suite / "test_some.py").write_text(fails_once("late") + "\ndef test_bad(): assert False\n")
    counts, unsteady = run.run_stage(stage(suite))
    assert (counts["failed"], unsteady) == (2, [])


def test_many_are_no_accident(suite: Path) -> None:
    (suite / "test_some.py").write_text("".join(fails_once(name) for name in ("one", "two", "three", "four")))
    counts, unsteady = run.run_stage(stage(suite))
    assert (counts["failed"], unsteady) == (4, [])
    assert not list(suite.glob("*-again.xml"))


def test_what_cannot_be_collected_has_no_second_chance(suite: Path) -> None:
    (suite / "test_some.py").write_text("import nothing_of_this_name\n")
    counts, unsteady = run.run_stage(stage(suite))
    assert (counts["failed"], unsteady) == (1, [])
