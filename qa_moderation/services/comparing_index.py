"""The folded wordings of an event's open questions, kept in a worker's process and brought up to date by version."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from qa_moderation.likeness import folded
from qa_moderation.models import OPEN, Question

_EVENTS_KEPT = 4  # 6,000 questions take about 3 MB

Wordings = Mapping[tuple[int, int], str]
Alike = Callable[[Iterable[str], Wordings], dict[int, int]]
Texts = tuple[str, str]
"""What was asked, and the wording for the set."""


@dataclass(frozen=True, slots=True)
class Read:
    """A question as it was read."""

    version: int
    texts: Texts


class Index:
    """One event's. Reading what has changed costs one query for the versions, and one for the texts."""

    def __init__(self, event_id: int) -> None:
        self._event_id = event_id
        self._read: dict[int, Read] = {}
        self._compared: dict[int, Read] = {}
        self._wordings: dict[tuple[int, int], str] = {}

    def __contains__(self, question_id: int) -> bool:
        return question_id in self._read

    def version(self, question_id: int) -> int | None:
        """Return the version that was read; None for a question that was not open."""
        read = self._read.get(question_id)
        return read.version if read else None

    def texts(self, question_id: int) -> Texts | None:
        """Return the wordings that were read; None for a question that was not open."""
        read = self._read.get(question_id)
        return read.texts if read else None

    def refresh(self) -> None:
        """Read what has changed."""
        is_open = Question.objects.filter(event_id=self._event_id, state__in=OPEN)
        versions = dict(is_open.values_list("pk", "version"))
        for id in self._read.keys() - versions.keys():
            self._forget(id)
            del self._read[id]
            self._compared.pop(id, None)
        news = [id for id, version in versions.items() if self.version(id) != version]
        # In one query with the version, so that wording and version are of one moment.
        for id, version, *texts in is_open.filter(pk__in=news).values_list("pk", "version", "text", "set_text"):
            self._forget(id)
            self._read[id] = Read(version, (texts[0], texts[1]))
            for number, wording in enumerate(dict.fromkeys(folded(text) for text in texts if text)):
                self._wordings[id, number] = wording

    def has_compared(self, question_id: int) -> bool:
        """Whether this process has compared the question in its wording, and it was open ever since.

        One that was closed and opened again, which another process may have seen, has moved twice.
        """
        compared, read = self._compared.get(question_id), self._read[question_id]
        return compared is not None and compared.texts == read.texts and read.version <= compared.version + 1

    def note_compared(self, question_ids: Iterable[int]) -> None:
        """Remember that these were compared as they were read."""
        for id in question_ids:
            self._compared[id] = self._read[id]

    def alike(self, question_id: int, alike: Alike) -> dict[int, int]:
        """Return the scores of the questions that are like this one."""
        own = self._forget(question_id)
        found = alike(own.values(), self._wordings)
        self._wordings |= own
        return found

    def _forget(self, question_id: int) -> dict[tuple[int, int], str]:
        own = [key for key in ((question_id, 0), (question_id, 1)) if key in self._wordings]
        return {key: self._wordings.pop(key) for key in own}


_indexes: OrderedDict[int, Index] = OrderedDict()


def index_of(event_id: int) -> Index:
    """Return this process's index of the event; the least used one goes when there are too many."""
    index = _indexes.setdefault(event_id, Index(event_id))
    _indexes.move_to_end(event_id)
    while len(_indexes) > _EVENTS_KEPT:
        _indexes.popitem(last=False)
    return index
