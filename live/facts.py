"""Base classes of everything that goes over the wire: what happened, what is, what is asked."""

from __future__ import annotations

from typing import Any

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a fact or of a topic's state. Unknown fields are an error, so that a typo never passes in silence."""


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
