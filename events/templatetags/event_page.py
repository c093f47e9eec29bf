"""What the attendee's page asks of Python."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path

from babel.dates import format_datetime
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django_vite.core.asset_loader import DEFAULT_APP_NAME, DjangoViteAssetLoader
from django_vite.core.exceptions import DjangoViteAssetNotFoundError

from events.brand import brand_css, brand_version
from events.models import Event, Experience

register = template.Library()


@register.simple_tag
def brand_href(event: Event, experience: Experience | None) -> str:
    """Return the address of the brand's stylesheet; it changes with every change of the brand."""
    href: str = reverse("event_brand", args=[event.slug, brand_version(brand_css(experience))])
    return href


@register.simple_tag
def typeface_addresses(experience: Experience | None) -> list[str]:
    """Return where the brand's typefaces are: asked for with the page, they are there before it is drawn.

    Their stand-ins have the same measures but for a word now and then, which would wrap anew when they come late.
    """
    chosen = {experience.display_font, experience.text_font} if experience is not None else {"inter", "fraunces"}
    return [static(f"app/{_typefaces()[face]}") for face in sorted(chosen) if face in _typefaces()]


@cache
def _typefaces() -> dict[str, str]:
    """Return the upright Latin file of each typeface, as Vite named it; none where the front end is not built."""
    try:
        manifest = json.loads(Path(str(settings.DJANGO_VITE["default"]["manifest_path"])).read_bytes())
    except FileNotFoundError:
        return {}
    files = {"inter": "inter-latin-wght-normal", "fraunces": "fraunces-latin-opsz-normal"}
    assets = manifest["live/frontend/base.css"]["assets"]
    return {face: asset for face, name in files.items() for asset in assets if asset.startswith(f"assets/{name}-")}


@register.simple_tag
def brand_rule(experience: Experience | None) -> SafeString:
    """Return the brand's rule itself, for a draft that has no address yet."""
    return mark_safe(brand_css(experience))  # noqa: S308  # names of ours, colours and choices that were validated


# As the script writes them in the visitor's own zone: the words keep their width when it does.
_MOMENTS = {"en": "EEEE d MMMM 'at' HH:mm zzz", "fr": "EEEE d MMMM 'à' HH:mm zzz"}


@register.simple_tag
def moment(at: datetime, event: Event, language: str) -> str:
    """Return a moment in words, on the clocks of the event's own zone."""
    words: str = format_datetime(at.astimezone(event.zone), _MOMENTS[language], locale=language)
    return words


@register.simple_tag
def face_href(path: str) -> str:
    """Return the address of a Fontsource face that the page is to have early; "" where the build knows it otherwise."""
    try:
        href: str = DjangoViteAssetLoader.instance().generate_vite_asset_url(
            f"node_modules/@fontsource-variable/{path}", DEFAULT_APP_NAME
        )
    except DjangoViteAssetNotFoundError:
        return ""
    return href


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and the last name."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.simple_tag
def clock(at: datetime, event: Event) -> str:
    """Return hour and minute on the clocks of the event's own zone."""
    return at.astimezone(event.zone).strftime("%H:%M")
