"""The crew signs in by a password or by a code, and nobody signs up."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.test import Client

from events.models import Role
from events.services import add_member_by_email
from tests.events.factories import PASSWORD, make_event, make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_limits() -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_sign_in_by_password_leads_to_the_own_events(client: Client) -> None:
    user = make_user()
    response = sign_in(client, user.email.upper())
    assert (response.status_code, response["Location"]) == (302, "/crew/")
    assert is_signed_in(client)


def test_sign_in_leads_back_to_where_one_was_going_and_to_no_stranger(client: Client) -> None:
    user = make_user()
    asked = client.get("/crew/launch-x/desk/")
    where = {"login": user.email, "password": PASSWORD}
    assert client.post("/accounts/login/", where | {"next": "/crew/x/desk/"})["Location"] == "/crew/x/desk/"
    away = Client().post("/accounts/login/", where | {"next": "https://evil.example/"})
    assert away["Location"] == "/crew/"
    assert asked.status_code in (302, 404)


def test_sign_in_says_the_same_for_a_wrong_password_and_an_unknown_address(client: Client) -> None:
    user = make_user()
    wrong = sign_in(client, user.email, "wrong password")
    unknown = sign_in(Client(), "nobody@crew.example", "wrong password")
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert not is_signed_in(client)


def test_failures_lock_the_address_on_this_network_and_name_it() -> None:
    user = make_user()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        cache.clear()  # allauth's own limit, which would come first
        sign_in(Client(), user.email, "wrong password")
    assert AccessAttempt.objects.get().username == user.email
    cache.clear()
    client = Client()
    sign_in(client, user.email)
    assert not is_signed_in(client)
    other = make_user()
    sign_in(client, other.email)
    assert is_signed_in(client)


def test_sign_in_by_code_needs_no_password(client: Client) -> None:
    add_member_by_email(event=make_event(), email="New@Crew.example", role=Role.HOST, name="Nina Hart")
    user = User.objects.get()
    assert (user.email, user.first_name, user.has_usable_password()) == ("new@crew.example", "Nina", False)
    assert client.get("/accounts/login/code/").status_code == 200
    client.post("/accounts/login/code/", {"email": "new@crew.example"})
    (message,) = mail.outbox
    code = re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]+)\s*$", str(message.body), re.M)
    assert code is not None
    assert message.subject == "Your code to sign in"
    response = client.post("/accounts/login/code/confirm/", {"code": code.group(1)})
    assert response["Location"] == "/crew/"
    assert is_signed_in(client)


def test_codes_do_not_tell_which_addresses_have_an_account(client: Client) -> None:
    make_user("known@crew.example")
    known = client.post("/accounts/login/code/", {"email": "known@crew.example"})
    unknown = Client().post("/accounts/login/code/", {"email": "unknown@crew.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_adding_a_known_address_makes_no_second_account() -> None:
    user = make_user("Mixed@Crew.example")
    event = make_event()
    add_member_by_email(event=event, email="mixed@crew.EXAMPLE", role=Role.HOST)
    assert User.objects.count() == 1
    assert event.memberships.get().user == user


def test_nobody_signs_up(client: Client) -> None:
    page = client.get("/accounts/signup/")
    client.post("/accounts/signup/", {"email": "x@x.example", "password1": PASSWORD, "password2": PASSWORD})
    assert "organisers" in page.content.decode()
    assert not User.objects.exists()


def test_sign_out_ends_the_session(client: Client) -> None:
    user = make_member(make_event(), Role.HOST)
    sign_in(client, user.email)
    client.post("/accounts/logout/")
    assert not is_signed_in(client)


@pytest.mark.parametrize(("language", "words"), [("en", "Sign in"), ("fr", "Se connecter")])
def test_sign_in_speaks_both_languages(client: Client, language: str, words: str) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": language}).content.decode()
    assert f"<h1>{words}</h1>" in page
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("path", ["login/", "login/code/", "signup/", "password/reset/", "password/reset/done/"])
def test_pages_of_accounts_have_no_inline_style_or_script(client: Client, path: str) -> None:
    page = client.get(f"/accounts/{path}").content.decode()
    assert not re.search(r"<style|style=|<script(?! src)|onclick", page)
