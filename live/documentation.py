"""The tables of docs/protocol.md, written from what is registered, so that they cannot fall behind."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from live.closing import CLOSE_CODES
from live.commands import CommandSpec, command_specs
from live.errors import registered_codes
from live.topics import topic_kinds


def write_tables(text: str) -> str:
    """Return `text` with every table between `<!-- name: begin -->` and `<!-- name: end -->` made anew."""
    for name, rows in _TABLES.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        if begin not in text or end not in text:
            raise ValueError(f"expected the markers {begin} and {end}")
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = "\n".join([before + begin, *rows(), end + after])
    return text


def _commands() -> Iterable[str]:
    yield "| command | args | roles | at most | |"
    yield "|---|---|---|---|---|"
    for spec in command_specs().values():
        roles, rate = ", ".join(sorted(spec.roles)), f"{spec.rate.per_person} in {spec.rate.seconds:g} s"
        yield f"| `{spec.name}` | {_args(spec)} | {roles} | {rate} | {_first_line(spec.args_type)} |"


def _args(spec: CommandSpec) -> str:
    definitions = msgspec.json.schema_components([spec.args_type])[1]
    return _fields(definitions[spec.args_type.__name__], definitions) or "none"


def _fields(schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    required = set(schema.get("required", []))
    fields = []
    for name, field in schema.get("properties", {}).items():
        default = f" ({field['default']!r})" if "default" in field else ""
        fields.append(f"`{name}`: {_shape(field, definitions)}" + ("" if name in required else f", optional{default}"))
    return "; ".join(fields)


def _shape(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "$ref" in field:
        return "{" + _fields(definitions[field["$ref"].rsplit("/", 1)[1]], definitions) + "}"
    if "anyOf" in field:
        return " or ".join(_shape(option, definitions) for option in field["anyOf"])
    if "enum" in field:
        return " / ".join(str(value) for value in field["enum"])
    shape = str(field.get("type", "any"))
    if shape == "array":
        items = _shape(field.get("items", {}), definitions)
        return f"array of {items}" + _bounds(field, "minItems", "maxItems")
    return shape + _bounds(field, "minLength", "maxLength") + _bounds(field, "minimum", "maximum")


def _bounds(field: dict[str, Any], least: str, most: str) -> str:
    if least in field and most in field:
        return f" {field[least]} to {field[most]}"
    return f" up to {field[most]}" if most in field else f" from {field[least]}" if least in field else ""


def _codes() -> Iterable[str]:
    yield "| code | meaning |"
    yield "|---|---|"
    for code, meaning in registered_codes().items():
        yield f"| `{code}` | {meaning} |"


def _close_codes() -> Iterable[str]:
    yield "| code | name | come back? | meaning |"
    yield "|---|---|---|---|"
    for code in CLOSE_CODES:
        yield f"| {code.code} | `{code.name}` | {'yes' if code.come_back else 'no'} | {code.meaning} |"


def _topics() -> Iterable[str]:
    for kind in topic_kinds().values():
        ending = "/<subject>" if kind.personal else "/<key>" if kind.keyed else ""
        yield f"### `{kind.prefix}/<event id>{ending}`"
        yield ""
        yield _first_line(type(kind))
        yield ""
        yield "| fact | what happened |"
        yield "|---|---|"
        for fact in kind.fact_types:
            yield f"| `{fact.__name__}` | {_first_line(fact)} |"
        yield ""


def _first_line(documented: type) -> str:
    return inspect.cleandoc(documented.__doc__ or "").split("\n\n")[0].replace("\n", " ").replace("|", "\\|")


_TABLES: dict[str, Callable[[], Iterable[str]]] = {
    "commands": _commands,
    "codes": _codes,
    "close codes": _close_codes,
    "topics": _topics,
}
