"""A poll is prepared here, and made ready."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from live.errors import Refusal
from polls.errors import BAD_POLL, ILLEGAL_MOVE, INCOMPLETE, STALE, TOO_MANY_POLLS
from polls.facts import DeskPoll
from polls.limits import OPTIONS
from polls.models import Placement, Poll, State
from polls.services import arm_poll, save_poll
from polls.services.completeness import missing_of
from polls.studio.drafts import initial_lines_of, initial_of
from polls.studio.fields import OwnImages
from polls.studio.forms import KINDS_OF_FIELD, WITH_OPTIONS, OptionLines, PollEditor, PollForm
from polls.studio.guard import PollsPage
from polls.studio.refusals import field_refusal, missing_text, refusal_text
from polls.studio.survey import pages_without_survey
from polls.wording import in_words

_EDITABLE = (State.DRAFT, State.ARMED)


class EditorView(PollsPage):
    """A new poll, or one that is there. What is refused is said at its field, and what was typed stays."""

    template_name = "polls/studio/editor.html"
    poll: Poll | None = None

    def get(self, request: HttpRequest, poll_id: int | None = None) -> HttpResponse:
        """Show the poll."""
        self.poll = self.find_poll(poll_id) if poll_id else None
        return self._show(self._editor())

    def post(self, request: HttpRequest, poll_id: int | None = None) -> HttpResponse:
        """Save, and where that is asked for make ready: both or neither."""
        self.poll = self.find_poll(poll_id) if poll_id else None
        action = request.POST.get("action", "save")
        editor = self._editor(request.POST)
        if not editor.is_valid():
            messages.error(request, _("Nothing was saved: see what is marked."))
            return self._show(editor)
        try:
            saved = self._save(editor, action)
        except Refusal as refusal:
            return self._refused(editor, refusal)
        return self._saved(saved, action)

    def _save(self, editor: PollEditor, action: str) -> DeskPoll:
        poll_id = self.poll.pk if self.poll and action != "save_new" else None
        seen = editor.form.cleaned_data["seen"]
        with transaction.atomic():
            saved = save_poll(event_id=self.event.pk, draft=editor.draft(), poll_id=poll_id, seen=seen)
            if action == "ready":
                saved = arm_poll(event_id=self.event.pk, poll_id=saved.poll.id, seen=saved.version)
        return saved

    def _saved(self, saved: DeskPoll, action: str) -> HttpResponseRedirect:
        address = self.address("polls_studio_edit", poll_id=saved.poll.id)
        if action == "ready":
            messages.success(self.request, _("Saved, and ready."))
            return HttpResponseRedirect(self.address("polls_studio"))
        messages.success(self.request, _("Saved as a draft."))
        if action == "preview":
            address = self.address("polls_studio_preview", poll_id=saved.poll.id)
        return HttpResponseRedirect(address)

    def _refused(self, editor: PollEditor, refusal: Refusal) -> HttpResponse:
        """Say it where it belongs. Whoever was told of somebody else's change saves over it by saving again."""
        if refusal.code == BAD_POLL:
            field, text = field_refusal(refusal)
            editor.form.add_error(field if field in editor.form.fields else "right", text)
            messages.error(self.request, _("Nothing was saved: see what is marked."))
        elif refusal.code == INCOMPLETE:
            editor.mark_missing(refusal.details["missing"])
            messages.error(self.request, _("Nothing was saved: it is not ready yet. As a draft it can be saved."))
        elif refusal.code in (STALE, ILLEGAL_MOVE) and self.poll is not None:
            self.poll.refresh_from_db()
            return self._show(editor, overtaken=True, typed_over=self.poll.version)
        else:
            assert refusal.code == TOO_MANY_POLLS, refusal.code
            messages.error(self.request, refusal_text(refusal))
        return self._show(editor)

    def _editor(self, data: Any = None) -> PollEditor:
        poll = self.poll
        kept = [option["image_id"] for option in poll.options if option.get("image_id")] if poll else []
        images = OwnImages(self.request.user, wanted=[*kept, *_typed_images(data or {})], kept=kept)
        form = PollForm(data, event=self.event, initial=initial_of(poll) if poll else self._first())
        # A line that is as it was is not left out: what was typed is compared with nothing.
        lines = OptionLines(
            data,
            prefix="options",
            initial=initial_lines_of(poll) if poll and data is None else None,
            form_kwargs={"languages": form.languages, "images": images},
        )
        return PollEditor(form, lines)

    def _first(self) -> dict[str, str]:
        """Return what a new poll begins with: it is of the part that the list showed."""
        asked = self.request.GET.get("placement", "")
        return {"placement": asked} if asked in Placement.values else {}

    def _show(self, editor: PollEditor, *, overtaken: bool = False, typed_over: int | None = None) -> HttpResponse:
        poll, form = self.poll, editor.form
        right = str(form["right"].value())
        is_editable = poll is None or (poll.state in _EDITABLE and not poll.ballots)
        return self.page(
            poll=poll,
            form=form,
            lines=editor.lines,
            option_lines=[(place, line, str(place) == right) for place, line in in_order(editor.lines)],
            media=form.media + editor.lines.media,
            seen=form["seen"].value() if typed_over is None else typed_over,
            is_editable=is_editable,
            is_overtaken=overtaken,
            has_rooms="room" in form.fields,
            survey_pages=pages_without_survey(self.event) if poll and poll.placement == Placement.FEEDBACK else [],
            missing=missing_text(missing_of(poll)) if poll and poll.state == State.DRAFT and not form.errors else "",
            kinds_of={name: " ".join(sorted(kinds)) for name, kinds in KINDS_OF_FIELD.items()},
            option_kinds=" ".join(sorted(WITH_OPTIONS)),
        )

    def get_page_title(self) -> str:
        """Return the question."""
        if self.poll is None:
            return _("New poll")
        return in_words(self.poll.question, self.event) or _("Poll without a question")


def in_order(lines: Iterable[Any]) -> list[tuple[int, Any]]:
    """Return the lines of choices with their place on the form, in the order that was typed; the rest come last."""

    def order(line: Any) -> int:
        typed = str(line["ORDER"].value() or "")
        return int(typed) if typed.isdecimal() else OPTIONS + 1

    return sorted(enumerate(lines), key=lambda pair: order(pair[1]))


def _typed_images(data: Mapping[str, str]) -> list[int]:
    typed = (data.get(f"options-{place}-image", "") for place in range(OPTIONS))
    return [int(pk) for pk in typed if pk.isdecimal() and len(pk) < 10]
