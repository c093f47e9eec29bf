"""How the report writes shares and states."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language

from polls.models import Poll, TextState
from polls.studio.words import STATE_NAMES, audience_text

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """Return a share of 1 in whole per cent: "43%", in French "43 %"."""
    figure = number_format(round(100 * share))
    return f"{figure}\u202f%" if (get_language() or "").startswith("fr") else f"{figure}%"


@register.filter
def bar(share: float) -> str:
    """Return a share of 1 as a length of 100, in the figures of SVG whatever the language."""
    return f"{min(1.0, share) * 100:.2f}"


@register.filter
def figure(length: float) -> str:
    """Return a length in the figures of SVG, whatever the language."""
    return f"{length:.2f}"


@register.filter
def from_top(height: float) -> str:
    """Return where a bar of this height begins in a picture of 100."""
    return f"{100 - height:.2f}"


@register.filter
def state_name(state: str) -> str:
    """Return what the crew decided about an answer, in words."""
    return str(STATE_NAMES[TextState(state)])


@register.filter
def audience(poll: Poll) -> str:
    """Return who was asked, in words."""
    return audience_text(poll)
