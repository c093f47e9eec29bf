"""The director's part with polls: opens those that are ready, and looks at the end how they stand."""

from __future__ import annotations

from collections import Counter
from typing import Any

import gevent
import msgspec

from loadtest.conductor import Conductor, ShowFailed
from loadtest.people import Person
from loadtest.reading import Message
from loadtest.viewer import Viewer
from loadtest.voting import Paper

ROOM = "stage"
FOLLOWED = f"polls:{ROOM}"
_DESK = "poll-desk"

Tallies = Counter[tuple[int, int]]
"""Votes by poll and option."""


class Director:
    """Speaks on the conductor's cohort."""

    def __init__(self, conductor: Conductor) -> None:
        self._conductor = conductor
        self._person = conductor.audience.member("director")

    def open_polls(self) -> list[Paper]:
        """Open every poll of one choice that is ready, and return them. Raises ShowFailed."""
        director, desk = self._look(self._person, _DESK)
        ready = [each for each in desk["polls"] if _is_usable(each)]
        if not ready:
            raise ShowFailed("expected polls that are ready; make some: manage.py seed_poll --event SLUG")
        refused: list[Message] = []
        waiting = {each["poll"]["id"] for each in ready}

        def opened(id: int, message: Message) -> None:
            waiting.discard(id)
            if message.type != "ack":
                refused.append(message)

        for each in ready:
            args = {"poll_id": each["poll"]["id"], "seen": each["version"]}
            answered = lambda _, message, id=args["poll_id"]: opened(id, message)  # noqa: E731 - one for each
            self._conductor.cohort.speaking.command(director, "polls.open", args, answered)
        self._conductor.until(lambda: not waiting, 30, "an answer to the opening of polls")
        self._conductor.dismiss(director)
        if refused:
            raise ShowFailed(f"expected polls to be opened, got {refused[0].code}")
        return [
            Paper(each["poll"]["id"], [option["id"] for option in each["poll"]["options"]], each["poll"]["may_change"])
            for each in ready
        ]

    def tallies(self) -> tuple[Tallies, Tallies]:
        """Return how all polls stand: as a newcomer to the audience sees it, and as the crew does."""
        found = []
        for person, kind in ((self._conductor.audience.people[-1], FOLLOWED), (self._person, _DESK)):
            viewer, state = self._look(person, kind)
            self._conductor.dismiss(viewer)
            found.append(
                Counter(
                    {
                        (int(poll_id), int(option)): count
                        for poll_id, tally in state["tallies"].items()
                        for option, count in tally["counts"].items()
                        if option.isdecimal()
                    }
                )
            )
        return found[0], found[1]

    def _look(self, person: Person, kind: str) -> tuple[Viewer, dict[str, Any]]:
        """Join anew with one topic; return the viewer, and the topic's state with the values that came after it."""
        viewer = self._conductor.add(person, (kind,))
        state: dict[str, Any] = {}

        def hear(viewer: Viewer, message: Message) -> None:
            if message.type == "snapshot":
                state.update(msgspec.json.decode(message.state))
            elif message.type == "values":
                for key, value in msgspec.json.decode(message.values).items():
                    name, _, poll_id = key.partition("/")
                    if name == "tally":
                        state["tallies"][poll_id] = value

        viewer.listener = hear
        self._conductor.cohort.join([viewer], per_second=100)
        self._conductor.until(lambda: state, 30, f"a snapshot of {kind}")
        gevent.sleep(0.3)  # values that are being flushed
        return viewer, state


def _is_usable(desk_poll: dict[str, Any]) -> bool:
    poll = desk_poll["poll"]
    return (desk_poll["state"], desk_poll["room"], poll["kind"]) == ("armed", ROOM, "single")
