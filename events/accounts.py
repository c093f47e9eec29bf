"""Sign-in of the crew: accounts are made by organisers, never by strangers."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.http import HttpRequest


class CrewAccountAdapter(DefaultAccountAdapter):
    """Closes sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Crew are invited; nobody signs up."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it is: a host's name in brackets says nothing to anybody."""
        return " ".join(subject.split())


class CrewLoginForm(LoginForm):
    """Names the person to django-axes, which counts failures by the credential that it calls a username."""

    def user_credentials(self) -> dict[str, Any]:
        """Return what is tried, with the address under the name that axes looks for."""
        credentials: dict[str, Any] = super().user_credentials()
        return credentials | {"login": str(self.cleaned_data["login"]).lower()}
