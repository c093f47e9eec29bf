"""The folded wordings of an event's open questions, kept in a worker's process and brought up to date by version."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

from qa_moderation.likeness import folded
from qa_moderation.models import OPEN, Question

_EVENTS_KEPT = 4  # 6,000 questions take about 3 MB

Wordings = Mapping[tuple[int, int], str]
Alike = Callable[[Iterable[str], Wordings], dict[int, int]]


class Index:
    """One event's. Reading what has changed costs one query for the versions, and one for the texts."""

    def __init__(self, event_id: int) -> None:
        self._event_id = event_id
        self._versions: dict[int, int] = {}
        self._wordings: dict[tuple[int, int], str] = {}

    def __contains__(self, question_id: int) -> bool:
        return question_id in self._versions

    def version(self, question_id: int) -> int | None:
        """Return the version that was read; None for a question that was not open."""
        return self._versions.get(question_id)

    def refresh(self) -> None:
        """Read what has changed."""
        is_open = Question.objects.filter(event_id=self._event_id, state__in=OPEN)
        versions = dict(is_open.values_list("pk", "version"))
        for id in self._versions.keys() - versions.keys():
            self._forget(id)
        news = [id for id, version in versions.items() if self._versions.get(id) != version]
        # In one query with the version, so that wording and version are of one moment.
        for id, version, text, set_text in is_open.filter(pk__in=news).values_list("pk", "version", "text", "set_text"):
            self._forget(id)
            self._versions[id] = version
            for number, wording in enumerate(dict.fromkeys(folded(each) for each in (text, set_text) if each)):
                self._wordings[id, number] = wording

    def alike(self, question_id: int, alike: Alike) -> dict[int, int]:
        """Return the scores of the questions that are like this one."""
        own = self._forget(question_id)
        version = self._versions.pop(question_id)
        found = alike(own.values(), self._wordings)
        self._wordings |= own
        self._versions[question_id] = version
        return found

    def _forget(self, question_id: int) -> dict[tuple[int, int], str]:
        self_keys = [key for key in ((question_id, 0), (question_id, 1)) if key in self._wordings]
        return {key: self._wordings.pop(key) for key in self_keys}


_indexes: OrderedDict[int, Index] = OrderedDict()


def index_of(event_id: int) -> Index:
    """Return this process's index of the event; the least used one goes when there are too many."""
    index = _indexes.setdefault(event_id, Index(event_id))
    _indexes.move_to_end(event_id)
    while len(_indexes) > _EVENTS_KEPT:
        _indexes.popitem(last=False)
    return index
