"""Pieces of the studio's forms that Wagtail has not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from events.colour import contrast_report
from events.studio.forms import AgendaItemForm

COLOUR_NAMES = {
    "accent": _("accent"),
    "ink": _("ink"),
    "paper": _("paper"),
    "surface": _("surface"),
    "muted": _("muted ink"),
}


class AgendaPanel(InlinePanel):
    """The agenda's lines, with times in the event's zone."""

    def get_form_options(self) -> dict[str, Any]:
        """Use the form that knows of zones."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = AgendaItemForm
        return options


class ContrastPanel(Panel):
    """Shows each pair of brand colours as it will be read, with its contrast; says which fall short of WCAG AA."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one experience."""

        template_name = "events/studio/contrast.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the pairs with their measures."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            colours = {name: getattr(self.instance, name) for name in COLOUR_NAMES}
            context["pairs"] = [
                {
                    "measure": measure,
                    "ink": colours[measure.ink],
                    "ground": colours[measure.ground],
                    "ink_name": COLOUR_NAMES[measure.ink],
                    "ground_name": COLOUR_NAMES[measure.ground],
                }
                for measure in contrast_report(colours)
            ]
            return context

        class Media:
            js = ("events/studio/contrast.js",)


def colour_panel(name: str) -> FieldPanel:
    """Return the panel of a colour, with the browser's own picker."""
    return FieldPanel(name, widget=forms.TextInput(attrs={"type": "color", "data-brand-colour": name}))
