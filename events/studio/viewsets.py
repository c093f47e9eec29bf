"""The lists and forms of the studio."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSetGroup

from events.models import (
    AccessCode,
    Attendee,
    ConsentDefinition,
    Event,
    Experience,
    Invitation,
    Membership,
)
from events.refusals import refusal_text
from events.services import remove_member
from events.studio.exports import harmless_cell
from events.studio.forms import (
    AccessCodeForm,
    EventForm,
    ExperienceForm,
    InvitationForm,
    MembershipForm,
    OwnEventForm,
)
from events.studio.lists import OwnIndexView, OwnViewSet, event_moment, event_panel
from events.studio.panels import AgendaPanel, ContrastPanel, colour_panel
from live.errors import Refusal


class EventViewSet(OwnViewSet):
    """The operational side of an event."""

    model = Event
    icon = "date"
    list_display = [
        "name",
        Column("phase", label=_("Phase"), accessor="get_phase_display"),
        Column("when", label=_("When"), accessor=event_moment),
        Column("registration", label=_("Registration"), accessor="get_registration_display"),
    ]
    search_fields = ["name", "slug"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("slug"),
            MultiFieldPanel(
                [FieldPanel("time_zone"), FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])],
                heading=_("When"),
            ),
            MultiFieldPanel(
                [FieldPanel("registration"), FieldPanel("enter_by_mail"), FieldPanel("capacity")],
                heading=_("Registration"),
            ),
            MultiFieldPanel([FieldPanel("languages"), FieldPanel("allow_anonymous_questions")], heading=_("Audience")),
        ],
        base_form_class=EventForm,
    )


class ExperienceViewSet(OwnViewSet):
    """The branded content, with a draft, revisions and a preview for each phase."""

    model = Experience
    icon = "view"
    copy_view_enabled = True
    list_display = ["title", "event", "language", "live"]
    list_filter = ["language"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldRowPanel([event_panel(), FieldPanel("language")]),
                    FieldPanel("title"),
                    FieldPanel("tagline"),
                    FieldPanel("description"),
                ],
                heading=_("Words"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("logo"),
                            FieldPanel("hero_image"),
                            FieldPanel("poster_image"),
                            FieldPanel("background_film"),
                        ],
                        heading=_("Images"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([colour_panel("accent"), colour_panel("ink"), colour_panel("muted")]),
                            FieldRowPanel([colour_panel("paper"), colour_panel("surface")]),
                            ContrastPanel(),
                        ],
                        heading=_("Colours"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("display_font"), FieldPanel("text_font")]),
                            FieldPanel("radius_px"),
                        ],
                        heading=_("Type and shape"),
                    ),
                ],
                heading=_("Brand"),
            ),
            ObjectList([FieldPanel("body_before")], heading=_("Before")),
            ObjectList([FieldPanel("body_live")], heading=_("Live")),
            ObjectList([FieldPanel("body_after")], heading=_("After")),
            ObjectList(
                [
                    HelpPanel(content=_("Times are those on the clocks of the event's own zone.")),
                    AgendaPanel("agenda", label=_("Line")),
                ],
                heading=_("Agenda"),
            ),
        ],
        base_form_class=ExperienceForm,
    )


class AttendeeIndexView(OwnIndexView):
    """The list of attendees, whose exports hold no formulas."""

    custom_field_preprocess = {name: {"csv": harmless_cell, "xlsx": harmless_cell} for name in ("name", "company")}


class AttendeeViewSet(OwnViewSet):
    """Who is registered: to be seen, exported and, when somebody asks, deleted."""

    model = Attendee
    index_view_class = AttendeeIndexView
    icon = "group"
    inspect_view_enabled = True
    inspect_view_fields = ["name", "email", "company", "country", "language", "time_zone", "registered_at", "event"]
    list_display = ["name", "company", "country", "email", "event", "registered_at"]
    list_filter = ["language"]
    search_fields = ["name", "company", "email"]
    list_export = ["name", "email", "company", "country", "language", "registered_at", "event"]
    export_filename = "attendees"
    panels = [FieldPanel("name", read_only=True)]


class ConsentViewSet(OwnViewSet):
    """What people are asked to agree to."""

    model = ConsentDefinition
    icon = "clipboard-list"
    list_display = ["key", "event", "is_required", "is_asked"]
    edit_handler = ObjectList(
        [
            event_panel(),
            FieldPanel("key"),
            FieldRowPanel([FieldPanel("is_required"), FieldPanel("is_asked"), FieldPanel("position")]),
            HelpPanel(
                content=_("A change of the wording makes a new version; who agreed before agreed to the old one.")
            ),
            InlinePanel("wordings", label=_("Wording"), min_num=1),
        ],
        base_form_class=OwnEventForm,
    )


class InvitationViewSet(OwnViewSet):
    """Who is asked to come."""

    model = Invitation
    icon = "mail"
    inspect_view_enabled = True
    inspect_view_fields = [
        "event",
        "email",
        "name",
        "company",
        "language",
        "used_count",
        "max_uses",
        "expires_at",
        "link",
    ]
    list_display = ["__str__", "event", "used_count", "max_uses", "expires_at"]
    search_fields = ["email", "name", "company"]
    edit_handler = ObjectList(
        [
            event_panel(),
            FieldPanel("email"),
            FieldRowPanel([FieldPanel("name"), FieldPanel("company")]),
            FieldRowPanel([FieldPanel("language"), FieldPanel("max_uses"), FieldPanel("expires_at")]),
        ],
        base_form_class=InvitationForm,
    )


class AccessCodeViewSet(OwnViewSet):
    """Codes that open registration."""

    model = AccessCode
    icon = "key"
    list_display = ["code", "event", "note", "is_active"]
    edit_handler = ObjectList(
        [event_panel(), FieldPanel("code"), FieldPanel("note"), FieldPanel("is_active")],
        base_form_class=AccessCodeForm,
    )


class MemberDeleteView(DeleteView):
    """Takes a role back by the service, which keeps the last organiser and closes the studio."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove, or say why not."""
        try:
            return super().form_valid(form)
        except Refusal as refusal:
            messages.error(self.request, refusal_text(refusal.code))
            return redirect(self.get_success_url())

    def delete_action(self) -> None:
        """Call the service."""
        remove_member(membership=self.object)


class MembershipViewSet(OwnViewSet):
    """Who works on the event. A role is added or taken back, never changed into another."""

    model = Membership
    icon = "user"
    delete_view_class = MemberDeleteView
    list_display = ["user", "role", "event"]
    edit_handler = ObjectList(
        [event_panel(), FieldRowPanel([FieldPanel("email"), FieldPanel("name")]), FieldPanel("role")],
        base_form_class=MembershipForm,
    )


class StudioGroup(SnippetViewSetGroup):
    """The studio's menu."""

    menu_label = _("Event")
    menu_icon = "date"
    menu_order = 100
    items = (
        EventViewSet,
        ExperienceViewSet,
        AttendeeViewSet,
        InvitationViewSet,
        AccessCodeViewSet,
        ConsentViewSet,
        MembershipViewSet,
    )
