"""The forms of an event's chat; each is saved by a service, which tells every open page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.models import Event
from live.errors import Refusal
from rooms.errors import LIST_STALE
from rooms.facts import ActionName, ChatWord, LanguageName
from rooms.limits import MESSAGE_CHARS, RULES_CHARS, SLOW_MODE_S, WORDS_PER_EVENT
from rooms.models import Mode
from rooms.selectors import desks_of, rooms_of_events, rules_of, words_of
from rooms.services import Moderator, change_policy, change_rules, change_words

LANGUAGES: tuple[LanguageName, ...] = get_args(LanguageName)
ACTIONS: tuple[ActionName, ...] = get_args(ActionName)


class PolicyForm(forms.Form):
    """Who may write in a room, and how."""

    mode = forms.ChoiceField(
        label=_("Who writes"),
        choices=[
            (Mode.OPEN.value, _("Everybody who is registered")),
            (Mode.RULES.value, _("Who has accepted the rules")),
            (Mode.CREW.value, _("The team alone")),
            (Mode.OFF.value, _("Nobody: the chat is off")),
        ],
    )
    slow_mode_s = forms.IntegerField(
        label=_("Pause between two messages of one person (seconds)"),
        min_value=0,
        max_value=SLOW_MODE_S,
        help_text=_("0: no slow mode."),
    )
    allows_links = forms.BooleanField(label=_("Attendees may write links"), required=False)
    max_chars = forms.IntegerField(label=_("Longest message (characters)"), min_value=10, max_value=MESSAGE_CHARS)

    def save(self, event: Event, room: str, moderator: Moderator) -> None:
        """Raises Refusal(chat.unknown_room)."""
        given = self.cleaned_data | {"mode": Mode(self.cleaned_data["mode"])}
        change_policy(event_id=event.pk, room=room, moderator=moderator, **given)


def policy_forms(event: Event, bound: dict[str, PolicyForm]) -> dict[str, PolicyForm]:
    """Return a form for each room of the event, the stage's first."""
    rooms = rooms_of_events([event.pk])[event.pk]
    return {
        slug: bound.get(slug)
        or PolicyForm(prefix=f"policy-{slug}", initial={name: getattr(room, name) for name in PolicyForm.base_fields})
        for slug, room in rooms.items()
    }


class RulesForm(forms.Form):
    """The event's own rules of the chat."""

    fr = forms.CharField(label=_("In French"), max_length=RULES_CHARS, required=False, widget=forms.Textarea)
    en = forms.CharField(label=_("In English"), max_length=RULES_CHARS, required=False, widget=forms.Textarea)

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """Return what holds now."""
        return {str(language): text for language, text in rules_of(desks_of([event.pk]).get(event.pk)).items()}

    def save(self, event: Event, moderator: Moderator) -> None:
        """Raises Refusal(chat.rules_too_long)."""
        change_rules(
            event_id=event.pk,
            rules={language: self.cleaned_data[language] for language in LANGUAGES},
            moderator=moderator,
        )


class WordsForm(forms.Form):
    """The words that are not published, one a line; a list for each language and each thing that happens.

    `seen` is the version of the list that the page showed. Once it was refused because another changed the list
    meanwhile, it is the version of theirs: who then saves again means to replace it.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    fr_refuse = forms.CharField(label=_("French: never published"), required=False, widget=forms.Textarea)
    fr_hold = forms.CharField(label=_("French: a moderator reads first"), required=False, widget=forms.Textarea)
    en_refuse = forms.CharField(label=_("English: never published"), required=False, widget=forms.Textarea)
    en_hold = forms.CharField(label=_("English: a moderator reads first"), required=False, widget=forms.Textarea)

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """Return what holds now."""
        desk = desks_of([event.pk]).get(event.pk)
        lists = {
            f"{language}_{action}": "\n".join(
                word.word for word in words_of(desk) if (word.language, word.action) == (language, action)
            )
            for language in LANGUAGES
            for action in ACTIONS
        }
        return {"seen": desk.words_version if desk else 0, **lists}

    def clean(self) -> dict[str, Any]:
        """Count all of the lists together."""
        if len(list(self._words())) > WORDS_PER_EVENT:
            raise forms.ValidationError(format_lazy(_("An event has {most} words at most."), most=WORDS_PER_EVENT))
        return self.cleaned_data

    def save(self, event: Event, moderator: Moderator) -> None:
        """Raises Refusal(chat.bad_word, chat.list_stale)."""
        try:
            change_words(
                event_id=event.pk, words=list(self._words()), seen=self.cleaned_data["seen"], moderator=moderator
            )
        except Refusal as refusal:
            if refusal.code == LIST_STALE:
                self.data = {**self.data, self.add_prefix("seen"): str(refusal.details["version"])}
            raise

    def _words(self) -> Iterator[ChatWord]:
        for language in LANGUAGES:
            for action in ACTIONS:
                for line in self.cleaned_data.get(f"{language}_{action}", "").splitlines():
                    if line.strip():
                        yield ChatWord(language=language, word=line.strip(), action=action)
