"""Runs lint, types and every test, one stage after another, and says at the end what became of each.

`python -m tests.run` runs all; `python -m tests.run unit` (or lint, types, services, browser, faults) one group.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from tests.stages import REPORTS, STAGES, Stage

ROOT = Path(__file__).resolve().parent.parent
# Twice what the longest takes on a slow machine. A test has a limit of its own, and says where it hangs.
_STAGE_LIMIT_S = 2400
# More than these are no accident.
_MOST_UNSTEADY = 3


def run(groups: set[str]) -> int:
    """Run the stages of `groups` (all when empty); return 0 when none failed."""
    total: Counter[str] = Counter()
    rows = []
    unsteady: list[str] = []
    for stage in STAGES:
        if groups and stage.group not in groups:
            continue
        print(f"\n── {stage.name}", flush=True)
        started = time.monotonic()
        counts, passed_later = run_stage(stage)
        total += counts
        unsteady += passed_later
        rows.append((stage.name, counts, time.monotonic() - started))
    print()
    for name, counts, seconds in rows:
        print(f"{'✗' if counts['failed'] else '✓'} {name:<42}{seconds:7.1f} s   {_said(counts)}".rstrip())
    for name in unsteady:
        print(f"\n! failed at first and passed when it was run again: {name}")
    print(f"\nunveil: {total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] else 0


def run_stage(stage: Stage) -> tuple[Counter[str], list[str]]:
    """Run a stage; return its counts, and the tests that failed at first and passed when they were run again."""
    report = REPORTS / f"{stage.slug}.{'json' if stage.report == 'json' else 'xml'}"
    counts, code = _run_once(stage, stage.command(report), report)
    # pytest's 1: tests failed, and nothing else went wrong.
    failed = _failed(report) if stage.has_second_chance and code == 1 else []
    if not 0 < len(failed) <= _MOST_UNSTEADY:
        return counts, []
    print(f"\n── {stage.name}: {len(failed)} once more", flush=True)
    again = report.with_stem(f"{report.stem}-again")
    second, code = _run_once(stage, [*stage.command(again), "--last-failed", "--last-failed-no-failures=none"], again)
    # All of them, and no others.
    if code != 0 or second["passed"] != len(failed):
        return counts, []
    return Counter(passed=counts["passed"] + len(failed), skipped=counts["skipped"]), failed


def _run_once(stage: Stage, command: list[str], report: Path) -> tuple[Counter[str], int]:
    report.unlink(missing_ok=True)
    code = _run(command, {**os.environ, **stage.environment})
    counts = _counts(stage, report)
    # pytest's 5: nothing was collected.
    if code not in (0, 5) and not counts["failed"]:
        counts["failed"] += 1
    return counts, code


def _run(command: list[str], environment: Mapping[str, str]) -> int:
    """Run a stage, with a process group of its own: what it has started ends with it, also when it hangs."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        return process.wait(_STAGE_LIMIT_S)
    except subprocess.TimeoutExpired:
        print(f"unveil: expected this to take {_STAGE_LIMIT_S} s at most, and ended it", flush=True)
        return 1
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _counts(stage: Stage, report: Path) -> Counter[str]:
    """What a stage's report says; a check without a report counts as nothing unless it fails."""
    if stage.report is None or not report.exists():
        return Counter()
    if stage.report == "json":
        said = json.loads(report.read_text())
        skipped = said["numPendingTests"] + said["numTodoTests"]
        return Counter(passed=said["numPassedTests"], failed=said["numFailedTests"], skipped=skipped)
    suite = ElementTree.parse(report).getroot().find("testsuite")
    assert suite is not None
    number = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    failed = number["failures"] + number["errors"]
    return Counter(passed=number["tests"] - failed - number["skipped"], failed=failed, skipped=number["skipped"])


def _failed(report: Path) -> list[str]:
    """The names of the tests that failed."""
    cases = ElementTree.parse(report).getroot().iter("testcase")
    return [
        f"{case.get('classname')}.{case.get('name')}"
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    ]


def _said(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in ("passed", "failed", "skipped") if counts[name])


if __name__ == "__main__":
    REPORTS.mkdir(parents=True, exist_ok=True)
    sys.exit(run(set(sys.argv[1:])))
