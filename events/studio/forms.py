"""The studio's forms: only own events to choose from, and every operational change by way of a service."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from events.models import Event, Experience, Invitation, Membership, Role
from events.selectors import organised_events
from events.services import add_member_by_email, invite, rename_event, reschedule_event
from events.services.registration import normal_code
from events.studio.zoned import in_zone, show_in_zone


class EventForm(WagtailAdminModelForm):
    """The operational fields. The phase is not among them: the control room moves it."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name],
        help_text=_("Start and end are times on the clocks of this zone."),
    )

    _zoned = ("starts_at", "ends_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_in_zone(self, self._zoned, self.instance.zone)

    def clean(self) -> dict[str, Any]:
        """Read the times in the zone that was chosen."""
        data: dict[str, Any] = super().clean()
        self.instance.time_zone = data.get("time_zone", self.instance.time_zone)
        for name in self._zoned:
            if name in data:
                try:
                    data[name] = in_zone(data[name], self.instance.zone)
                except ValidationError as error:
                    self.add_error(name, error)
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("The end must be after the start."))
        return data

    @transaction.atomic
    def save(self, commit: bool = True) -> Event:
        """Save what was typed and nothing else: a phase that moved while the form was open stays moved."""
        event: Event = self.instance
        if event.pk is None or not commit:
            return super().save(commit=commit)
        told = {"name", "starts_at", "ends_at"}
        event.save(update_fields=[name for name in self.cleaned_data if name not in told])
        rename_event(event=event, name=event.name)
        reschedule_event(event=event, starts_at=event.starts_at, ends_at=event.ends_at)
        event.refresh_from_db()
        return event


class OwnEventForm(WagtailAdminModelForm):
    """A form of something that belongs to an event: one of the user's own, and never moved to another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["event"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = own = organised_events(self.for_user)
        if self.instance.pk is not None and self.instance.event_id is not None:
            field.disabled = True
        elif own.count() == 1:
            field.initial = own.get()


class ExperienceForm(OwnEventForm):
    """Content: images only from the own collections, agenda times on the event's clocks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = self._event()
        if event is not None and "agenda" in self.formsets:
            for item in self.formsets["agenda"].forms:
                item.zone = event.zone
                show_in_zone(item, ("starts_at",), event.zone)

    def clean(self) -> dict[str, Any]:
        """Refuse images that the user may not choose: a chooser hides them, a number typed into a request does not."""
        data: dict[str, Any] = super().clean()
        image = get_image_model()
        may_choose = policy_registry.get_by_type(image).instances_user_has_any_permission_for(
            self.for_user, ("choose", "change")
        )
        for name, value in list(data.items()):
            used = _images_in(name, value)
            if used and may_choose.filter(pk__in=used).count() != len(used):
                self.add_error(name, _("Choose images of this event's collection."))
                # The page that says so must not show as much as the image's title: it shows what was there before.
                self.fields[name].bound_data = _as_it_was
        return data

    def _event(self) -> Event | None:
        if self.instance.event_id is not None:
            return self.instance.event
        pk = str(self.data.get("event", ""))
        return organised_events(self.for_user).filter(pk=pk).first() if pk.isdecimal() else None


class AgendaItemForm(WagtailAdminModelForm):
    """A line of the agenda; the experience's form says in which zone."""

    zone = None

    def clean_starts_at(self) -> Any:
        """Read the time in the event's zone."""
        typed = self.cleaned_data["starts_at"]
        return in_zone(typed, self.zone) if typed and self.zone else typed


class InvitationForm(OwnEventForm):
    """An invitation; making one sends it."""

    def clean_email(self) -> str:
        """Addresses are compared in small letters."""
        return str(self.cleaned_data["email"]).lower()

    def save(self, commit: bool = True) -> Invitation:
        """Send a new one by the service; change an old one."""
        invitation: Invitation = self.instance
        if invitation.pk is not None or not commit:
            return super().save(commit=commit)
        names = ("event", "email", "name", "company", "language", "max_uses", "expires_at")
        self.instance: Invitation = invite(**{name: self.cleaned_data[name] for name in names})
        return self.instance


class MembershipForm(OwnEventForm):
    """Adds somebody to the crew by their address."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("They sign in with a code that is sent to this address."))
    name = forms.CharField(label=_("Name"), max_length=80, required=False)

    def save(self, commit: bool = True) -> Membership:
        """Add by the service, which opens the studio to organisers."""
        data = self.cleaned_data
        self.instance = add_member_by_email(
            event=data["event"], email=data["email"], name=data["name"], role=Role(data["role"])
        )
        return self.instance


class AccessCodeForm(OwnEventForm):
    """A code that people will type."""

    def clean_code(self) -> str:
        """Refuse a code that is guessed in a day, once hyphens and capitals are set aside."""
        code = str(self.cleaned_data["code"]).strip()
        if len(normal_code(code)) < 6:
            raise ValidationError(_("Use at least 6 letters and digits."), code="short")
        return code


def _as_it_was(data: Any, initial: Any) -> Any:
    return initial


def _images_in(name: str, value: Any) -> set[str]:
    """Return the ids of the images that the cleaned `value` of an experience's field uses."""
    image = get_image_model()
    if isinstance(value, image):
        return {str(value.pk)}
    field = next((field for field in Experience._meta.get_fields() if field.name == name), None)
    if not isinstance(field, StreamField):
        return set()
    return {str(pk) for model, pk, *_path in field.extract_references(value) if issubclass(model, image)}
