"""What a poll lacks before it can be asked."""

from __future__ import annotations

from collections.abc import Iterable

from polls.models import Kind, Poll

_WITH_OPTIONS = frozenset({Kind.SINGLE, Kind.SEVERAL, Kind.RANKING, Kind.QUIZ})


def missing_of(poll: Poll) -> list[str]:
    """Return what is missing: question, options, right_answer, range, translation. Empty: it can be opened."""
    languages = list(poll.event.languages)
    missing = []
    if not any(poll.question.values()):
        missing.append("question")
    if poll.kind in _WITH_OPTIONS and (
        len(poll.options) < 2 or any(not any(option["text"].values()) for option in poll.options)
    ):
        missing.append("options")
    known = {option["id"] for option in poll.options}
    if poll.kind == Kind.QUIZ and (len(poll.right_options) != 1 or not known.issuperset(poll.right_options)):
        missing.append("right_answer")
    if poll.kind == Kind.NUMBER and poll.max_value <= poll.min_value:
        missing.append("range")
    if poll.kind == Kind.SEVERAL and not 1 <= poll.min_choices <= poll.max_choices <= len(poll.options):
        missing.append("range")
    if any(_is_partial(text, languages) for text in _texts(poll)):
        missing.append("translation")
    return missing


def _texts(poll: Poll) -> Iterable[dict[str, str]]:
    """Yield what is read in each language. A description of a picture is one of them."""
    yield poll.question
    if poll.kind in _WITH_OPTIONS:
        for option in poll.options:
            yield option["text"]
            if option.get("image_id"):
                yield option.get("alt", {})
    if poll.kind == Kind.RATING:
        yield from (poll.low_label, poll.high_label)
    if poll.kind == Kind.NUMBER:
        yield poll.unit


def _is_partial(text: dict[str, str], languages: list[str]) -> bool:
    """Whether a text is there in one of the event's languages, and missing in another."""
    filled = [bool(text.get(language)) for language in languages]
    return any(filled) and not all(filled)
