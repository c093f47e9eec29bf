"""One run: the servers, the shares of the audience, the conductor, and what was seen of them second by second."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import gevent

from loadtest.conductor import Conductor, ShowFailed
from loadtest.director import Director, Tallies
from loadtest.figures import Figures
from loadtest.reading import Position
from loadtest.servers import Server
from loadtest.stage import Stage

if TYPE_CHECKING:
    from locust.runners import MasterRunner

_SCRAPE_S = 5.0


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was promised, and what came."""

    what: str
    expected: str
    got: str
    passed: bool


@dataclass(slots=True)
class Second:
    """What a second of the run saw."""

    at_s: float
    open: int = 0
    figures: Figures = field(default_factory=Figures)
    cpu_share: float | None = None
    """CPU of all servers, 1 for a core."""
    memory_bytes: float | None = None


class Show:
    """What a scenario works with."""

    def __init__(
        self, runner: MasterRunner, shares: int, conductor: Conductor, servers: Sequence[Server], stage: Stage | None
    ) -> None:
        self.conductor = conductor
        self.servers = list(servers)
        self.stage = stage
        self.total = Figures()
        self.span = Figures()
        """Since the last `mark`."""
        self.spans: dict[str, Figures] = {}
        self.costs: dict[str, dict[str, float]] = {}
        """CPU (us) of a frame delivered, by span: of the servers, and of the audience."""
        self.seconds: list[Second] = []
        self.checks: list[Check] = []
        self.marked_s = self.began_s = time.monotonic()
        self.gone = 0
        self._runner = runner
        self._shares = shares
        self._open: dict[int, int] = {}
        self._open_on: dict[int, list[int]] = {}
        self._unanswered: dict[int, int] = {}
        self._gone: dict[int, int] = {}
        self._places: dict[int, dict[str, Any]] = {}
        self.ballots: Tallies = Counter()
        """What the audience was told of its votes, when it was asked last."""
        runner.register_message("report", self._take_report)
        runner.register_message("places", self._take_places)
        self._watching = gevent.spawn(self._watch)

    # --- doing

    def order(self, do: str, **arguments: Any) -> None:
        """Have every share do something."""
        self._runner.send_message("order", {"do": do, **arguments})

    def join(
        self,
        viewers: int,
        *,
        per_second: float,
        page: bool = False,
        slow: float = 0.0,
        first: int = 0,
        on_first: float = 0.0,
    ) -> None:
        """Have the people from `first` on come in; a share of them by the first server, however many there are."""
        last = first + viewers
        self.order("join", first=first, last=last, per_second=per_second, page=page, slow=slow, on_first=on_first)

    def wait(self, seconds: float) -> None:
        """Let it go on."""
        gevent.sleep(seconds)

    def until(self, done: Callable[[], bool], timeout_s: float) -> float | None:
        """Wait until `done`; return how long that took, or None when it did not come."""
        began = time.monotonic()
        while not done():
            if time.monotonic() - began > timeout_s:
                return None
            gevent.sleep(0.1)
        return time.monotonic() - began

    def mark(self, name: str) -> Figures:
        """Begin a new span, and return the figures of the one that ends, which the report calls `name`."""
        gevent.sleep(1.2)  # the shares report every second
        self.scrape()
        ended, self.span = self.span, Figures()
        self.spans[name] = ended
        if ended.frames:
            servers_s = self.grown("process_cpu_seconds_total")
            self.costs[name] = {
                "servers_us": servers_s / ended.frames * 1e6,
                "audience_us": ended.cpu_s / ended.frames * 1e6,
            }
        self.marked_s = time.monotonic()
        return ended

    # --- seeing

    @property
    def open(self) -> int:
        """Viewers with an open socket."""
        return sum(self._open.values())

    def open_on(self, target: int) -> int:
        """Viewers with an open socket to this target."""
        return sum(counts[target] for counts in self._open_on.values())

    @property
    def unanswered(self) -> int:
        """Commands of the audience without an answer."""
        return sum(self._unanswered.values())

    def places(self) -> tuple[Counter[tuple[tuple[Any, ...], ...]], Counter[int], int]:
        """Ask all shares where their viewers are and how they voted.

        Returns places by count, votes by question, and how many voters have not heard of their vote in their own topic.
        """
        self._places.clear()
        self._runner.send_message("tell_places")
        if self.until(lambda: len(self._places) == self._shares, 30) is None:
            raise ShowFailed(f"expected {self._shares} client processes to answer, got {len(self._places)}")
        counted: Counter[tuple[tuple[Any, ...], ...]] = Counter()
        votes: Counter[int] = Counter()
        self.ballots = Counter()
        for told in self._places.values():
            for place, count in told["places"]:
                counted[tuple(tuple(each) for each in place)] += count
            votes.update({int(question): count for question, count in told["votes"].items()})
            self.ballots.update({(poll_id, option): count for poll_id, option, count in told["ballots"]})
        return counted, votes, sum(told["unheard"] for told in self._places.values())

    def scrape(self) -> None:
        """Look at every server."""
        gevent.joinall([gevent.spawn(server.scrape) for server in self.servers])

    def grown(self, name: str) -> float:
        """Return by how much a counter of the servers grew since the mark."""
        return sum(server.grown(name, self.marked_s) for server in self.servers if server.scrapes)

    # --- judging

    def check(self, what: str, expected: str, got: object, passed: bool) -> None:
        """Write a judgement down."""
        self.checks.append(Check(what, expected, f"{got:,.6g}" if isinstance(got, float) else str(got), passed))

    def check_most(self, what: str, got: float | None, most: float, unit: str = "") -> None:
        """`got` must be there, and at most `most`."""
        said = f"at most {most:g}{f' {unit}' if unit else ''}"
        self.check(what, said, "nothing measured" if got is None else got, got is not None and got <= most)

    def check_at_newcomers_place(self, viewers: int, timeout_s: float = 20.0) -> None:
        """Every viewer is where a newcomer's snapshot is, and every acknowledged upvote is counted once."""
        deadline = time.monotonic() + timeout_s
        while True:
            positions, upvotes = self.conductor.look()
            places, votes, unheard = self.places()
            there = _as_place(positions)
            here = sum(count for place, count in places.items() if place == there)
            wrong = miscounted(self.conductor.before, upvotes, self.conductor.votes, votes)
            if (here == viewers and not wrong and not unheard) or time.monotonic() > deadline:
                break
            gevent.sleep(0.5)
        others = [place for place in places if place != there][:3]
        got = f"{here}" if here == viewers else f"{here}; others at {others}, the newcomer at {there}"
        self.check("viewers at a newcomer's position", f"{viewers}", got, here == viewers)
        self.check("upvotes that were acknowledged and are not counted once", "none", wrong or "none", not wrong)
        self.check("voters who were not told of their own vote", "0", unheard, not unheard)
        self.check("commands without an answer", "0", self.unanswered, not self.unanswered)
        if votes:
            print(f"  {votes.total()} upvotes acknowledged; refused: {dict(self.total.refusals) or 'none'}")

    def check_votes(self, director: Director, *, at_least: int, timeout_s: float = 20.0) -> None:
        """Every acknowledged vote is counted once, on the audience's pages and on the crew's, and nothing beside."""
        deadline = time.monotonic() + timeout_s
        while True:
            self.places()
            seen = director.tallies()
            told = {poll_id for poll_id, _ in self.ballots}
            wrong = [miscast(self.ballots, _of_polls(tallies, told)) for tallies in seen]
            if not any(wrong) or time.monotonic() > deadline:
                break
            gevent.sleep(0.5)
        for whose, found in zip(("audience", "crew"), wrong, strict=True):
            self.check(f"votes that are not counted once on the {whose}'s page", "none", found or "none", not found)
        count = self.ballots.total()
        self.check("votes that were acknowledged", f"at least {at_least}", count, count >= at_least)

    # --- what comes in

    def _take_report(self, environment: Any, msg: Any, **_: Any) -> None:
        said = msg.data
        figures = Figures.from_wire(said["figures"])
        self.total.merge(figures)
        self.span.merge(figures)
        self._open[said["number"]] = said["open"]
        self._open_on[said["number"]] = said["open_on"]
        self._unanswered[said["number"]] = said["unanswered"]
        self._gone[said["number"]] = said["gone"]
        self.gone = sum(self._gone.values())
        at_s = float(int(time.monotonic() - self.began_s))
        if not self.seconds or self.seconds[-1].at_s != at_s:
            self.seconds.append(Second(at_s))
        self.seconds[-1].figures.merge(figures)
        self.seconds[-1].open = self.open

    def _take_places(self, environment: Any, msg: Any, **_: Any) -> None:
        self._places[msg.data["number"]] = msg.data

    def _watch(self) -> None:
        while True:
            before = {server.target: server.last() for server in self.servers}
            self.scrape()
            if self.seconds:
                cpu = memory = 0.0
                for server in self.servers:
                    now, then = server.last(), before[server.target]
                    if now is None or then is None or now is then:
                        continue
                    cpu += max(0.0, now.cpu_s - then.cpu_s) / (now.at_s - then.at_s)
                    memory += now.memory_bytes
                self.seconds[-1].cpu_share, self.seconds[-1].memory_bytes = cpu, memory
            gevent.sleep(_SCRAPE_S)


def _as_place(positions: dict[str, Position]) -> tuple[tuple[Any, ...], ...]:
    return tuple(sorted((name, *position) for name, position in positions.items()))


def _of_polls(tallies: Tallies, polls: Collection[int]) -> Tallies:
    return Counter({which: count for which, count in tallies.items() if which[0] in polls})


def miscast(told: Tallies, tallies: Tallies) -> str:
    """Return the options whose count is not that of the people who were told that their vote counts."""
    wrong = [which for which in sorted({*told, *tallies}) if told[which] != tallies[which]]
    return "; ".join(
        f"poll {poll}, option {option}: {tallies[poll, option]}, expected {told[poll, option]}"
        for poll, option in wrong
    )


def miscounted(before: dict[str, int], after: dict[str, int], *votes: dict[int, int]) -> str:
    """Return the questions whose count is not what was acknowledged."""
    wrong = []
    for question in sorted({*before, *after, *(str(id) for some in votes for id in some)}):
        expected = before.get(question, 0) + sum(some.get(int(question), 0) for some in votes)
        if after.get(question, 0) != expected:
            wrong.append(f"question {question}: {after.get(question, 0)}, expected {expected}")
    return "; ".join(wrong)
