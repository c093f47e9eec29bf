"""What an audience can do to a launch. Each scenario says what must hold; all check that nothing was missed."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import gevent

from loadtest.director import Director
from loadtest.door import register_at_door
from loadtest.figures import Figures
from loadtest.show import Show
from loadtest.voting import Paper


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a run is, and what it must keep to. The defaults are the promises of docs/testing.md."""

    viewers: int = 1_000
    seconds: float = 30.0
    frames_per_second: float = 1.0
    joins_per_second: float = 1_000.0
    most_p99_ms: float = 1_000.0
    most_join_p95_ms: float = 2_000.0
    most_stall_ms: float = 100.0
    most_return_s: float = 10.0
    most_ack_p99_ms: float = 500.0
    most_slow_ratio: float = 1.2
    most_slow_bytes: float = 512 * 1024
    slow: float = 0.1
    voters: float = 1.0
    window_s: float = 10.0
    door: int = 0
    drain_window_s: float = 8.0
    admission: int = 0
    on_killed: float = 0.0


Scenario = Callable[[Show, Plan], None]


def steady(show: Show, plan: Plan) -> None:
    """Everybody is in, and a fact and the newest state go out at a steady rate."""
    _fill(show, plan)
    held = _hold(show, plan.frames_per_second, plan.seconds, "steady")
    _check_quiet(show, held)
    show.check_most("delivery, p99", held.latency.quantile_ms(0.99), plan.most_p99_ms, "ms")
    _finish(show, plan)


def join_surge(show: Show, plan: Plan) -> None:
    """All open the page, visit, and open the socket within a few seconds; some have to register first."""
    show.conductor.write(plan.frames_per_second)
    began = time.monotonic()
    show.join(plan.viewers, per_second=plan.viewers / plan.window_s, page=True)
    door = register_at_door(show, plan.door, plan.window_s * 3) if plan.door else None
    show.until(lambda: show.total.joins >= plan.viewers, plan.window_s + 60)
    surge = show.mark("surge")
    print(f"  all in after {time.monotonic() - began:.1f} s")
    _check_in(show, plan, surge)
    p95_ms = surge.joining.quantile_ms(0.95)
    show.check_most("page, visit, socket, snapshot, p95", p95_ms, plan.most_join_p95_ms, "ms")
    _check_stall(show, plan, since_s=began)
    if door is not None:
        door.join()
        show.check("people who registered at the door and got in", f"{plan.door}", door.value, door.value == plan.door)
    show.wait(max(0.0, plan.seconds - (time.monotonic() - began)))
    _finish(show, plan)


def write_surge(show: Show, plan: Plan) -> None:
    """Everybody upvotes within a few seconds, a third says it twice with the same id."""
    _fill(show, plan)
    questions = [question.id for question in show.conductor.questions]
    show.conductor.write(plan.frames_per_second)
    show.mark("before")
    show.order("upvote", questions=questions, voters=plan.voters, window_s=plan.window_s, repeated=1 / 3)
    show.wait(plan.window_s + 1)
    show.until(lambda: show.unanswered == 0, 60)
    surge = show.mark("votes")
    show.check_most("answer to a write, p99", surge.acknowledging.quantile_ms(0.99), plan.most_ack_p99_ms, "ms")
    show.check_most("delivery, p99", surge.latency.quantile_ms(0.99), plan.most_p99_ms, "ms")
    _finish(show, plan)


def vote_surge(show: Show, plan: Plan) -> None:
    """Polls are opened and everybody votes within a few seconds. A third says it twice with the same id, one in ten
    wants something else then, a few lose their connection while they wait."""
    director, papers = _open_polls(show, plan)
    surge = _vote(show, plan, papers, 60)
    show.check_most("answer to a vote, p99", surge.acknowledging.quantile_ms(0.99), plan.most_ack_p99_ms, "ms")
    show.check_most("delivery, p99", surge.latency.quantile_ms(0.99), plan.most_p99_ms, "ms")
    show.check_votes(director, at_least=round(plan.viewers * plan.voters * 0.95))
    _finish(show, plan)


def vote_outage(show: Show, plan: Plan) -> None:
    """The same, while an edge is killed, PostgreSQL crashes, and another edge is killed. Each is started again."""
    stage = show.stage
    if stage is None or len(stage.edges) < 2 or stage.database != "postgresql":
        raise ValueError("expected a stage of two edges and PostgreSQL; leave --targets out, or say --edges 2")
    director, papers = _open_polls(show, plan)

    def strike() -> None:
        for disaster in (lambda: stage.restart_edge(0), stage.restart_postgresql, lambda: stage.restart_edge(1)):
            gevent.sleep(plan.window_s / 4)
            print(f"  {show.unanswered} votes without an answer as it strikes")
            struck.append(gevent.spawn(disaster))

    struck: list[gevent.Greenlet] = []
    striking = gevent.spawn(strike)
    surge = _vote(show, plan, papers, 240)
    gevent.joinall([striking, *struck], raise_error=True)
    show.check("viewers who lost their connection, and are back", "some", surge.returns, surge.returns > 0)
    show.until(lambda: show.open >= plan.viewers, 60)
    show.check_votes(director, at_least=round(plan.viewers * plan.voters * 0.95))
    _finish(show, plan)


def reconnect_storm(show: Show, plan: Plan) -> None:
    """An edge is killed, or, where it is not ours to kill, every socket is cut."""
    _fill(show, plan, on_first=plan.on_killed)
    _hold(show, plan.frames_per_second, min(plan.seconds / 3, 10), "before")
    show.conductor.write(plan.frames_per_second)
    lost = plan.viewers
    if show.stage is not None and len(show.stage.edges) > 1:
        lost = show.open_on(0)
        show.stage.end_edge(0, signal.SIGKILL)
        show.servers = show.servers[1:]
    else:
        show.order("cut")
    took_s = show.until(lambda: show.span.returns >= lost and show.open >= plan.viewers, plan.most_return_s + 30)
    show.scrape()
    reads = show.grown("live_log_reads_total")
    storm = show.mark("storm")
    back = f"all back after {took_s:.1f} s" if took_s is not None else "not all back"
    print(f"  {lost} lost, {storm.returns} returned, {back}, {reads:g} reads of the log")
    show.check("viewers who were lost and are back", f"at least {lost}", storm.returns, storm.returns >= lost)
    most_ms = storm.returning.max_ms if storm.returning.count else None
    show.check_most("longest way back", most_ms and most_ms / 1000, plan.most_return_s, "s")
    show.check_most("reads of the log for each 100 returns", reads / max(1, storm.returns) * 100, 1)
    after = _hold(show, plan.frames_per_second, min(plan.seconds / 3, 10), "after")
    show.check_most("delivery afterwards, p99", after.latency.quantile_ms(0.99), plan.most_p99_ms, "ms")
    _finish(show, plan)


def slow_readers(show: Show, plan: Plan) -> None:
    """A part of the audience stops reading; nobody else may notice, and memory stays bounded."""
    _fill(show, plan, plan.slow)
    before = _hold(show, plan.frames_per_second, plan.seconds / 3, "before")
    memory = _memory(show)
    show.order("hold_reading")
    during = _hold(show, plan.frames_per_second, plan.seconds * 2 / 3, "during")
    grown = _memory(show) - memory
    show.order("resume_reading")
    slow = max(1, round(plan.viewers * plan.slow))
    show.check_most("memory for each slow reader", grown / slow, plan.most_slow_bytes, "bytes")
    # One millisecond is the histogram's own step.
    first, then = before.latency.quantile_ms(0.99), during.latency.quantile_ms(0.99)
    most_ms = max(1.0, first or 0.0) * plan.most_slow_ratio + 1
    show.check_most("the others' p99", then, most_ms, f"ms (before: {first} ms)")
    show.wait(5)
    _finish(show, plan)


def drain(show: Show, plan: Plan) -> None:
    """SIGTERM on an edge: it sends its viewers away over its window, and ends in time."""
    if show.stage is None or len(show.stage.edges) < 2:
        raise ValueError("expected a stage of two edges or more to drain one of; leave --targets out, or say --edges 2")
    _fill(show, plan)
    show.conductor.write(plan.frames_per_second)
    show.mark("before")
    leaving = show.open_on(0)
    began = time.monotonic()
    show.stage.end_edge(0, signal.SIGTERM)
    show.servers = show.servers[1:]
    edge = show.stage.edges[0]
    show.until(lambda: edge.poll() is not None, plan.drain_window_s + 30)
    took_s = time.monotonic() - began
    show.until(lambda: show.span.returns >= leaving and show.open >= plan.viewers, 30)
    drained = show.mark("drain")
    # uvicorn ends with the signal that it was told to end with.
    ended = edge.poll()
    show.check("exit code of the drained edge", "0 or SIGTERM", ended, ended in (0, -signal.SIGTERM))
    # The edge sends those away whose random moment would be late for an even departure.
    gone = drained.leaving.count + drained.closes["1012 restart"]
    show.check("viewers who left by themselves, or were sent with 1012", f"{leaving}", gone, gone >= leaving)
    show.check_most("time to leave", took_s, plan.drain_window_s + 5, "s")
    show.check("viewers who went elsewhere", f"{leaving}", drained.returns, drained.returns >= leaving)
    show.check_most("most leaving within a tenth of the window", _busiest_tenth(drained, plan) / max(1, leaving), 0.2)
    _hold(show, plan.frames_per_second, min(5, plan.seconds), "after")
    show.check("writes that failed", "none", dict(show.conductor.refused) or "none", not show.conductor.refused)
    _finish(show, plan)


def overload(show: Show, plan: Plan) -> None:
    """Three times as many come as are admitted: those inside notice nothing, the others hear when to come back."""
    inside = plan.admission or plan.viewers // 3
    edges = len(show.servers)
    show.join(inside, per_second=plan.joins_per_second)
    show.until(lambda: show.open >= inside, 60)
    before = _hold(show, plan.frames_per_second, plan.seconds / 2, "before")
    show.join(plan.viewers - inside, first=inside, per_second=plan.joins_per_second)
    crowded = _hold(show, plan.frames_per_second, plan.seconds / 2, "crowded")
    told = crowded.told_to_wait
    print(f"  {edges} edges; told to wait: {told.summary()}")
    show.check("refusals that say when to come back", "some", told.count, told.count > 0)
    unexpected = {why: count for why, count in crowded.closes.items() if not why.startswith("4503 ")}
    show.check("those inside who were lost", "none", unexpected or "none", not unexpected)
    first, then = before.latency.quantile_ms(0.99), crowded.latency.quantile_ms(0.99)
    show.check_most("delivery to those inside, p99", then, plan.most_p99_ms, f"ms (before: {first} ms)")
    show.check("gaps", "0", show.total.gaps, show.total.gaps == 0)
    show.check("personal messages that came to somebody else", "0", show.total.leaks, show.total.leaks == 0)


SCENARIOS: dict[str, Scenario] = {
    each.__name__: each
    for each in (
        steady,
        join_surge,
        write_surge,
        vote_surge,
        vote_outage,
        reconnect_storm,
        slow_readers,
        drain,
        overload,
    )
}


def _fill(show: Show, plan: Plan, slow: float = 0.0, on_first: float = 0.0) -> None:
    show.join(plan.viewers, per_second=plan.joins_per_second, slow=slow, on_first=on_first)
    show.until(lambda: show.total.joins >= plan.viewers, plan.viewers / plan.joins_per_second + 60)
    joined = show.mark("joining")
    _check_in(show, plan, joined)


def _open_polls(show: Show, plan: Plan) -> tuple[Director, list[Paper]]:
    _fill(show, plan)
    show.conductor.write(plan.frames_per_second)
    director = Director(show.conductor)
    papers = director.open_polls()
    show.mark("before")
    return director, papers


def _vote(show: Show, plan: Plan, papers: list[Paper], most_s: float) -> Figures:
    began = time.monotonic()
    show.order("vote", papers=papers, voters=plan.voters, window_s=plan.window_s, repeated=1 / 3)
    show.wait(plan.window_s + 1)
    show.until(lambda: show.unanswered == 0, most_s)
    took_s = time.monotonic() - began
    surge = show.mark("votes")
    print(f"  {surge.acknowledged} answers within {took_s:.1f} s of the opening, {surge.repeated} votes said again")
    return surge


def _hold(show: Show, per_second: float, seconds: float, name: str) -> Figures:
    show.conductor.write(per_second)
    show.wait(seconds)
    show.conductor.fall_silent()
    return show.mark(name)


def _check_in(show: Show, plan: Plan, joined: Figures) -> None:
    everybody = joined.joins == plan.viewers
    got = joined.joins if everybody else f"{joined.joins}; lost on the way: {dict(joined.closes)}"
    show.check("viewers who came in", f"{plan.viewers}", got, everybody)


def _check_quiet(show: Show, held: Figures) -> None:
    show.check("connections lost while held", "none", dict(held.closes) or "none", not held.closes)


def _check_stall(show: Show, plan: Plan, since_s: float) -> None:
    show.scrape()
    stalls = [stall for server in show.servers if (stall := server.longest_stall_ms(since_s)) is not None]
    if stalls:
        show.check_most("longest stall of an edge's event loop", max(stalls), plan.most_stall_ms, "ms")
    else:
        print("  the servers tell no live_loop_late_seconds: stalls were not judged")


def _finish(show: Show, plan: Plan) -> None:
    """Nothing may be missing, whatever happened."""
    show.conductor.fall_silent()
    show.check_at_newcomers_place(plan.viewers)
    show.check("gaps", "0", show.total.gaps, show.total.gaps == 0)
    show.check("personal messages that came to somebody else", "0", show.total.leaks, show.total.leaks == 0)
    show.check("errors", "none", dict(show.total.errors) or "none", not show.total.errors)
    show.check("facts delivered", "some", show.total.facts, show.total.facts > 0)


def _memory(show: Show) -> float:
    show.scrape()
    return sum(scrape.memory_bytes for server in show.servers if (scrape := server.last()))


def _busiest_tenth(figures: Figures, plan: Plan) -> int:
    tenth = plan.drain_window_s * 100
    tenths: dict[int, int] = {}
    for edge_ms, count in figures.leaving.edges().items():
        tenths[int(edge_ms / tenth)] = tenths.get(int(edge_ms / tenth), 0) + count
    return max(tenths.values(), default=0)
