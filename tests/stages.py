"""What `make test` runs, in order: what is quick and finds most comes first."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "test-results" / "reports"
BIN = Path(sys.executable).parent
NODE = ROOT / "node_modules" / ".bin"
TEST_ENVIRONMENT = {"UNVEIL_ENV": "test", "UNVEIL_VAR_DIR": str(ROOT / "var" / "test")}
# Tests that need no server share the processors. In order: those that empty the database come last to each worker.
SIDE_BY_SIDE = ["-n", "logical", "--dist", "load"]
# Those whose correctness hangs on the database's locks and types.
DATABASE_SUITES = [
    "tests/live",
    "tests/events",
    "tests/rooms",
    "tests/qa_moderation",
    "tests/polls",
    "tests/streaming",
    "tests/contract",
]


@dataclass(frozen=True, slots=True)
class Stage:
    """One command. `report` says in which form it leaves its counts, if it does. `has_second_chance`: a few tests of
    pytest's that fail are run once more at its end, and named as unsteady where they pass then."""

    group: str
    name: str
    arguments: list[str]
    report: Literal["junit", "json"] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    has_second_chance: bool = False

    @property
    def slug(self) -> str:
        """The name as a file's."""
        return self.name.lower().replace(" ", "-").replace(",", "")

    def command(self, report: Path) -> list[str]:
        """Return the command line that leaves its counts in `report`."""
        if self.report == "junit":
            return [*self.arguments, f"--junitxml={report}"]
        if self.report == "json":
            return [*self.arguments, "--reporter=default", "--reporter=json", f"--outputFile.json={report}"]
        return self.arguments


def check(group: str, name: str, *arguments: str | Path) -> Stage:
    """A stage that passes or not."""
    return Stage(group, name, [str(part) for part in arguments], environment=TEST_ENVIRONMENT)


def pytest_stage(
    group: str, name: str, *arguments: str, program: str = "pytest", has_second_chance: bool = False
) -> Stage:
    """A stage of pytest's. Each run makes a folder of its own, so the environment stays as it is."""
    command = [sys.executable, "-m", program, "-q", *arguments]
    return Stage(group, name, command, report="junit", has_second_chance=has_second_chance)


STAGES = [
    check("lint", "ruff", BIN / "ruff", "check", "--quiet", "."),
    check("lint", "ruff format", BIN / "ruff", "format", "--check", "--quiet", "."),
    check("lint", "import-linter", BIN / "lint-imports"),
    check("lint", "migrations", sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"),
    check("lint", "generated wire types", sys.executable, "manage.py", "generate_wire_types", "--check"),
    check("lint", "protocol tables", sys.executable, "manage.py", "document_protocol", "--check"),
    check("lint", "ESLint", NODE / "eslint", "."),
    check("types", "mypy", sys.executable, "-m", "mypy", "."),
    check("types", "tsc", NODE / "tsc", "--noEmit"),
    Stage("unit", "vitest", [str(NODE / "vitest"), "run"], report="json"),
    pytest_stage(
        "unit", "unit and contract", *SIDE_BY_SIDE, "-m", "not services and not browser and not faults", "tests"
    ),
    # Real servers and browsers on a machine that others use too: what is late there once is not wrong.
    pytest_stage("services", "services", "-m", "services", "tests", has_second_chance=True),
    pytest_stage(
        "services",
        "the same on PostgreSQL",
        *SIDE_BY_SIDE,
        "-m",
        "not services and not browser and not faults",
        *DATABASE_SUITES,
        program="tests.on_postgresql",
    ),
    pytest_stage("browser", "browser", "-m", "browser", "tests", has_second_chance=True),
    pytest_stage("faults", "faults", "-m", "faults and not browser", "tests", has_second_chance=True),
]
