"""How an event's polls went, for its organisers: what was answered, by how many of those who were asked.

Whatever the number of polls and votes, it is the same few queries, and sums alone are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from events.countries import continent_of
from events.models import Attendee, Event
from polls import facts
from polls.limits import SCALES
from polls.models import AudiencePart, Kind, Placement, Poll, State, TextAnswer, TextState
from polls.reactions.selectors import applause_curve
from polls.selectors import bin_width, pictures_of, poll_record, tallies_of
from polls.standings import leaders_of
from polls.wording import in_words

TEXTS_LISTED = 10
"""Answers in one's own words of each poll in the report; their page has all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One answer. `share`: of those who voted, 0 to 1; several choices of a person, or words, add up to more."""

    label: str
    count: int
    share: float
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Promoters:
    """A net promoter score, -100 to 100, and the shares (0 to 1) that make it: 9 and 10, 7 and 8, 0 to 6."""

    score: int
    promoters: float
    passives: float
    detractors: float


@dataclass(frozen=True, slots=True)
class PollReport:
    """How one poll went. `asked`: the registered people whom it was for; `turnout`: 0 to 1, None where nobody was.

    `unit`, `right`: of a guess, as people say it; "" where there is none.
    """

    poll: Poll
    record: facts.PollRecord
    tally: facts.Tally
    question: str
    unit: str
    right: str
    lines: list[Line]
    asked: int
    turnout: float | None
    promoters: Promoters | None
    texts: list[TextAnswer]
    text_counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Applause:
    """Taps over the programme. `heights`: of the curve's steps, 0 to 100, the first at `from_at`; `peak` taps in
    `step_s` seconds from `peak_at` on; `steps`: (when, taps) of those with any; `emoji`: (emoji, taps), the most
    frequent first."""

    heights: list[float]
    from_at: datetime
    until_at: datetime
    step_s: int
    peak_at: datetime
    peak: int
    steps: list[tuple[datetime, int]]
    emoji: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Report:
    """How the polls of an event went, those of the show first; `leaders`: of the quiz; `applause`: None where nobody
    reacted."""

    show: list[PollReport]
    survey: list[PollReport]
    leaders: list[facts.Leader]
    applause: Applause | None


def event_report(event: Event) -> Report:
    """Return the report about every poll that was opened, and every question of the survey that was ready."""
    was_asked = Q(opens_at__isnull=False) | (Q(placement=Placement.FEEDBACK) & ~Q(state=State.DRAFT))
    polls = list(Poll.objects.filter(was_asked, event=event).order_by("position", "pk"))
    pictures, tallies, texts = pictures_of(polls), tallies_of(polls), _newest_texts(polls)
    text_counts, asked = _text_counts(polls), _asked(event, polls)
    reports = []
    for poll in polls:
        people = asked[poll.pk]
        tally = tallies[poll.pk]
        reports.append(
            PollReport(
                poll=poll,
                record=poll_record(poll, pictures, reveals=True),
                tally=tally,
                question=in_words(poll.question, event),
                unit=in_words(poll.unit, event),
                right="" if poll.right_value is None else _own_unit(poll, poll.right_value),
                lines=lines_of(poll, tally, event),
                asked=people,
                turnout=min(1.0, poll.ballots / people) if people else None,
                promoters=promoters_of(poll, tally),
                texts=texts.get(poll.pk, []),
                text_counts=text_counts.get(poll.pk, {}),
            )
        )
    has_quiz = any(poll.kind == Kind.QUIZ and poll.results_at for poll in polls)
    return Report(
        show=[each for each in reports if each.poll.placement == Placement.SHOW],
        survey=[each for each in reports if each.poll.placement == Placement.FEEDBACK],
        leaders=leaders_of(event.pk) if has_quiz else [],
        applause=applause_of(event),
    )


def applause_of(event: Event) -> Applause | None:
    """Return how the audience of an event reacted, or None."""
    curve = applause_curve(event.pk)
    if curve is None:
        return None
    peak = max(curve.totals)
    place = curve.totals.index(peak)
    sums = {emoji: sum(taps) for emoji, taps in curve.by_emoji.items()}
    return Applause(
        heights=[100 * taps / peak if peak else 0.0 for taps in curve.totals],
        from_at=_moment(curve.from_s),
        until_at=_moment(curve.from_s + len(curve.totals) * curve.step_s),
        step_s=curve.step_s,
        peak_at=_moment(curve.from_s + place * curve.step_s),
        peak=peak,
        steps=[(_moment(curve.from_s + at * curve.step_s), taps) for at, taps in enumerate(curve.totals) if taps],
        emoji=sorted(sums.items(), key=lambda pair: -pair[1]),
    )


def lines_of(poll: Poll, tally: facts.Tally, event: Event) -> list[Line]:
    """Return the answers in the order in which people read them, those that nobody gave too (but words)."""

    def line(label: str, count: int, *, is_right: bool = False) -> Line:
        return Line(label, count, count / tally.ballots if tally.ballots else 0.0, is_right)

    counts = tally.counts
    match poll.kind:
        case Kind.RANKING:
            return _ranked(poll, tally, event)
        case Kind.RATING:
            least, most = SCALES[poll.scale]
            return [line(str(value), counts.get(str(value), 0)) for value in range(least, most + 1)]
        case Kind.NUMBER:
            width = bin_width(poll.min_value, poll.max_value)
            return [
                line(_bar(poll, lower, width), counts.get(str(lower), 0), is_right=_holds(poll, lower, width))
                for lower in range(poll.min_value, poll.max_value + 1, width)
            ]
        case Kind.WORDS:
            return [line(word, count) for word, count in counts.items()]
        case Kind.TEXT:
            return []
        case _:
            return [
                line(
                    in_words(option["text"], event),
                    counts.get(str(option["id"]), 0),
                    is_right=option["id"] in poll.right_options,
                )
                for option in poll.options
            ]


def mean_places(poll: Poll, tally: facts.Tally) -> dict[int, float]:
    """Return the mean place of each of a ranking's options, 1.0 the best, by the option's id."""
    if not tally.ballots:
        return {}
    sums: Counter[int] = Counter()
    for key, count in tally.counts.items():
        option, place = key.split(":")
        sums[int(option)] += int(place) * count
    return {option["id"]: sums[option["id"]] / tally.ballots for option in poll.options}


def promoters_of(poll: Poll, tally: facts.Tally) -> Promoters | None:
    """Return the net promoter score of a rating from 0 to 10; None of all else, and while nobody answered."""
    answered = sum(tally.counts.values())
    if poll.kind != Kind.RATING or poll.scale != "nps" or not answered:
        return None
    high = sum(count for value, count in tally.counts.items() if int(value) >= 9)
    low = sum(count for value, count in tally.counts.items() if int(value) <= 6)
    middle = answered - high - low
    return Promoters(round(100 * (high - low) / answered), high / answered, middle / answered, low / answered)


def _moment(epoch_s: int) -> datetime:
    return datetime.fromtimestamp(epoch_s, UTC)


def _ranked(poll: Poll, tally: facts.Tally, event: Event) -> list[Line]:
    """Return the options by how often each was first, the best mean place first."""
    means = mean_places(poll, tally)
    options = sorted(poll.options, key=lambda option: means.get(option["id"], 0.0))
    firsts = [tally.counts.get(f"{option['id']}:1", 0) for option in options]
    return [
        Line(in_words(option["text"], event), count, count / tally.ballots if tally.ballots else 0.0)
        for option, count in zip(options, firsts, strict=True)
    ]


def _bar(poll: Poll, lower: int, width: int) -> str:
    upper = min(poll.max_value, lower + width - 1)
    ends = [_own_unit(poll, value) for value in (lower, upper)]
    return ends[0] if lower == upper else _("{low} to {high}").format(low=ends[0], high=ends[1])


def _own_unit(poll: Poll, value: int) -> str:
    return number_format(Decimal(value).scaleb(-poll.decimals), poll.decimals)


def _holds(poll: Poll, lower: int, width: int) -> bool:
    return poll.right_value is not None and lower <= poll.right_value < lower + width


def _asked(event: Event, polls: Sequence[Poll]) -> dict[int, int]:
    """Return how many registered people each poll was for: two queries, a third where a company was asked."""
    people = Attendee.objects.filter(event=event)
    countries = dict(people.order_by().values_list("country").annotate(Count("pk")))
    continents: Counter[str] = Counter()
    for country, count in countries.items():
        continents[continent_of(country)] += count
    companies: Counter[str] = Counter()
    wanted = {_folded(poll.audience_value) for poll in polls if poll.audience == AudiencePart.COMPANY}
    if wanted:
        for company, count in people.order_by().values_list("company").annotate(Count("pk")).iterator():
            if _folded(company) in wanted:
                companies[_folded(company)] += count
    everybody = sum(countries.values())
    return {
        poll.pk: {
            AudiencePart.CONTINENT: continents[poll.audience_value],
            AudiencePart.COMPANY: companies[_folded(poll.audience_value)],
        }.get(AudiencePart(poll.audience), everybody)
        for poll in polls
    }


def _folded(company: str) -> str:
    return company.strip().casefold()


def _newest_texts(polls: Sequence[Poll]) -> dict[int, list[TextAnswer]]:
    rows = TextAnswer.objects.filter(poll__in=_texts_of(polls)).annotate(
        place=Window(RowNumber(), partition_by=F("poll_id"), order_by=F("pk").desc())
    )
    found: dict[int, list[TextAnswer]] = {}
    for row in rows.filter(place__lte=TEXTS_LISTED).order_by("poll_id", "pk"):
        found.setdefault(row.poll_id, []).append(row)
    return found


def _text_counts(polls: Sequence[Poll]) -> dict[int, dict[str, int]]:
    rows = TextAnswer.objects.filter(poll__in=_texts_of(polls)).order_by().values_list("poll_id", "state")
    found: dict[int, dict[str, int]] = {}
    for poll_id, state, count in rows.annotate(Count("pk")):
        found.setdefault(poll_id, dict.fromkeys(TextState.values, 0))[state] = count
    return found


def _texts_of(polls: Sequence[Poll]) -> list[int]:
    return [poll.pk for poll in polls if poll.kind == Kind.TEXT]
