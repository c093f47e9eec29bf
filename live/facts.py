"""Base classes of everything that goes over the wire: what happened, what is, what is asked."""

from __future__ import annotations

from typing import Any

import msgspec

# Given as a mapping because mypy holds, unlike msgspec, that every subclass must say `frozen` again.
_frozen: dict[str, bool] = {"frozen": True}


class Record(msgspec.Struct, forbid_unknown_fields=True, **_frozen):
    """A part of a fact or of a topic's state; immutable. Unknown fields are an error, so that no typo passes."""


class Fact(Record):
    """What happened, in the past tense. Its kind on the wire is the name of its class."""


class Args(Record):
    """The arguments of a command."""


# What JSON can say. msgspec hands and takes these plain values where a type is open (conflated values).
JSON = Any


def encode(value: object) -> bytes:
    """Return `value` as compact JSON."""
    return _encoder.encode(value)


_encoder = msgspec.json.Encoder()
