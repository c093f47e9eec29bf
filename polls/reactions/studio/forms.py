"""The form of an event's reactions; a service saves it, which tells every open page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event
from polls.reactions.emoji import PRESETS, clean_emoji
from polls.reactions.facts import Reaction
from polls.reactions.limits import EMOJI, EMOJI_CHARS, LABEL_CHARS
from polls.reactions.selectors import reactions_list, reactions_of
from polls.reactions.services import change_reactions

PROPOSED = "emoji-presets"
"""The id of the list that each field proposes from."""

_PRESET_LABELS = {emoji: {"en": en, "fr": fr} for emoji, en, fr in PRESETS}


class SwitchForm(forms.Form):
    """Whether the audience may react."""

    is_on = forms.BooleanField(label=_("The audience may react"), required=False)


class ReactionForm(forms.Form):
    """One emoji and what it says; without words, those that we have for it."""

    emoji = forms.CharField(
        label=_("Emoji"), max_length=EMOJI_CHARS, widget=forms.TextInput(attrs={"list": PROPOSED, "size": 4})
    )
    label_en = forms.CharField(label=_("In English"), max_length=LABEL_CHARS, required=False)
    label_fr = forms.CharField(label=_("In French"), max_length=LABEL_CHARS, required=False)

    def clean_emoji(self) -> str:
        """Take one emoji, in the form that is drawn."""
        emoji = clean_emoji(self.cleaned_data["emoji"])
        if emoji is None:
            raise forms.ValidationError(_("This is not one emoji."))
        return emoji


class _Lines(forms.BaseFormSet):
    """A whole list: lines move up and down by their number, and go by a tick."""

    def reactions(self) -> list[Reaction]:
        """Return what is to be kept, in its order; a line without a number comes last."""
        kept = [line.cleaned_data for line in self.forms if line.cleaned_data and not line.cleaned_data.get("DELETE")]
        kept.sort(key=lambda line: line["ORDER"] if line.get("ORDER") is not None else 1_000)
        return [Reaction(emoji=line["emoji"], labels=_labels(line)) for line in kept]


def _labels(line: dict[str, Any]) -> dict[str, str]:
    presets = _PRESET_LABELS.get(line["emoji"], {})
    labels = {language: line[f"label_{language}"] or presets.get(language, "") for language in ("en", "fr")}
    return {language: label for language, label in labels.items() if label}


Lines: Any = forms.formset_factory(
    ReactionForm,
    _Lines,
    extra=2,
    can_delete=True,
    can_order=True,
    max_num=EMOJI,
    validate_max=True,
    absolute_max=EMOJI + 2,
)


def initial_switch(event: Event) -> dict[str, Any]:
    """Return what holds now."""
    return {"is_on": reactions_of(event.pk).is_on}


def initial_lines(event: Event) -> Sequence[dict[str, Any]]:
    """Return the list as it is."""
    return [
        {"emoji": each.emoji, "label_en": each.labels.get("en", ""), "label_fr": each.labels.get("fr", "")}
        for each in reactions_list(reactions_of(event.pk))
    ]


def save(event: Event, switch: SwitchForm, lines: _Lines) -> None:
    """Save both together. Raises Refusal(reactions.bad_list)."""
    change_reactions(event_id=event.pk, is_on=switch.cleaned_data["is_on"], emoji=lines.reactions())
