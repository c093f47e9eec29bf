"""The registration form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.countries import country_choices
from events.models import Event, Invitation, RegistrationPolicy
from events.selectors import AskedConsent, asked_consents
from events.validators import validate_person_text, validate_time_zone


class RegistrationForm(forms.Form):
    """Who comes. Consents stand unticked; each is shown, and later kept, in its exact words."""

    name = forms.CharField(
        label=_("Name"),
        min_length=2,
        max_length=80,
        validators=[validate_person_text],
        error_messages={"required": _("Please write your name."), "min_length": _("Please write your whole name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        error_messages={
            "required": _("Please write your e-mail address: your way in is sent there."),
            "invalid": _("This is no e-mail address yet. It looks like name@company.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    company = forms.CharField(
        label=_("Company"),
        max_length=120,
        required=False,
        validators=[validate_person_text],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        error_messages={"required": _("Please choose a country.")},
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    access_code = forms.CharField(
        label=_("Access code"),
        max_length=40,
        error_messages={"required": _("Please write the code from your invitation.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    time_zone = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    wordings = forms.CharField(widget=forms.HiddenInput)
    # Nobody sees this field, and programs fill in all they find.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(
        self,
        *,
        event: Event,
        language: str,
        invitation: Invitation | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.consents = asked_consents(event, language)
        known = {"wordings": _versions(self.consents)}
        if invitation is not None:
            known |= {"name": invitation.name, "email": invitation.email, "company": invitation.company}
        super().__init__(data=data, initial=known)
        self.use_required_attribute = False  # our own words, in our own look, say what is missing
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = [("", ""), *country_choices(language)]
        if invitation is not None and invitation.email:
            self.fields["email"].disabled = True
        if event.registration != RegistrationPolicy.ACCESS_CODE or invitation is not None:
            del self.fields["access_code"]
        for consent in self.consents:
            self.fields[_field(consent)] = forms.BooleanField(
                label=consent.text,
                required=consent.is_required,
                error_messages={"required": _("Registering is not possible without this.")},
            )

    def clean_time_zone(self) -> str:
        """Drop a zone that we do not know: the browser said it, and nobody can correct it in the form."""
        zone = str(self.cleaned_data["time_zone"])
        try:
            validate_time_zone(zone)
        except ValidationError:
            return ""
        return zone

    def clean_wordings(self) -> str:
        """Refuse consents whose words changed while the form was open."""
        current = _versions(self.consents)
        if self.cleaned_data["wordings"] != current:
            self.data = {**self.data.dict(), "wordings": current} if isinstance(self.data, QueryDict) else self.data
            raise ValidationError(_("The wording of the consents has changed. Please read them again."))
        return current

    @property
    def is_by_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))

    @property
    def agreed(self) -> set[str]:
        """The keys of the consents that were ticked."""
        return {consent.key for consent in self.consents if self.cleaned_data.get(_field(consent))}

    def person_fields(self) -> list[forms.BoundField]:
        """Return the fields to be typed, in their order."""
        return [self[name] for name in ("name", "email", "company", "country", "access_code") if name in self.fields]

    def consent_fields(self) -> list[forms.BoundField]:
        """Return the consents, each a box that is not ticked."""
        return [self[_field(consent)] for consent in self.consents]


def _field(consent: AskedConsent) -> str:
    return f"consent_{consent.key}"


def _versions(consents: list[AskedConsent]) -> str:
    return ",".join(f"{consent.key}:{consent.language}:{consent.version}" for consent in consents) or "none"
