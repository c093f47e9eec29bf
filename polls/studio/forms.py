"""The editor's forms: what an organiser decides of a poll, with the fields that belong to its kind alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.countries import CONTINENTS
from events.models import Event
from polls.limits import (
    ALT_CHARS,
    LABEL_CHARS,
    NUMBER_MOST,
    OPTION_CHARS,
    OPTIONS,
    QUESTION_CHARS,
    RANKED_OPTIONS,
    SECONDS_MOST,
    WORDS_PER_PERSON,
)
from polls.models import AudiencePart, Kind, Placement, ResultsPolicy
from polls.services import DraftOption, PollDraft
from polls.studio.fields import OwnImageChooser, OwnImages, TextsField
from polls.studio.words import CONTINENT_NAMES
from rooms.models import ChatRoom
from rooms.selectors import STAGE

WITH_OPTIONS = frozenset({Kind.SINGLE, Kind.SEVERAL, Kind.RANKING, Kind.QUIZ})
_ALL = frozenset(Kind)

KINDS_OF_FIELD: dict[str, frozenset[Kind]] = {
    "right": frozenset({Kind.QUIZ}),
    "min_choices": frozenset({Kind.SEVERAL}),
    "max_choices": frozenset({Kind.SEVERAL}),
    "scale": frozenset({Kind.RATING}),
    "low_label": frozenset({Kind.RATING}),
    "high_label": frozenset({Kind.RATING}),
    "min_value": frozenset({Kind.NUMBER}),
    "max_value": frozenset({Kind.NUMBER}),
    "decimals": frozenset({Kind.NUMBER}),
    "unit": frozenset({Kind.NUMBER}),
    "right_value": frozenset({Kind.NUMBER}),
    "max_words": frozenset({Kind.WORDS}),
    "is_anonymous": _ALL - {Kind.QUIZ},
    "may_change": _ALL - {Kind.TEXT},
}
"""The kinds that a field belongs to; a field that is not here belongs to all."""


class PollForm(forms.Form):
    """A poll without its choices. Fields of other kinds may hold anything: they are not read."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.SINGLE)
    right = forms.IntegerField(label=_("Right answer"), required=False, min_value=0, max_value=OPTIONS - 1)
    min_choices = forms.IntegerField(
        label=_("Choices at least"), min_value=1, max_value=OPTIONS, initial=1, required=False
    )
    max_choices = forms.IntegerField(
        label=_("Choices at most"), min_value=1, max_value=OPTIONS, initial=2, required=False
    )
    scale = forms.ChoiceField(
        label=_("Scale"),
        choices=[("stars", _("1 to 5 stars")), ("nps", _("0 to 10, for a net promoter score"))],
        initial="stars",
        required=False,
    )
    decimals = forms.TypedChoiceField(
        label=_("Decimals"),
        choices=[(n, str(n)) for n in range(5)],
        coerce=int,
        initial=0,
        empty_value=None,
        required=False,
    )
    min_value = forms.DecimalField(label=_("Lowest guess"), initial=0, localize=True, required=False)
    max_value = forms.DecimalField(label=_("Highest guess"), initial=100, localize=True, required=False)
    right_value = forms.DecimalField(
        label=_("Right value"),
        localize=True,
        required=False,
        help_text=_("Shown with the results. Empty: there is none, or it is not known yet."),
    )
    max_words = forms.IntegerField(
        label=_("Words of one person"), min_value=1, max_value=WORDS_PER_PERSON, initial=1, required=False
    )
    is_anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_(
            "Nobody can see who answered what: neither the crew, nor whoever reads the database (texts, words and "
            "guesses of many people: from a minute after the end). Nobody can change their answer either, and files "
            "hold sums, and texts without an author."
        ),
    )
    may_change = forms.BooleanField(
        label=_("People may change their answer while it is open"), required=False, initial=True
    )
    results = forms.ChoiceField(
        label=_("The audience sees the results"), choices=ResultsPolicy.choices, initial=ResultsPolicy.CLOSE
    )
    placement = forms.ChoiceField(
        label=_("Where it is answered"),
        choices=Placement.choices,
        initial=Placement.SHOW,
        help_text=_(
            "Questions of the survey stand in the Survey block of the page after the show, all at once, in the order "
            "of the list."
        ),
    )
    seconds = forms.IntegerField(
        label=_("Countdown (seconds)"),
        min_value=1,
        max_value=SECONDS_MOST,
        required=False,
        help_text=_("Empty: the crew closes it."),
    )
    room = forms.ChoiceField(
        label=_("Room"), initial=STAGE, help_text=_("Pages of this room show it; who is registered may vote.")
    )
    audience = forms.ChoiceField(label=_("Who is asked"), choices=AudiencePart.choices, initial=AudiencePart.ALL)
    continent = forms.ChoiceField(
        label=_("Continent"), choices=[(name, CONTINENT_NAMES[name]) for name in CONTINENTS], required=False
    )
    company = forms.CharField(
        label=_("Company"), max_length=120, required=False, help_text=_("As people wrote it when they registered.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages: list[str] = list(event.languages)
        self._add_texts("question", _("Question"), QUESTION_CHARS)
        self._add_texts("low_label", _("What the lowest means"), LABEL_CHARS)
        self._add_texts("high_label", _("What the highest means"), LABEL_CHARS)
        self._add_texts("unit", _("Unit"), LABEL_CHARS)
        self._offer_rooms(event)

    def _offer_rooms(self, event: Event) -> None:
        """Ask for a room where there is one beside the stage, and not where nothing else can be chosen."""
        room = self.fields["room"]
        assert isinstance(room, forms.ChoiceField)
        rooms = ChatRoom.objects.filter(event=event).exclude(slug=STAGE).order_by("slug").values_list("slug", flat=True)
        room.choices = [(STAGE, _("Stage")), *((slug, slug) for slug in rooms)]
        if len(room.choices) == 1:
            del self.fields["room"]

    def _add_texts(self, name: str, label: Any, most: int) -> None:
        self.fields[name] = TextsField(languages=self.languages, max_length=most, label=label, initial={})

    def clean(self) -> dict[str, Any]:
        """Forget what does not belong to the kind; bring guesses into whole units of 10 ** -decimals."""
        data = super().clean() or {}
        for name, kinds in KINDS_OF_FIELD.items():
            if data.get("kind") not in kinds:
                self.errors.pop(name, None)
                data[name] = self.fields[name].initial
            elif name not in self.errors and data.get(name) in (None, ""):
                data[name] = self.fields[name].initial
        if data.get("placement") == Placement.FEEDBACK:
            self.errors.pop("seconds", None)
            data["seconds"] = None
        if data.get("kind") == Kind.NUMBER:
            self._clean_guess(data)
        if data.get("audience") == AudiencePart.COMPANY and not str(data.get("company", "")).strip():
            self.add_error("company", _("Say which company."))
        return data

    def _clean_guess(self, data: dict[str, Any]) -> None:
        least, most, right = (self._units(data, name) for name in ("min_value", "max_value", "right_value"))
        if least is not None and most is not None:
            if most <= least:
                self.add_error("max_value", _("The highest must be above the lowest."))
            elif right is not None and not least <= right <= most:
                self.add_error("right_value", _("The right value must be between the lowest and the highest."))
        data |= {"min_value": least, "max_value": most, "right_value": right}

    def _units(self, data: dict[str, Any], name: str) -> int | None:
        value = data.get(name)
        if value is None:
            return None
        scaled = Decimal(value).scaleb(data.get("decimals") or 0)
        if abs(scaled) > NUMBER_MOST:
            self.add_error(name, _("This number is too large."))
        elif scaled != scaled.to_integral_value():
            self.add_error(name, _("This number has more decimals than guesses may have."))
        else:
            return int(scaled)
        return None

    def mark_partial_texts(self) -> None:
        """Say at each text that one of the languages lacks it."""
        for name, field in self.fields.items():
            texts = self.cleaned_data.get(name) or {}
            if isinstance(field, TextsField) and TextsField.is_partial(texts, self.languages):
                self.add_error(name, _("Write it in each language, or in none."))

    def draft(self, options: Sequence[DraftOption], right_option: int | None) -> PollDraft:
        """Return what was decided. Call it when the form is valid."""
        data = self.cleaned_data
        audience = AudiencePart(data["audience"])
        value = {AudiencePart.CONTINENT: data["continent"], AudiencePart.COMPANY: data["company"]}.get(audience, "")
        same = (
            "question", "min_choices", "max_choices", "scale", "low_label", "high_label", "min_value",
            "max_value", "decimals", "unit", "max_words", "right_value", "seconds",
        )  # fmt: skip
        return PollDraft(
            kind=Kind(data["kind"]),
            options=options,
            placement=Placement(data["placement"]),
            room=data.get("room", STAGE),
            right_option=right_option,
            is_anonymous=bool(data["is_anonymous"]),
            may_change=bool(data["may_change"]),
            results=ResultsPolicy(data["results"]),
            audience=audience,
            audience_value=value,
            **{name: data[name] for name in same},
        )


class OptionForm(forms.Form):
    """One choice; a new one has no id."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Sequence[str], images: OwnImages, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._images = images
        self.fields["text"] = TextsField(languages=languages, max_length=OPTION_CHARS, label=_("Choice"))
        chooser = OwnImageChooser(show_edit_link=False)
        chooser.images = images
        self.fields["image"] = forms.IntegerField(label=_("Picture"), required=False, widget=chooser)
        self.fields["alt"] = TextsField(
            languages=languages, max_length=ALT_CHARS, label=_("What the picture shows, for who cannot see it")
        )

    def clean_image(self) -> int | None:
        """Refuse a picture that is not of one's own events."""
        pk: int | None = self.cleaned_data["image"]
        if pk is not None and self._images.find(pk) is None:
            raise forms.ValidationError(_("Choose a picture of this event’s collection."))
        return pk


class _OptionLines(forms.BaseFormSet):
    def kept(self) -> list[tuple[int, dict[str, Any]]]:
        """Return (the place on the form, what was typed) of the choices that stay, in their order.

        A line without a number comes last; one with neither text nor picture is none.
        """
        lines = [(place, line.cleaned_data) for place, line in enumerate(self.forms) if line.cleaned_data]
        kept = [line for line in lines if not line[1].get("DELETE") and (line[1].get("text") or line[1].get("image"))]
        return sorted(kept, key=lambda line: line[1]["ORDER"] if line[1].get("ORDER") is not None else OPTIONS + 1)

    def mark_partial_texts(self, languages: Sequence[str]) -> None:
        """Say at each text that one of the languages lacks it."""
        for place, data in self.kept():
            for name in ("text", "alt") if data.get("image") else ("text",):
                if TextsField.is_partial(data.get(name) or {}, languages):
                    self.forms[place].add_error(name, _("Write it in each language, or in none."))


OptionLines: Any = forms.formset_factory(
    OptionForm,
    _OptionLines,
    extra=OPTIONS,
    can_delete=True,
    can_order=True,
    max_num=OPTIONS,
    absolute_max=OPTIONS,
    validate_max=True,
)


class PollEditor:
    """The form of a poll and the lines of its choices, checked and saved as one."""

    def __init__(self, form: PollForm, lines: Any) -> None:
        self.form = form
        self.lines = lines

    def is_valid(self) -> bool:
        """Whether all can be kept; says at the fields what cannot. Lines of a kind without choices are not read."""
        if not self.form.is_valid():
            self.lines.is_valid()
            return False
        if not self._has_options:
            return True
        is_valid = bool(self.lines.is_valid())
        if is_valid and self.form.cleaned_data["kind"] == Kind.RANKING and len(self.lines.kept()) > RANKED_OPTIONS:
            self.form.add_error("right", format_lazy(_("A ranking has {most} choices at most."), most=RANKED_OPTIONS))
            return False
        return is_valid

    def draft(self) -> PollDraft:
        """Return what was decided. Call it when all is valid."""
        kept = self.lines.kept() if self._has_options else []
        places = [place for place, _data in kept]
        right = self.form.cleaned_data["right"]
        options = [
            DraftOption(text=data["text"], id=data["id"], image_id=data["image"], alt=data["alt"])
            for _place, data in kept
        ]
        return self.form.draft(options, places.index(right) if right in places else None)

    def mark_missing(self, missing: Iterable[str]) -> None:
        """Say at the fields what the poll lacks before it can be opened."""
        texts = {
            "question": ("question", _("Write the question.")),
            "options": ("right", _("At least two choices are needed, each with a text.")),
            "right_answer": ("right", _("Say which choice is right.")),
        }
        kind = self.form.cleaned_data["kind"]
        for name in missing:
            if name == "range":
                field = "max_choices" if kind == Kind.SEVERAL else "max_value"
                text = _("There are fewer choices.") if kind == Kind.SEVERAL else _("The bounds do not fit.")
                self.form.add_error(field, text)
            elif name == "translation":
                self.form.mark_partial_texts()
                if self._has_options:
                    self.lines.mark_partial_texts(self.form.languages)
            else:
                self.form.add_error(*texts[name])

    @property
    def _has_options(self) -> bool:
        return self.form.cleaned_data["kind"] in WITH_OPTIONS
