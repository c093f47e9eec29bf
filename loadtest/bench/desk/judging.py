"""From what a rehearsal measured to rows, and what was promised of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loadtest.bench.desk.crowd import Asked, CrowdPlan
from loadtest.bench.desk.page import PageFigures
from loadtest.bench.desk.rehearsal import Outcome
from loadtest.bench.result import Promise, Reading
from loadtest.figures import Histogram

METRIC = "move_p95_ms"
# A frame with less was an idle one: counting it would flatter the others.
_BUSY_MS = 2.0
_TOLD = 8


def promises(plan: CrowdPlan, moderators: int) -> list[Promise]:
    """A move within 100 ms, a frame within 50 ms, a duplicate within 10 s; nothing acknowledged is lost."""
    desk, crowd, duplicates = f"desk@{moderators}", f"crowd@{plan.questions}", f"duplicates@{plan.questions}"
    return [
        Promise(desk, METRIC, at_most=100.0),
        Promise("page@1", "frame_p95_ms", at_most=50.0),
        Promise(duplicates, "proposed_p95_ms", at_most=10_000.0),
        Promise(duplicates, "backlog", at_most=0.0),
        *(Promise(desk, name, at_most=0.0) for name in ("moves_lost", "moves_doubled", "state_differences", "errors")),
        *(
            Promise(crowd, name, at_most=0.0)
            for name in ("questions_lost", "upvotes_miscounted", "unanswered", "gaps", "errors")
        ),
        Promise(crowd, "asked_share", at_least=0.99),
        Promise(crowd, "upvoted_share", at_least=0.95),
    ]


def readings(outcome: Outcome, plan: CrowdPlan, moderators: int) -> list[Reading]:
    """Return a row for each party, and one for each minute."""
    return [
        Reading("desk", moderators, 0, _desk(outcome, plan), failure=_told(outcome)),
        Reading("crowd", plan.questions, 0, _crowd(outcome, plan)),
        *([Reading("page", 1, 0, _page(outcome.page))] if outcome.page is not None else []),
        *([Reading("duplicates", plan.questions, 0, _duplicates(outcome))] if outcome.duplicates.is_there else []),
        *(Reading("newcomer", 1, number, each) for number, each in enumerate(_newcomers(outcome))),
        Reading("memory", 1, 0, outcome.memory_mb),
        *(
            Reading(f"minute-{number}", int(minute["open_questions"]), 0, minute)
            for number, minute in enumerate(outcome.usage.minutes, start=1)
        ),
    ]


def _desk(outcome: Outcome, plan: CrowdPlan) -> Mapping[str, float]:
    ledger = outcome.ledger
    known = outcome.own.gone | outcome.fresh.cards
    return {
        "moves": ledger.moving.count,
        "moves_per_s": ledger.moving.count / plan.seconds,
        **_quantiles("move", ledger.moving),
        **_quantiles("seen", ledger.seeing),
        **{f"{name}_p95_ms": each.quantile_ms(0.95) or 0.0 for name, each in sorted(ledger.by_name.items())},
        "bulk_actions": ledger.bulk.count,
        "bulk_items": ledger.bulk_items,
        **_quantiles("bulk", ledger.bulk),
        "stale": ledger.stale,
        "refused": sum(ledger.refused.values()),
        "errors": sum(ledger.errors.values()) + len(ledger.unknown),
        "moves_unseen": ledger.unseen,
        "moves_lost": len(ledger.lost(known, outcome.fresh.deck.version)),
        "moves_doubled": ledger.doubled,
        "state_differences": differences(outcome.own.essence(), outcome.fresh.essence()),
        "open_at_the_end": outcome.fresh.open_count,
    }


def _crowd(outcome: Outcome, plan: CrowdPlan) -> Mapping[str, float]:
    crowd = outcome.crowd
    known = outcome.own.gone | outcome.own.cards
    asked, upvoted = crowd.asking.count, crowd.upvoting.count
    return {
        "asked": asked,
        "asked_share": asked / plan.questions,
        **_quantiles("ask", crowd.asking),
        "upvoted": upvoted,
        "upvoted_share": upvoted / plan.upvotes,
        **_quantiles("upvote", crowd.upvoting),
        "refused": sum(crowd.refused.values()),
        "errors": sum(crowd.errors.values()),
        "unanswered": crowd.unanswered,
        "gaps": crowd.gaps,
        "questions_lost": sum(each.question_id not in known for each in outcome.asked),
        "upvotes_miscounted": len(
            miscounted(
                outcome.fresh.upvotes, outcome.upvotes_before, crowd.upvoted, outcome.merged, askers(outcome.asked)
            )
        ),
    }


def _page(page: PageFigures) -> Mapping[str, float]:
    busy = [ms for ms in page.work if ms >= _BUSY_MS]
    seconds = sum(page.long) / 1000
    return {
        "frames": len(page.work),
        "busy_frames": len(busy),
        **_of("frame", busy),
        "frame_of_all_p95_ms": quantile(page.work, 0.95),
        "late_p95_ms": quantile(page.late, 0.95),
        "keys": len(page.keys),
        **_of("key", page.keys),
        "longtasks": len(page.long),
        "longtasks_s": seconds,
        **_of("longtask", page.long),
        "loaded_ms": page.loaded_ms,
        "main_thread_percent": page.main_thread_percent,
        "heap_mb": page.heap_mb,
        "nodes": page.nodes,
        "complaints": len(page.complaints),
    }


def _duplicates(outcome: Outcome) -> Mapping[str, float]:
    found = outcome.duplicates.proposing
    return {
        "known": outcome.duplicates.known,
        "proposed": found.count,
        "proposed_share": found.count / max(1, outcome.duplicates.known),
        **_quantiles("proposed", found),
        "backlog": outcome.backlog,
        "facts": outcome.duplicates.facts,
    }


def _newcomers(outcome: Outcome) -> Iterator[Mapping[str, float]]:
    for each in outcome.newcomers:
        yield {"snapshot_ms": each.ms, "snapshot_kb": each.snapshot_bytes / 1024, "questions": len(each.board.cards)}


def _told(outcome: Outcome) -> str | None:
    """Return what a person should read: why something is not measured, and the errors."""
    ledger, page = outcome.ledger, outcome.page
    lines = [
        *outcome.failures,
        *(f"no such command: {name}" for name in sorted(ledger.unknown)),
        *(f"{count} x {error}" for error, count in [*ledger.errors.most_common(_TOLD), *outcome.crowd.errors.items()]),
        *(f"the page said: {complaint}" for complaint in (page.complaints[:_TOLD] if page else ())),
    ]
    return "; ".join(lines) or None


def differences(one: Mapping[int, tuple[object, ...]], other: Mapping[int, tuple[object, ...]]) -> int:
    """Return how many questions two clients do not agree on."""
    return sum(one.get(id) != other.get(id) for id in one.keys() | other.keys())


def askers(asked: Sequence[Asked]) -> dict[int, str]:
    """Return the subject of each question's asker."""
    return {each.question_id: each.subject for each in asked}


def miscounted(
    counted: Mapping[int, int],
    before: Mapping[int, int],
    acknowledged: Mapping[int, Sequence[str]],
    merged: Mapping[int, int],
    asked_by: Mapping[int, str],
) -> list[int]:
    """Return the questions whose count is not that of the people whose upvote was acknowledged.

    What was `merged` into a question brings its voters along, and its asker, each once; questions that had upvotes
    `before` and became a part of another, or have parts, are left out: whose those were is not known.
    """
    parts: dict[int, list[int]] = {}
    for source, into in merged.items():
        parts.setdefault(into, []).append(source)

    def voters(id: int) -> set[str]:
        found = set(acknowledged.get(id, ()))
        for source in parts.get(id, ()):
            found |= voters(source)
            if asked_by[source] != asked_by.get(id):
                found.add(asked_by[source])
        return found

    def is_known(id: int) -> bool:
        return not before.get(id) and id in asked_by and all(is_known(source) for source in parts.get(id, ()))

    wrong = []
    for id in {*counted, *acknowledged, *merged.values()} - merged.keys():
        expected = before.get(id, 0) + len(set(acknowledged.get(id, ())))
        if id in parts:
            if not is_known(id):
                continue
            expected = len(voters(id))
        if counted.get(id, 0) != expected:
            wrong.append(id)
    return wrong


def _quantiles(name: str, histogram: Histogram) -> dict[str, float]:
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    found = {f"{name}_{which}_ms": histogram.quantile_ms(share) for which, share in shares.items()}
    return {key: value for key, value in found.items() if value is not None}


def _of(name: str, values: Sequence[float]) -> dict[str, float]:
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {f"{name}_{which}_ms": quantile(values, share) for which, share in shares.items()} if values else {}


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of all stay within; 0 without any."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
