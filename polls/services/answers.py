"""Whether an answer fits its poll, and what it counts as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from events.text import clean_line, clean_lines
from live.errors import Refusal
from polls.errors import BAD_ANSWER, WORD_REFUSED
from polls.facts import Answer
from polls.limits import SCALES, TEXT_CHARS, WORD_CHARS
from polls.models import Kind, Poll
from rooms.facts import ChatWord
from rooms.links import has_link
from rooms.words import fold, verdict


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is kept, and the keys that it counts for; `labels` by key, of words as they were written."""

    answer: Answer
    keys: tuple[str, ...]
    labels: dict[str, str]


def fit_answer(poll: Poll, answer: Answer, words: Callable[[], Sequence[ChatWord]]) -> Given:
    """Return what `answer` means to `poll`. `words`: those that the event does not publish.

    Raises Refusal(polls.bad_answer, polls.word_refused).
    """
    _guard_kind(poll, answer)
    match poll.kind:
        case Kind.SINGLE | Kind.QUIZ:
            return _options(poll, answer, 1, 1)
        case Kind.SEVERAL:
            return _options(poll, answer, poll.min_choices, poll.max_choices)
        case Kind.RANKING:
            return _ranking(poll, answer)
        case Kind.RATING:
            return _value(answer, *SCALES[poll.scale])
        case Kind.NUMBER:
            return _value(answer, poll.min_value, poll.max_value)
        case Kind.WORDS:
            return _words(poll, answer, words)
        case _:
            return _text(answer, words)


def countable_keys(poll: Poll) -> list[str]:
    """Return all keys that answers to `poll` may count for, where these are few; none of a guess or of words."""
    options = [option["id"] for option in poll.options]
    match poll.kind:
        case Kind.RANKING:
            return [f"{option}:{place}" for option in options for place in range(1, len(options) + 1)]
        case Kind.RATING:
            least, most = SCALES[poll.scale]
            return [str(value) for value in range(least, most + 1)]
        case Kind.SINGLE | Kind.QUIZ | Kind.SEVERAL:
            return [str(option) for option in options]
        case _:
            return []


def _guard_kind(poll: Poll, answer: Answer) -> None:
    """An answer says what its kind asks for, and nothing beside."""
    said = {
        "options": bool(answer.options),
        "value": answer.value is not None,
        "words": bool(answer.words),
        "text": bool(answer.text),
    }
    match poll.kind:
        case Kind.RATING | Kind.NUMBER:
            wanted = "value"
        case Kind.WORDS:
            wanted = "words"
        case Kind.TEXT:
            wanted = "text"
        case _:
            wanted = "options"
    if any(is_said for name, is_said in said.items() if name != wanted):
        raise _bad("kind", f"expected {wanted} for a poll of kind {poll.kind}, got something else")


def _options(poll: Poll, answer: Answer, least: int, most: int) -> Given:
    _guard_options(poll, answer.options)
    if len(answer.options) < least:
        raise _bad("too_few", f"expected at least {least} options, got {len(answer.options)}", least=least)
    if len(answer.options) > most:
        raise _bad("too_many", f"expected at most {most} options, got {len(answer.options)}", most=most)
    kept = sorted(answer.options)
    return Given(Answer(options=kept), tuple(str(option) for option in kept), {})


def _ranking(poll: Poll, answer: Answer) -> Given:
    _guard_options(poll, answer.options)
    if len(answer.options) != len(poll.options):
        raise _bad("incomplete", f"expected all {len(poll.options)} options in an order, got {len(answer.options)}")
    keys = tuple(f"{option}:{place}" for place, option in enumerate(answer.options, start=1))
    return Given(Answer(options=list(answer.options)), keys, {})


def _guard_options(poll: Poll, options: Sequence[int]) -> None:
    known = {option["id"] for option in poll.options}
    if unknown := [option for option in options if option not in known]:
        raise _bad("unknown_option", f"expected options of poll {poll.pk}, got {unknown[0]}")
    if len(set(options)) != len(options):
        raise _bad("twice", "expected each option once")


def _value(answer: Answer, least: int, most: int) -> Given:
    if answer.value is None:
        raise _bad("too_few", "expected a value, got none")
    if not least <= answer.value <= most:
        raise _bad("out_of_range", f"expected {least} to {most}, got {answer.value}", least=least, most=most)
    return Given(Answer(value=answer.value), (str(answer.value),), {})


def _words(poll: Poll, answer: Answer, words: Callable[[], Sequence[ChatWord]]) -> Given:
    if len(answer.words) > poll.max_words:
        raise _bad("too_many", f"expected at most {poll.max_words} words", most=poll.max_words)
    labels: dict[str, str] = {}
    for word in answer.words:
        written = clean_line(word)
        if not written:
            continue
        if len(written) > WORD_CHARS:
            raise _bad("too_long", f"expected at most {WORD_CHARS} characters, got {len(written)}", most=WORD_CHARS)
        key = fold(written)[:60] or written.casefold()
        labels.setdefault(key, written)
    if not labels:
        raise _bad("empty", "expected a word with visible characters")
    _guard_words(" ".join(labels.values()), words)
    return Given(Answer(words=list(labels.values())), tuple(labels), labels)


def _text(answer: Answer, words: Callable[[], Sequence[ChatWord]]) -> Given:
    text = clean_lines(answer.text)
    if not text:
        raise _bad("empty", "expected a text with visible characters")
    if len(text) > TEXT_CHARS:
        raise _bad("too_long", f"expected at most {TEXT_CHARS} characters, got {len(text)}", most=TEXT_CHARS)
    if verdict(text, words()) == "refuse":
        raise Refusal(WORD_REFUSED, "expected a text without the words that this event refuses")
    return Given(Answer(text=text), (), {})


def _guard_words(text: str, words: Callable[[], Sequence[ChatWord]]) -> None:
    # Nobody looks at a word before all see it: what would be held for a moderator elsewhere is refused here.
    if verdict(text, words()) is not None or has_link(text):
        raise Refusal(WORD_REFUSED, "expected words that this event publishes")


def _bad(because: str, message: str, **details: Any) -> Refusal:
    return Refusal(BAD_ANSWER, message, {"because": because, **details})
