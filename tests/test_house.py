"""The house rules that no linter knows: documentation is complete, and nothing of one machine is in the repository."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from live.closing import CLOSE_CODES
from live.commands import command_specs
from live.errors import registered_codes
from live.topics import topic_kinds

ROOT = Path(__file__).resolve().parent.parent
PROTOCOL = ROOT / "docs" / "protocol.md"
OPERATIONS = ROOT / "docs" / "operations.md"
APPS = ["live", "events", "rooms", "qa_moderation", "streaming", "control_room"]

# Variables that only tests read; docs/testing.md explains them.
TEST_SETTINGS = {"UNVEIL_REQUIRE_SERVICES", "UNVEIL_CHROMIUM", "UNVEIL_WRITE_CASES"}
READ_SETTING = re.compile(r"""(?:env\.\w+|require)\(\s*"([A-Z_]+)\"""")


def documented(path: Path) -> set[str]:
    """What stands in backticks in a document."""
    return set(re.findall(r"`([^`\n]+)`", path.read_text()))


def tracked_files() -> list[Path]:
    """The files of the repository that are there; skips outside of git."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def test_protocol_documents_every_command() -> None:
    assert set(command_specs()) - documented(PROTOCOL) == set()


def test_protocol_documents_every_topic_and_its_facts() -> None:
    for prefix, kind in topic_kinds().items():
        named = {fact.__name__ for fact in kind.fact_types}
        assert named - documented(PROTOCOL) == set(), prefix
        assert f"{prefix}/<event id>" in PROTOCOL.read_text()


def test_protocol_documents_every_refusal_and_close_code() -> None:
    assert set(registered_codes()) - documented(PROTOCOL) == set()
    for code in CLOSE_CODES:
        assert f"| {code.code} | `{code.name}` |" in PROTOCOL.read_text()


def test_operations_documents_every_setting_and_no_other() -> None:
    sources = [*ROOT.glob("config/*.py")]
    read = {f"UNVEIL_{name}" for path in sources for name in READ_SETTING.findall(path.read_text())}
    told = set(re.findall(r"^\| `(UNVEIL_\w+)` \|", OPERATIONS.read_text(), re.MULTILINE))
    assert told == read


def test_operations_tells_the_defaults_of_numbers() -> None:
    settings = (ROOT / "config" / "settings.py").read_text()
    for name, default in re.findall(r'env\.(?:int|float)\("([A-Z_]+)", ([\d_.* ]+)\)', settings):
        value = 1.0
        for factor in default.replace("_", "").split("*"):
            value *= float(factor)
        row = re.search(rf"^\| `UNVEIL_{name}` \| `([\d.]+)` \|", OPERATIONS.read_text(), re.MULTILINE)
        assert row is not None, name
        assert float(row[1]) == value, name


def test_testing_documents_the_settings_of_tests() -> None:
    text = (ROOT / "docs" / "testing.md").read_text()
    assert [name for name in sorted(TEST_SETTINGS) if name not in text] == []


def test_every_room_and_its_front_end_has_a_readme() -> None:
    folders = [ROOT / app for app in APPS]
    folders += [folder for app in APPS if (folder := ROOT / app / "frontend").is_dir()]
    assert [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "README.md").is_file()] == []


def test_documents_link_to_what_is_there() -> None:
    broken = []
    for document in tracked_files():
        if document.suffix != ".md":
            continue
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", document.read_text()):
            if not (document.parent / target).exists():
                broken.append(f"{document.relative_to(ROOT)}: {target}")
    assert broken == []


def test_lock_file_has_no_download_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert "://" not in (ROOT / "constraints.txt").read_text()


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    # Written so that this file does not name one either.
    found = re.compile(rb"(?<![\w.])/(?:wo" + rb"rk|ro" + rb"ot|home/\w+|Users/\w+)/")
    assert [str(path.relative_to(ROOT)) for path in tracked_files() if found.search(path.read_bytes())] == []
