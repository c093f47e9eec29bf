"""Refusals: what a client is told when something is not done, each with a stable code (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Mapping

from live.facts import JSON

_meanings: dict[str, str] = {}


def register_code(code: str, meaning: str) -> str:
    """Make `code` known with a one-line `meaning`; a code that is registered and not documented fails the suite.

    Raises ValueError when the code is taken with another meaning.
    """
    if _meanings.setdefault(code, meaning) != meaning:
        raise ValueError(f"expected a new error code, got {code!r}, which already means {_meanings[code]!r}")
    return code


def registered_codes() -> Mapping[str, str]:
    """Return every registered code with its meaning."""
    return dict(sorted(_meanings.items()))


class Refusal(Exception):
    """A command that was understood and is not done. Rolls the command's transaction back.

    `code` must be registered. `message` says, in English, what was expected, what came and what to try: it is for the
    people who write clients; pages show their own words for a code. `details` is small and holds what a page needs to
    explain (who changed what, seconds to wait).
    """

    def __init__(self, code: str, message: str, details: Mapping[str, JSON] | None = None) -> None:
        if code not in _meanings:
            raise ValueError(f"expected a registered error code, got {code!r}; call live.errors.register_code first")
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = dict(details or {})


UNKNOWN_COMMAND = register_code("live.unknown_command", "No command has this name.")
INVALID_ARGS = register_code("live.invalid_args", "The arguments do not have the command's shape or bounds.")
FORBIDDEN = register_code("live.forbidden", "The ticket's roles do not allow this command.")
RATE_LIMITED = register_code("live.rate_limited", "Too many commands; details.retry_after_ms says when to try again.")
KEY_REUSED = register_code("live.key_reused", "This idempotency key was used with another command or other arguments.")
BUSY = register_code("live.busy", "The server's queue is full; try again after details.retry_after_ms.")
UNAVAILABLE = register_code(
    "live.unavailable", "The database did not answer; whether it was done is unknown: repeat with the same key."
)
FAILED = register_code("live.failed", "An error of the server's; nothing was done. It is in the server's log.")
UNKNOWN_TOPIC = register_code("live.unknown_topic", "No topic has this name.")
TOPIC_FORBIDDEN = register_code("live.topic_forbidden", "The ticket does not allow this topic.")
TOO_MANY_TOPICS = register_code("live.too_many_topics", "The connection follows as many topics as it may.")
DEGRADED = register_code("live.degraded", "The bus is down; facts come from the log, up to a second later.")
RECOVERED = register_code("live.recovered", "The bus is back; facts come at once.")
