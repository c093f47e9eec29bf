from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from live.management.commands import generate_wire_types
from live.management.commands.generate_wire_types import wire_schema
from live.topics import topic_kinds

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (settings.BASE_DIR / "node_modules").is_dir(),
    reason="node or node_modules is missing; run `make setup`",
)


@needs_node
def test_wire_types_are_fresh() -> None:
    # In a process of its own: this one knows the topics of the tests as well.
    checked = subprocess.run(
        [sys.executable, "manage.py", "generate_wire_types", "--check"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@needs_node
def test_check_says_what_to_do_about_a_stale_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = tmp_path / "wire.gen.ts"
    stale.write_text("export {};\n")
    monkeypatch.setattr(generate_wire_types, "TARGET", stale)
    with pytest.raises(CommandError, match=r"is stale; run `manage.py generate_wire_types`"):
        call_command("generate_wire_types", "--check")
    assert stale.read_text() == "export {};\n"


def test_missing_node_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(CommandError, match=r"expected node and .*; run `make setup`"):
        call_command("generate_wire_types", "--check")


def test_schema_names_every_topic_fact_and_message() -> None:
    definitions = wire_schema()["definitions"]
    kinds = topic_kinds()
    assert set(definitions["StateMap"]["properties"]) == set(kinds)
    facts = definitions["FactMap"]["properties"]
    assert {prefix: set(facts[prefix]["properties"]) for prefix in kinds} == {
        prefix: {fact.__name__ for fact in kind.fact_types} for prefix, kind in kinds.items()
    }
    assert len(definitions["ServerMessage"]["anyOf"]) == 11


def test_fields_with_defaults_are_optional_for_the_sender_alone() -> None:
    definitions = wire_schema()["definitions"]
    assert definitions["Follow"]["required"] == ["type", "topic"]
    for kind in topic_kinds().values():
        name = kind.state_type.__name__
        assert set(definitions[name]["required"]) >= {field.name for field in msgspec.structs.fields(kind.state_type)}
