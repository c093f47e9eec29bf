"""Who the audience is made of: the file that `manage.py seed_audience` writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Person(NamedTuple):
    """Somebody with a ticket. `number` is the place in the file, from 0."""

    number: int
    kind: str
    subject: str
    cookie: str

    @property
    def is_crew(self) -> bool:
        """Whether the ticket opens the crew's socket."""
        return self.kind != "attendee"

    @property
    def source_address(self) -> str:
        """A loopback address of this person's own: one address has too few ports for a crowd (28,000 by default)."""
        number = self.number % 15_000_000
        return f"127.{16 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}"


@dataclass(frozen=True, slots=True)
class Audience:
    """An event, and the people with tickets for it."""

    event_id: int
    slug: str
    language: str
    crew: list[Person]
    people: list[Person]
    sessions: dict[str, str] = field(default_factory=dict)
    """By subject the cookie of a browser's session ("name=value"), where the file has any."""

    @property
    def page(self) -> str:
        """The address of the event's page."""
        return f"/{self.language}/e/{self.slug}/"

    def members(self, kind: str) -> list[Person]:
        """Return all of the crew with this role."""
        return [person for person in self.crew if person.kind == kind]

    def member(self, kind: str) -> Person:
        """Return the member of the crew with this role. Raises LookupError."""
        for person in self.crew:
            if person.kind == kind:
                return person
        raise LookupError(f"expected a {kind} in the audience's file; write it with `seed_audience --crew`")


def read_audience(path: Path) -> Audience:
    """Return the audience in `path`. Raises ValueError for a file that is none."""
    with path.open() as file:
        head = file.readline().rstrip("\n").split("\t")
        if len(head) != 4 or head[0] != "event":
            raise ValueError(f"expected a file that seed_audience wrote, got {path}, which begins with {head[0]!r}")
        crew: list[Person] = []
        people: list[Person] = []
        sessions: dict[str, str] = {}
        for line in file:
            kind, subject, name, value = line.rstrip("\n").split("\t")
            if kind == "session":
                sessions[subject] = f"{name}={value}"
                continue
            some = people if kind == "attendee" else crew
            number = len(some) if kind == "attendee" else 14_000_000 + len(some)
            some.append(Person(number, kind, subject, f"{name}={value}"))
    return Audience(event_id=int(head[1]), slug=head[2], language=head[3], crew=crew, people=people, sessions=sessions)
