"""The forms of an event's questions; each is saved by a service, which tells every open page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from events.models import Event
from live.errors import Refusal
from qa_moderation.errors import LIST_STALE
from qa_moderation.facts import Feed
from qa_moderation.limits import FEEDS, THEMES
from qa_moderation.models import AskerShown, Webhook
from qa_moderation.selectors import events_with_policy, policy_of
from qa_moderation.selectors import feeds as feeds_of
from qa_moderation.selectors import themes as themes_of
from qa_moderation.services import Mover, WantedTheme, change_feeds, change_policy, change_themes, save_webhook

_FIRST_COLOUR = "#c8441b"


class PolicyForm(forms.Form):
    """What attendees may ask."""

    accepts_questions = forms.BooleanField(label=_("Takes questions"), required=False)
    allows_anonymous = forms.BooleanField(label=_("Questions without a name"), required=False)
    min_chars = forms.IntegerField(label=_("Shortest (characters)"), min_value=1, max_value=1000)
    max_chars = forms.IntegerField(label=_("Longest (characters)"), min_value=1, max_value=1000)
    ask_interval_s = forms.IntegerField(
        label=_("Pause between two questions of one person (seconds)"), min_value=0, max_value=3600
    )
    pending_per_person = forms.IntegerField(
        label=_("Questions of one person in the inbox at a time"), min_value=1, max_value=50
    )

    shows_asker = forms.ChoiceField(
        label=_("What others see of who asks"),
        choices=AskerShown.choices,
        help_text=_("On the set, in graphics, on other attendees’ pages, in webhooks. Moderators see who asks."),
    )

    @classmethod
    def initial_of(cls, event: Event) -> dict[str, Any]:
        """Return what holds now."""
        known = events_with_policy([event.pk])[event.pk]
        policy = policy_of(known)
        own = {name: getattr(policy, name) for name in cls.base_fields if name != "allows_anonymous"}
        return own | {"allows_anonymous": known.allow_anonymous_questions}

    def save(self, event: Event, _mover: Mover) -> None:
        """Raises Refusal(qa.bad_policy)."""
        change_policy(event_id=event.pk, **self.cleaned_data)


class ThemeForm(forms.Form):
    """One theme; a new one has no id."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Theme"), max_length=40)
    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=_("Colour"),
        initial=_FIRST_COLOUR,
        widget=forms.TextInput(attrs={"type": "color"}),
    )


class FeedForm(forms.Form):
    """One set desk."""

    slug = forms.CharField(
        label=_("Address"),
        max_length=20,
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("Small letters, digits and hyphens."))],
        help_text=_("“main” is the host’s, and stays."),
    )
    name = forms.CharField(label=_("Name"), max_length=40, required=False)


class _Lines(forms.BaseFormSet):
    """A whole list: lines move up and down by their number, and go by a tick.

    `seen` is the version of the list that the page showed. It is None on a page that shows the list as it is, also once
    it was refused that another changed it meanwhile: who then saves again means to replace it.
    """

    @cached_property
    def seen(self) -> int | None:
        """Return the version that came with the lines; one that is no number fits no list."""
        if not self.is_bound:
            return None
        said = str(self.data.get(f"{self.prefix}-seen", ""))
        return int(said) if said.isdecimal() else -1

    @contextmanager
    def saving(self) -> Iterator[int | None]:
        """Save the list that was seen, whose version is given."""
        try:
            yield self.seen
        except Refusal as refusal:
            if refusal.code == LIST_STALE:
                self.seen = None
            raise

    def lines(self) -> list[dict[str, Any]]:
        """Return what is to be kept, in its order; a line without a number comes last."""
        kept = [line.cleaned_data for line in self.forms if line.cleaned_data and not line.cleaned_data.get("DELETE")]
        return sorted(kept, key=lambda line: line["ORDER"] if line.get("ORDER") is not None else 1_000)


class ThemesFormSet(_Lines):
    """The event's themes."""

    @staticmethod
    def initial_of(event: Event) -> Sequence[dict[str, Any]]:
        """Return what holds now."""
        themes = themes_of([event.pk])[event.pk]
        return [{"id": theme.id, "name": theme.name, "colour": theme.colour} for theme in themes]

    def save(self, event: Event, mover: Mover) -> None:
        """Raises Refusal(qa.bad_themes, qa.list_stale, qa.unknown_theme)."""
        themes = [WantedTheme(id=line["id"], name=line["name"], colour=line["colour"]) for line in self.lines()]
        with self.saving() as seen:
            change_themes(event_id=event.pk, themes=themes, seen=seen, mover=mover)


class FeedsFormSet(_Lines):
    """The event's set desks."""

    @staticmethod
    def initial_of(event: Event) -> Sequence[dict[str, Any]]:
        """Return what holds now."""
        return [{"slug": feed.record.slug, "name": feed.record.name} for feed in feeds_of([event.pk])[event.pk]]

    def save(self, event: Event, mover: Mover) -> None:
        """Raises Refusal(qa.bad_feeds, qa.list_stale, qa.feed_busy)."""
        feeds = [Feed(slug=line["slug"], name=line["name"]) for line in self.lines()]
        with self.saving() as seen:
            change_feeds(event_id=event.pk, feeds=feeds, seen=seen, mover=mover)


def _form_set(form: type[forms.Form], base: type[_Lines], most: int) -> Any:
    return forms.formset_factory(
        form, base, extra=2, can_delete=True, can_order=True, max_num=most, validate_max=True, absolute_max=most + 2
    )


Themes = _form_set(ThemeForm, ThemesFormSet, THEMES)
Feeds = _form_set(FeedForm, FeedsFormSet, FEEDS)


class WebhookForm(forms.Form):
    """A new webhook."""

    url = forms.CharField(label=_("Address"), max_length=500, help_text=_("Begins with https://"))

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """Return nothing: it is a new one."""
        return {}

    def save(self, event: Event, _mover: Mover) -> None:
        """Raises Refusal(qa.bad_webhook, qa.webhooks_full)."""
        save_webhook(webhook=Webhook(event=event, url=self.cleaned_data["url"].strip()))
