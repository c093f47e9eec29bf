"""Refusal codes of the stream."""

from __future__ import annotations

from live.errors import register_code

NO_STREAM = register_code("stream.none", "The event has no stream; create one in the studio.")
NOT_OPEN = register_code("stream.not_open", "The stream is off the air; open it first.")
NO_FILE = register_code("stream.no_file", "The stream plays a file in a loop, and has none; upload one.")
