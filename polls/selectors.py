"""Reads: records from rows, and the parts of snapshots, for any number of events in one query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from wagtail.images import get_image_model

from events.models import Event
from events.moments import epoch_ms
from live import statements
from live.errors import Refusal
from polls import facts
from polls.errors import UNKNOWN_POLL
from polls.limits import CLOUD_WORDS, NUMBER_BINS, TEXTS_PER_PAGE, TEXTS_SHOWN
from polls.models import Kind, Placement, Poll, PollCount, ResultsPolicy, State, TextAnswer, TextState
from polls.secrecy import read_on_from
from polls.standings import leaders_of
from polls.states import PollDeskState, PollGraphicsState, PollsState, at_position, opening_order

RoomName = tuple[int, str]
"""The id of an event, and the slug of one of its rooms."""

# Wide enough for a choice on the widest page, twice as dense.
PICTURE = "fill-720x450|format-webp"

Pictures = Mapping[int, facts.PollImage]


def pictures_of(polls: Iterable[Poll]) -> Pictures:
    """Return the pictures of all options, by the image's id."""
    wanted = {option["image_id"] for poll in polls for option in poll.options if option.get("image_id")}
    if not wanted:
        return {}
    images = get_image_model().objects.filter(pk__in=wanted).prefetch_renditions(PICTURE)
    renditions = {image.pk: image.get_rendition(PICTURE) for image in images}
    return {
        pk: facts.PollImage(url=rendition.url, width=rendition.width, height=rendition.height)
        for pk, rendition in renditions.items()
    }


def may_change(poll: Poll) -> bool:
    """Whether a vote may be changed: nobody knows whose an anonymous one is, and the crew has read what was written."""
    return poll.may_change and not poll.is_anonymous and poll.kind != Kind.TEXT


def shows_tally(poll: Poll) -> bool:
    """Whether the audience may see how it answers."""
    return poll.results_at is not None or (poll.results == ResultsPolicy.LIVE and poll.state != State.DRAFT)


def is_public(poll: Poll) -> bool:
    """Whether the audience knows of the poll: it was opened; or it is a survey's question that is ready."""
    return poll.opens_at is not None or (poll.placement == Placement.FEEDBACK and poll.state != State.DRAFT)


def poll_record(poll: Poll, pictures: Pictures, *, reveals: bool = False) -> facts.PollRecord:
    """Return a poll as the audience sees it. What is right is in it with the results, or where `reveals` says so."""
    reveals = reveals or poll.results_at is not None
    return facts.PollRecord(
        id=poll.pk,
        placement=cast(facts.PlacementName, str(poll.placement)),
        position=poll.position if poll.placement == Placement.FEEDBACK else 0,
        kind=cast(facts.KindName, str(poll.kind)),
        question=poll.question,
        options=[
            facts.PollOption(
                id=option["id"],
                text=option["text"],
                image=pictures.get(option.get("image_id") or 0),
                alt=option.get("alt", {}),
            )
            for option in poll.options
        ],
        min_choices=poll.min_choices,
        max_choices=poll.max_choices,
        scale=cast(facts.ScaleName, poll.scale),
        low_label=poll.low_label,
        high_label=poll.high_label,
        min_value=poll.min_value,
        max_value=poll.max_value,
        decimals=poll.decimals,
        unit=poll.unit,
        max_words=poll.max_words,
        is_anonymous=poll.is_anonymous,
        may_change=may_change(poll),
        results=cast(facts.ResultsName, str(poll.results)),
        audience=cast(facts.AudienceName, str(poll.audience)),
        audience_value=poll.audience_value,
        seconds=poll.seconds,
        opens_at_ms=_ms(poll.opens_at),
        closes_at_ms=_ms(poll.closes_at),
        accepts_until_ms=_ms(poll.accepts_until),
        results_at_ms=_ms(poll.results_at),
        gone_at_ms=_ms(poll.gone_at),
        right_options=poll.right_options if reveals else [],
        right_value=poll.right_value if reveals else None,
    )


def desk_poll(poll: Poll, pictures: Pictures) -> facts.DeskPoll:
    """Return a poll as the crew sees it."""
    return facts.DeskPoll(
        poll=poll_record(poll, pictures, reveals=True),
        room=poll.room,
        position=poll.position,
        state=cast(facts.StateName, str(poll.state)),
        version=poll.version,
        graphic=cast(Any, poll.graphic),
    )


def _ms(at: datetime | None) -> int | None:
    return None if at is None else epoch_ms(at)


# --- how polls stand


def tallies_of(polls: Collection[Poll]) -> dict[int, facts.Tally]:
    """Return how each poll stands, by id: one query, and one for all clouds."""
    kept = [poll for poll in polls if poll.ballots]
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    plain = [poll.pk for poll in kept if poll.kind != Kind.WORDS]
    clouds = [poll.pk for poll in kept if poll.kind == Kind.WORDS]
    for poll_id, key, label, count in [*_all_counts(plain), *_cloud_counts(clouds)]:
        counts[poll_id][label or key] = count
    return {poll.pk: make_tally(poll, counts[poll.pk]) for poll in polls}


_COUNT_COLUMNS = ("poll_id", "key", "label", "count")


def _all_counts(poll_ids: Sequence[int]) -> Sequence[Any]:
    # In SQL: each batch of votes reads them.
    rest = f'WHERE poll_id {statements.among(poll_ids)} AND NOT is_hidden AND "count" > 0 ORDER BY "count" DESC, "key"'
    return statements.select(PollCount, _COUNT_COLUMNS, rest, poll_ids) if poll_ids else ()


def _cloud_counts(poll_ids: Sequence[int]) -> Iterable[Any]:
    """Return of each cloud what is published alone: all of it may be a hundred thousand words."""
    if not poll_ids:
        return ()
    rows = PollCount.objects.filter(poll__in=poll_ids, is_hidden=False, count__gt=0)
    ranked = rows.annotate(
        place=Window(RowNumber(), partition_by=F("poll_id"), order_by=[F("count").desc(), F("key").asc()])
    )
    return ranked.filter(place__lte=CLOUD_WORDS).order_by("place").values_list(*_COUNT_COLUMNS)


def make_tally(poll: Poll, counts: Mapping[str, int]) -> facts.Tally:
    """Return the tally that `counts` (by key) add up to."""
    mean = None
    if poll.kind in (Kind.RATING, Kind.NUMBER):
        answered = sum(counts.values())
        if answered:
            scale = 10**poll.decimals if poll.kind == Kind.NUMBER else 1
            mean = round(sum(int(key) * count for key, count in counts.items()) / answered / scale, 4)
    if poll.kind == Kind.NUMBER:
        counts = _binned(poll, counts)
    return facts.Tally(ballots=poll.ballots, counts=dict(counts), mean=mean)


def _binned(poll: Poll, counts: Mapping[str, int]) -> dict[str, int]:
    """Return a guess's distribution: bars of equal width, by their lower bound."""
    width = bin_width(poll.min_value, poll.max_value)
    bins: dict[int, int] = defaultdict(int)
    for key, count in counts.items():
        bins[poll.min_value + (int(key) - poll.min_value) // width * width] += count
    return {str(lower): bins[lower] for lower in sorted(bins)}


def bin_width(min_value: int, max_value: int) -> int:
    """Return how wide a bar of a guess's distribution is, in units of 10 ** -decimals."""
    return max(1, -(-(max_value - min_value + 1) // NUMBER_BINS))


# --- snapshots


def audience_states(names: Collection[RoomName]) -> dict[RoomName, PollsState]:
    """Return what each room's audience knows, for rooms of events that there are."""
    events = set(Event.objects.filter(pk__in={event_id for event_id, _ in names}).values_list("pk", flat=True))
    polls = [poll for poll in _polls_of(events) if is_public(poll)]
    pictures, texts = pictures_of(polls), _shown_texts(polls)
    tallies = tallies_of([poll for poll in polls if shows_tally(poll)])
    states = {}
    for event_id, room in names:
        if event_id not in events:
            continue
        mine = [poll for poll in polls if (poll.event_id, poll.room) == (event_id, room)]
        states[event_id, room] = PollsState(
            polls=sorted((poll_record(poll, pictures) for poll in mine), key=opening_order),
            ballots={str(poll.pk): poll.ballots for poll in mine if poll.ballots},
            tallies={
                str(poll.pk): tallies[poll.pk] for poll in mine if poll.pk in tallies and tallies[poll.pk].ballots
            },
            texts={str(poll.pk): texts[poll.pk] for poll in mine if poll.pk in texts},
            leaders=leaders_of(event_id) if _has_leaders(mine) else [],
        )
    return states


def desk_states(event_ids: Iterable[int]) -> dict[int, PollDeskState]:
    """Return every poll of each event, and how it stands."""
    ids = set(event_ids)
    polls = list(_polls_of(ids))
    pictures, tallies = pictures_of(polls), tallies_of(polls)
    states = {}
    for event_id in Event.objects.filter(pk__in=ids).values_list("pk", flat=True):
        mine = [poll for poll in polls if poll.event_id == event_id]
        states[event_id] = PollDeskState(
            polls=[desk_poll(poll, pictures) for poll in mine],
            tallies={str(poll.pk): tallies[poll.pk] for poll in mine if poll.ballots},
            waiting={str(poll.pk): poll.waiting for poll in mine if poll.waiting},
            leaders=leaders_of(event_id) if _has_leaders(mine) else [],
        )
    return states


def graphics_states(event_ids: Iterable[int]) -> dict[int, PollGraphicsState]:
    """Return what of each event's polls is on air."""
    ids = set(event_ids)
    polls = [poll for poll in _polls_of(ids) if poll.graphic]
    pictures, tallies = pictures_of(polls), tallies_of(polls)
    states = {event_id: PollGraphicsState(graphic=None, tallies={}) for event_id in ids}
    for poll in polls:
        states[poll.event_id] = PollGraphicsState(
            graphic=poll_graphic(poll, pictures), tallies={str(poll.pk): tallies[poll.pk]} if poll.ballots else {}
        )
    return states


def poll_graphic(poll: Poll, pictures: Pictures) -> facts.PollGraphic:
    """Return what of a poll is on air."""
    return facts.PollGraphic(
        view=cast(Any, poll.graphic),
        # It is on air alone: nobody need be told there that a list has another order.
        poll=at_position(poll_record(poll, pictures), 0),
        leaders=leaders_of(poll.event_id) if poll.graphic == "leaderboard" else [],
    )


def _polls_of(event_ids: Collection[int]) -> QuerySet[Poll]:
    return Poll.objects.filter(event_id__in=event_ids).order_by("position", "pk")


def _has_leaders(polls: Iterable[Poll]) -> bool:
    return any(poll.kind == Kind.QUIZ and poll.results_at for poll in polls)


def quiz_rooms(event_id: int) -> list[str]:
    """Return the rooms that were shown the results of a quiz question."""
    shown = Poll.objects.filter(event_id=event_id, kind=Kind.QUIZ, results_at__isnull=False)
    return list(shown.order_by("room").values_list("room", flat=True).distinct())


def _shown_texts(polls: Iterable[Poll]) -> dict[int, list[facts.ShownText]]:
    ids = [poll.pk for poll in polls if poll.kind == Kind.TEXT]
    if not ids:
        return {}
    rows = TextAnswer.objects.filter(poll_id__in=ids, state=TextState.SHOWN)
    newest = rows.annotate(place=Window(RowNumber(), partition_by=F("poll_id"), order_by=F("shown_number").desc()))
    found: dict[int, list[facts.ShownText]] = defaultdict(list)
    for row in newest.filter(place__lte=TEXTS_SHOWN).order_by("shown_number"):
        found[row.poll_id].append(shown_text(row))
    return found


# --- answers in one's own words


@dataclass(frozen=True, slots=True)
class TextsPage:
    """Answers of one state by ascending number, and how many there are of each."""

    texts: list[facts.TextRecord]
    counts: dict[str, int]


def find_poll(*, event_id: int, poll_id: int) -> Poll:
    """Return a poll of the event. Raises Refusal(polls.unknown_poll)."""
    poll = Poll.objects.filter(event_id=event_id, pk=poll_id).first()
    if poll is None:
        raise Refusal(UNKNOWN_POLL, f"expected a poll of event {event_id}, got {poll_id}")
    return poll


def texts_page(*, event_id: int, poll_id: int, state: str, after: int) -> TextsPage:
    """Return a page of answers. Raises Refusal(polls.unknown_poll).

    `after`: the last answer that was read. Numbers of secret answers are not in the order of coming: some that were
    read before may be on the page again.
    """
    poll = find_poll(event_id=event_id, poll_id=poll_id)
    rows = TextAnswer.objects.filter(poll=poll)
    counts = {name: rows.filter(state=name).count() for name in TextState.values}
    start = read_on_from(after) if poll.is_anonymous else after
    page = rows.filter(state=state, pk__gt=start).order_by("pk")[:TEXTS_PER_PAGE]
    return TextsPage(texts=[text_record(row) for row in page], counts=counts)


def text_record(row: TextAnswer) -> facts.TextRecord:
    """Return an answer as the crew reads it."""
    return facts.TextRecord(
        id=row.pk,
        text=row.text,
        author_name=row.author_name,
        state=cast(facts.TextStateName, str(row.state)),
        moved_by=row.moved_by,
    )


def shown_text(row: TextAnswer) -> facts.ShownText:
    """Return an answer as the audience sees it."""
    return facts.ShownText(id=row.pk, number=row.shown_number or 0, text=row.text, author_name=row.author_name)


def cloud_words(*, event_id: int, poll_id: int) -> Sequence[dict[str, Any]]:
    """Return the words of a cloud that are, or would be, published: the most frequent first, hidden ones too."""
    poll = find_poll(event_id=event_id, poll_id=poll_id)
    rows = PollCount.objects.filter(poll=poll, count__gt=0).order_by("-count", "key")[: 2 * CLOUD_WORDS]
    return [
        {"word": row.key, "label": row.label or row.key, "count": row.count, "is_hidden": row.is_hidden} for row in rows
    ]
