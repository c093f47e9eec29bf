"""desk: whether six moderators keep up with 5,000 questions and 20,000 upvotes in ten minutes."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, Namespace

from loadtest.bench.arguments import at_least_one
from loadtest.bench.bench import Bench, say
from loadtest.bench.desk.crew import CrewFailed
from loadtest.bench.desk.crowd import CrowdPlan
from loadtest.bench.desk.judging import METRIC, promises, readings
from loadtest.bench.desk.rehearsal import Rehearsal, RehearsalFailed
from loadtest.bench.result import Reading, Result
from loadtest.bench.settings import VAR, surroundings
from loadtest.people import read_audience
from loadtest.stage import Stage, StageFailed

# Each asks three times at most in the whole, so that five pending for one person are never reached.
_ASKED_BY_ONE = 3
# Nobody asks again within ten seconds: they would be told to wait, and that would look like a slow answer.
_REST_S = 20
_MOST_SECONDS = 3_600
_MOST_QUESTIONS = 20_000


def add_arguments(parser: ArgumentParser) -> None:
    """How much comes, in which time, and how many work."""
    add = parser.add_argument
    add("--seconds", type=at_least_one, default=600, help="from the first question on the clock to the last (600)")
    add("--before", type=at_least_one, default=2_500, help="questions that are open before the clock starts (2500)")
    add("--questions", type=at_least_one, default=5_000, help="that are asked within the time (5000)")
    add("--upvotes", type=at_least_one, default=20_000, help="that are cast within the time (20000)")
    add("--upvoters", type=at_least_one, default=300, help="attendees who stay, and upvote (300)")
    add("--moderators", type=at_least_one, default=6, help="who make a move every 1.5 s (6)")
    add("--database", choices=["auto", "postgresql", "sqlite"], default="auto")
    add("--seed", type=int, default=1, help="another seed, another rehearsal")
    add("--quick", action="store_true", help="20 seconds with 300 questions: to see that it works")


def run(options: Namespace) -> Result:
    """Measure."""
    if options.quick:
        options.seconds, options.before, options.questions = 20, 100, 200
        options.upvotes, options.upvoters = 400, 40
    if options.seconds > _MOST_SECONDS or options.before + options.questions > _MOST_QUESTIONS:
        raise SystemExit(f"expected at most {_MOST_SECONDS} s and {_MOST_QUESTIONS} questions")
    VAR.mkdir(parents=True, exist_ok=True)
    settings = {
        **surroundings(),
        **{name: value for name, value in sorted(vars(options).items()) if name not in {"bench", "json"}},
    }
    askers = max(
        -(-(options.before + options.questions) // _ASKED_BY_ONE),
        -(-options.questions * _REST_S // options.seconds),
    )
    try:
        # One moderator more, who looks at the page.
        stage = Stage(
            edges=1,
            people=askers + options.upvoters,
            database=options.database,
            moderators=options.moderators + 1,
            worker=True,
        )
        with stage:
            say(f"a launch of {stage.database}, Redis, web, and a worker")
            settings["database"] = stage.database
            plan = CrowdPlan(
                url=stage.urls[0],
                audience=stage.audience,
                before=options.before,
                questions=options.questions,
                upvotes=options.upvotes,
                askers=askers,
                upvoters=options.upvoters,
                seconds=float(options.seconds),
                seed=options.seed,
            )
            rehearsal = Rehearsal(stage, read_audience(stage.audience), plan, moderators=options.moderators)
            outcome = asyncio.run(rehearsal.play())
    except (StageFailed, RehearsalFailed, CrewFailed, ExceptionGroup) as error:
        failed = Reading("desk", options.moderators, 0, {}, failure=_reason(error))
        say(str(failed.failure))
        return Result("desk", settings, [failed])
    settings["refused"] = dict(sorted((outcome.ledger.refused + outcome.crowd.refused).items()))
    told = readings(outcome, plan, options.moderators)
    return Result("desk", settings, told, (), promises(plan, options.moderators))


def _reason(error: Exception) -> str:
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}"


DESK = Bench(
    "desk",
    "the moderation desk at size: six moderators, 5,000 questions, 20,000 upvotes",
    METRIC,
    "ms from a move to its ack, p95",
    add_arguments,
    run,
    lacks=lambda: None,
)
