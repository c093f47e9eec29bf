"""Registering, and the links of mails that let people in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from events import errors, limits
from events.attendance import admit_attendee, visit_event
from events.forms import RegistrationForm
from events.links import attendee_of_token, invitation_of_token
from events.models import Event, Invitation, RegistrationPolicy
from events.moments import moment_text
from events.refusals import form_field, refusal_text
from events.selectors import event_experience
from events.services import register_attendee
from events.services.registration import check_invitation
from live.errors import Refusal


@require_safe
def choose_language(request: HttpRequest, slug: str, rest: str) -> HttpResponse:
    """Lead to the page in the language that the browser asks for, among those that the event speaks."""
    event = get_object_or_404(Event, slug=slug)
    asked = get_language_from_request(request)
    language = asked if asked in event.languages else event.default_language
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    response = redirect(f"/{language}/e/{event.slug}/{rest}{query}")
    response["Vary"] = "Accept-Language, Cookie"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("access_code")
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the registration form, and take it."""
    event = get_object_or_404(Event, slug=slug)
    language = _language(event)
    if language != get_language():
        return redirect(f"/{language}/e/{event.slug}/register/")
    if visit_event(request, event).is_registered:
        return redirect("event_page", slug=event.slug)
    token = request.GET.get("invitation", "")
    invitation = invitation_of_token(event, token) if token else None
    refusal = _closed_door(event, invitation, token)
    if refusal is not None:
        return _page(request, event, "events/register_closed.html", {"reason": refusal_text(refusal.code)}, status=403)
    if request.method == "POST":
        return _take(request, event, language, invitation)
    form = RegistrationForm(event=event, language=language, invitation=invitation)
    return _form_page(request, event, form)


@require_safe
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the mail with the way in is coming. The same for everybody, whether the address was known or not."""
    event = get_object_or_404(Event, slug=slug)
    return _page(
        request, event, "events/register_done.html", {"is_registered": visit_event(request, event).is_registered}
    )


@require_safe
def enter(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Follow a link of a mail: an attendee's leads in, an invitation's to the form."""
    event = get_object_or_404(Event, slug=slug)
    attendee = attendee_of_token(event, token)
    if attendee is not None:
        response = redirect("event_page", slug=event.slug)
        admit_attendee(request, response, attendee)
        return response
    if invitation_of_token(event, token) is not None:
        return HttpResponseRedirect(f"{reverse('event_register', args=[event.slug])}?invitation={token}")
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
    }
    response = render(request, template, own | context, status=status)
    add_never_cache_headers(response)
    return response


def _other_languages(request: HttpRequest, event: Event) -> list[tuple[str, str]]:
    """Return (language, this address in it); none for an event that speaks one language."""
    prefix = f"/{get_language()}/"
    path = request.get_full_path().removeprefix(prefix)
    return [(code, f"/{code}/{path}") for code in event.languages] if len(event.languages) > 1 else []


def _language(event: Event) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in event.languages else event.default_language
