"""Registering, and the links of mails that let people in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from events import errors, limits
from events.attendance import admit_attendee, is_registered, visitor_cookie_name
from events.forms import RegistrationForm
from events.links import attendee_of_token, invitation_of_token
from events.models import Event, Invitation, RegistrationPolicy
from events.moments import moment_text
from events.refusals import form_field, refusal_text
from events.rendering import SHARED
from events.selectors import event_experience
from events.services import register_attendee
from events.services.registration import check_invitation
from events.visits import is_own_page
from live.errors import Refusal


@require_safe
def choose_language(request: HttpRequest, slug: str, rest: str) -> HttpResponse:
    """Lead to the page in the language that the browser asks for, among those that the event speaks."""
    event = get_object_or_404(Event, slug=slug)
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    response = redirect(f"/{_asked_language(request, event)}/e/{event.slug}/{rest}{query}")
    # An invitation or an entry link belongs to one person, and a cache takes no notice of the query.
    response["Cache-Control"] = "no-store" if rest or query else "public, max-age=0, s-maxage=5"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@csrf_exempt  # the form is the same for everybody, so it carries no token: what protects it is the Origin
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("access_code")
def register(request: HttpRequest, slug: str, token: str = "") -> HttpResponse:
    """Show the registration form, and take it.

    The form without an invitation is the same for everybody, and may be kept by everybody on the way (front.py).
    """
    if request.method == "POST" and not is_own_page(request):
        return HttpResponse(status=403)
    event = get_object_or_404(Event, slug=slug)
    language = _language(event)
    if language != get_language():
        return redirect(f"/{language}/e/{event.slug}/register/{token + '/' if token else ''}")
    if is_registered(request, event):
        return redirect("event_page", slug=event.slug)
    invitation = invitation_of_token(event, token) if token else None
    refusal = _closed_door(event, invitation, token)
    if refusal is not None:
        return _page(request, event, "events/register_closed.html", {"reason": refusal_text(refusal.code)}, status=403)
    if request.method == "POST":
        return _take(request, event, language, invitation)
    form = RegistrationForm(event=event, language=language, invitation=invitation)
    response = _form_page(request, event, form)
    if invitation is None:
        response["Cache-Control"] = SHARED
    return response


@require_safe
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the mail with the way in is coming. The same for everybody, whether the address was known or not."""
    event = get_object_or_404(Event, slug=slug)
    return _page(request, event, "events/register_done.html", {})


@require_safe
def enter(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Follow a link of a mail: an attendee's leads in, an invitation's to the form."""
    event = get_object_or_404(Event, slug=slug)
    attendee = attendee_of_token(event.pk, token)
    if attendee is not None:
        response = redirect("event_page", slug=event.slug)
        admit_attendee(request, response, attendee)
        return response
    if invitation_of_token(event, token) is not None:
        return redirect("event_register_invited", slug=event.slug, token=token)
    return _page(request, event, "events/register_bad_link.html", {}, status=404)


def _take(request: HttpRequest, event: Event, language: str, invitation: Invitation | None) -> HttpResponse:
    form = RegistrationForm(event=event, language=language, invitation=invitation, data=request.POST)
    if not (limits.is_within(limits.REGISTRATIONS, request) and limits.is_within(limits.REFUSALS, request)):
        form.add_error(None, refusal_text(errors.TOO_MANY))
        return _form_page(request, event, form, status=429)
    limits.count(limits.REGISTRATIONS, request)
    if form.is_by_machine:
        return redirect("event_registered", slug=event.slug)
    if not form.is_valid():
        return _form_page(request, event, form, status=422)
    person = form.cleaned_data
    try:
        registration = register_attendee(
            event=event,
            name=person["name"],
            email=person["email"],
            language=language,
            company=person["company"],
            country=person["country"],
            time_zone=person["time_zone"],
            access_code=person.get("access_code", ""),
            invitation=invitation,
            agreed=form.agreed,
        )
    except Refusal as refusal:
        limits.count(limits.REFUSALS, request)
        form.add_error(form_field(refusal.code, form.fields), refusal_text(refusal.code))
        return _form_page(request, event, form, status=422)
    response = redirect("event_registered", slug=event.slug)
    # An invitation to an address came by mail to that address already: it proves as much as a second mail would.
    is_proven = invitation is not None and invitation.email == registration.attendee.email
    if registration.is_new and (is_proven or not event.enter_by_mail):
        response = redirect("event_page", slug=event.slug)
        admit_attendee(request, response, registration.attendee)
    return response


def _closed_door(event: Event, invitation: Invitation | None, token: str) -> Refusal | None:
    """Return why there is no form to show, or None."""
    if event.registration == RegistrationPolicy.CLOSED:
        return Refusal(errors.NOT_OPEN, "expected an open registration")
    if token:
        try:
            check_invitation(invitation)
        except Refusal as refusal:
            return refusal
    elif event.registration == RegistrationPolicy.INVITATION:
        return Refusal(errors.INVITATION_NEEDED, "expected an invitation")
    return None


def _form_page(request: HttpRequest, event: Event, form: RegistrationForm, status: int = 200) -> HttpResponse:
    return _page(request, event, "events/register.html", {"form": form}, status=status)


def _page(
    request: HttpRequest, event: Event, template: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    own = {
        "event": event,
        "language": language,
        "experience": event_experience(event, _language(event)),
        "languages": _other_languages(request, event),
        "when": moment_text(event.starts_at, event.time_zone, language),
        "visitor_cookie": visitor_cookie_name(event.pk),
    }
    response = render(request, template, own | context, status=status)
    add_never_cache_headers(response)
    return response


def _other_languages(request: HttpRequest, event: Event) -> list[tuple[str, str]]:
    """Return (language, this address in it); none for an event that speaks one language."""
    prefix = f"/{get_language()}/"
    path = request.get_full_path().removeprefix(prefix)
    return [(code, f"/{code}/{path}") for code in event.languages] if len(event.languages) > 1 else []


def _asked_language(request: HttpRequest, event: Event) -> str:
    """Return the language that the browser would rather read, of those that the event speaks; no cookie counts."""
    for asked, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        language = asked.partition("-")[0]
        if language in event.languages:
            return language
    return event.default_language


def _language(event: Event) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in event.languages else event.default_language
