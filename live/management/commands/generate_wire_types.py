"""Writes the TypeScript types of everything on the wire, or says that they are stale."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from argparse import ArgumentParser
from collections.abc import Iterable
from inspect import cleandoc
from pathlib import Path
from typing import Any, get_args

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from live import wire
from live.commands import command_specs
from live.topics import topic_kinds

TARGET = Path("live/frontend/wire.gen.ts")
GENERATOR = Path("node_modules/json-schema-to-typescript/dist/src/cli.js")
BANNER = "/* eslint-disable */\n/* Generated from the Python types by `manage.py generate_wire_types`. Do not edit. */"

Schema = dict[str, Any]
_REFERENCED = re.compile(
    r"( \*\n)? \* This interface was referenced by `Wire`'s JSON-Schema\n \* via the `definition` \"[^\"]+\"\.\n"
)


class Command(BaseCommand):
    """`manage.py generate_wire_types [--check]`."""

    requires_system_checks = []
    help = f"Write {TARGET} from the messages, topics, facts and commands of every app."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --check."""
        parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when the file is stale")

    def handle(self, *args: object, **options: object) -> None:
        """Generate, then compare or write."""
        target = settings.BASE_DIR / TARGET
        text = typescript(wire_schema())
        stale = not target.exists() or target.read_text() != text
        if options["check"] and stale:
            raise CommandError(f"{TARGET} is stale; run `manage.py generate_wire_types` and commit what it writes")
        if stale:
            target.write_text(text)
        self.stdout.write(f"{TARGET}: {'written' if stale else 'up to date'}")


def wire_schema() -> Schema:
    """Return one JSON schema whose definitions are every type on the wire, and the maps from names to them."""
    kinds, specs = topic_kinds(), command_specs()
    received = [
        *get_args(wire.ServerMessage),
        wire.LoggedFact,
        *(kind.state_type for kind in kinds.values()),
        *(fact for kind in kinds.values() for fact in kind.fact_types),
    ]
    client_messages = [_without_raw_defaults(message) for message in get_args(wire.ClientMessage)]
    sent = [*client_messages, *(spec.args_type for spec in specs.values())]
    # One call, so that classes of the same name in two apps get names that differ.
    types = list(dict.fromkeys([*received, *sent]))
    refs, definitions = msgspec.json.schema_components(types, ref_template="#/definitions/{name}")
    ref_of = dict(zip(types, refs, strict=True))
    _require_what_the_server_sends(definitions, [ref_of[type_] for type_ in received])
    _polish(definitions)
    definitions |= {
        "ClientMessage": {
            "description": "What a client sends: one a frame.",
            "anyOf": [ref_of[message] for message in client_messages],
        },
        "ServerMessage": {
            "description": "What a server sends: an array of these a frame.",
            "anyOf": [ref_of[message] for message in get_args(wire.ServerMessage)],
        },
        "StateMap": _object(
            "The state of each topic kind, by prefix.",
            {prefix: ref_of[kind.state_type] for prefix, kind in kinds.items()},
        ),
        "FactMap": _object(
            "The facts of each topic kind: by prefix, then by kind.",
            {
                prefix: _object("", {fact.__name__: ref_of[fact] for fact in kind.fact_types})
                for prefix, kind in kinds.items()
            },
        ),
        "CommandArgs": _object(
            "The arguments of each command, by name.", {name: ref_of[spec.args_type] for name, spec in specs.items()}
        ),
    }
    return {"title": "Wire", "type": "object", "additionalProperties": False, "definitions": definitions}


def typescript(schema: Schema) -> str:
    """Return the TypeScript of `schema`. Raises CommandError when Node or its packages are missing."""
    node, generator = shutil.which("node"), settings.BASE_DIR / GENERATOR
    if node is None or not generator.exists():
        raise CommandError(f"expected node and {GENERATOR}; run `make setup`")
    made = subprocess.run(
        [
            node,
            str(generator),
            "--unreachableDefinitions",
            "--maxItems=-1",
            "--no-additionalProperties",
            "--style.printWidth=120",
            f"--bannerComment={BANNER}",
        ],
        input=json.dumps(schema, sort_keys=True),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        raise CommandError(f"json-schema-to-typescript failed: {made.stderr.strip()}")
    # The generator says of each type that the root refers to it, and our root is empty.
    return _REFERENCED.sub("", made.stdout).replace("export interface Wire {}\n", "")


def _without_raw_defaults(message: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """JSON schema cannot tell a default that is msgspec.Raw; our client always writes such a field."""
    fields = msgspec.structs.fields(message)
    if not any(isinstance(field.default, msgspec.Raw) for field in fields):
        return message
    config = message.__struct_config__
    return msgspec.defstruct(
        message.__name__,
        [
            (field.name, field.type)
            if field.required or isinstance(field.default, msgspec.Raw)
            else (field.name, field.type, field.default)
            for field in fields
        ],
        namespace={"__doc__": message.__doc__},
        tag_field=config.tag_field,
        tag=config.tag,
        kw_only=True,
        forbid_unknown_fields=config.forbid_unknown_fields,
    )


def _require_what_the_server_sends(definitions: Schema, refs: Iterable[Schema]) -> None:
    """A field with a default may be left out by who sends a command; the server writes every field."""
    waiting = [_name(ref) for ref in refs]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        definition = definitions[name]
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
        waiting += [_name(ref) for ref in _refs_in(definition)]


def _polish(node: object) -> None:
    """Say what msgspec leaves open: a plain object takes any key; a docstring has its indentation from Python."""
    if isinstance(node, dict):
        if node.get("type") == "object" and not {"properties", "additionalProperties"} & node.keys():
            node["additionalProperties"] = True
        if isinstance(node.get("description"), str):
            node["description"] = cleandoc(node["description"])
        for value in node.values():
            _polish(value)
    elif isinstance(node, list):
        for value in node:
            _polish(value)


def _refs_in(node: object) -> Iterable[Schema]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node
        for value in node.values():
            yield from _refs_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from _refs_in(value)


def _name(ref: Schema) -> str:
    return str(ref["$ref"]).rsplit("/", 1)[1]


def _object(description: str, properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
