"""What of Wagtail's addresses an organiser may open: a short list; all else is not there.

Wagtail's own checks ask for a kind of thing, and now and then for one thing (a bulk action lists the titles of what it
refuses to touch). Here every address is judged before its view runs, so a view that forgets, today's or a later
version's, cannot show another event.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from events.models import (
    AccessCode,
    Attendee,
    ConsentDefinition,
    Event,
    Experience,
    Invitation,
    Membership,
)

View = Callable[..., HttpResponse]

_SNIPPETS: dict[str, type[Model]] = {
    f"wagtailsnippets_events_{model._meta.model_name}": model
    for model in (AccessCode, Attendee, ConsentDefinition, Event, Experience, Invitation, Membership)
}
_IMAGE_NAMESPACES = frozenset({"wagtailimages", "wagtailimages_chooser"})
_ANY_OF = frozenset({"wagtailadmin_editing_sessions"})
_NAMED = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_dismissibles",
        "wagtailadmin_block_preview",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_anchor_link",
    }
)
_opened: set[str] = set()
_ROW_ACTIONS = ("view", "change", "delete")


def open_address(name: str) -> None:
    """Let organisers open an address that a feature adds; its view asks itself whose event it is."""
    _opened.add(name)


def only_own(view: View) -> View:
    """Wrap a view of Wagtail's: 404 for what the signed-in person has no business with."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        # Who is not signed in, or not of the studio, is turned away by Wagtail itself.
        if user.is_authenticated and not user.is_superuser and not _is_open(request, user):
            raise Http404("expected an address of the studio that is open to you")
        return view(request, *args, **kwargs)

    return guarded


def _is_open(request: HttpRequest, user: Any) -> bool:
    match = request.resolver_match
    assert match is not None
    if match.namespace in _SNIPPETS:
        return _may_touch(user, _SNIPPETS[match.namespace], match.kwargs, _ROW_ACTIONS)
    if match.namespace in _IMAGE_NAMESPACES:
        chosen = request.GET.getlist("id") if match.url_name == "chosen_multiple" else []
        rows = [match.kwargs, *({"pk": pk} for pk in chosen)]
        return all(_may_touch(user, get_image_model(), row, ("choose", "change")) for row in rows)
    return match.namespace in _ANY_OF or (not match.namespace and match.url_name in _NAMED | _opened)


def _may_touch(user: Any, model: type[Model], kwargs: dict[str, Any], actions: tuple[str, ...]) -> bool:
    """Return whether the row that an address names is the user's; True for an address that names none."""
    pk = next((kwargs[name] for name in ("pk", "image_id", "object_id") if name in kwargs), None)
    if pk is None:
        return True
    rows = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, actions)
    try:
        return bool(rows.filter(pk=unquote(str(pk))).exists())
    except ValueError:
        return False
