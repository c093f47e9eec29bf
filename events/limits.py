"""Counts what one network may do in a while, in Django's cache."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` within `seconds` for one address."""

    name: str
    times: int
    seconds: int


# A company's thousands come from one address, in the last minutes before a launch; a script is faster still.
REGISTRATIONS = Limit("register", times=300, seconds=600)
# Codes are short enough to be guessed by who may try often.
REFUSALS = Limit("register-refused", times=20, seconds=600)


def is_within(limit: Limit, request: HttpRequest) -> bool:
    """Return whether the request's address still has a try, without using one up."""
    return int(cache.get(_key(limit, request), 0)) < limit.times


def count(limit: Limit, request: HttpRequest) -> None:
    """Use up one try."""
    key = _key(limit, request)
    if not cache.add(key, 1, limit.seconds):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between both calls
            cache.set(key, 1, limit.seconds)


def _key(limit: Limit, request: HttpRequest) -> str:
    # The server sets REMOTE_ADDR from the balancer's header where it was told to trust one.
    return f"events.limit.{limit.name}.{request.META.get('REMOTE_ADDR', '')}"
