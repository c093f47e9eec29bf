"""The branded content of an event in one language: drafts, revisions, a preview for each phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, PreviewableMixin, RevisionMixin

from events.blocks import AfterBlocks, BeforeBlocks, LiveBlocks
from events.models.event import Event, Phase
from events.validators import validate_colour, validate_film_size

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise


class DisplayFont(models.TextChoices):
    """Faces for titles. The front end bundles each of them."""

    FRAUNCES = "fraunces", "Fraunces"
    INTER = "inter", "Inter"


class TextFont(models.TextChoices):
    """Faces for running text."""

    INTER = "inter", "Inter"
    FRAUNCES = "fraunces", "Fraunces"


def _image(label: StrOrPromise, help_text: StrOrPromise = "") -> models.ForeignKey:
    return models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=label,
        help_text=help_text,
    )


def _colour(label: StrOrPromise, default: str) -> models.CharField:
    return models.CharField(label, max_length=7, default=default, validators=[validate_colour])


class Experience(PreviewableMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """What attendees see and read of one event in one language.

    Nothing operational is kept here: to publish, schedule or revert content never changes a phase or a date.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="experiences", verbose_name=_("event"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    description = models.TextField(
        _("description"), max_length=300, blank=True, help_text=_("For search engines, shared links and calendars.")
    )

    logo = _image(_("logo"), _("On a transparent ground; shown on paper colour."))
    hero_image = _image(_("main image"), _("At least 2400 pixels wide."))
    poster_image = _image(_("poster"), _("Stands on the stage before the picture moves."))
    background_film = models.FileField(
        _("background film"),
        upload_to="films/",
        blank=True,
        validators=[FileExtensionValidator(["mp4", "webm"]), validate_film_size],
        help_text=_("A short silent loop, MP4 or WebM."),
    )
    accent = _colour(_("accent"), "#c8441b")
    ink = _colour(_("ink"), "#14161a")
    paper = _colour(_("paper"), "#ffffff")
    surface = _colour(_("surface"), "#f2f2f0")
    muted = _colour(_("muted ink"), "#5c6068")
    display_font = models.CharField(
        _("title face"), max_length=20, choices=DisplayFont.choices, default=DisplayFont.FRAUNCES
    )
    text_font = models.CharField(_("text face"), max_length=20, choices=TextFont.choices, default=TextFont.INTER)
    radius_px = models.PositiveSmallIntegerField(_("corner radius (px)"), default=4, validators=[MaxValueValidator(32)])

    body_before = StreamField(BeforeBlocks(), blank=True, verbose_name=_("before"))
    body_live = StreamField(LiveBlocks(), blank=True, verbose_name=_("live"))
    body_after = StreamField(AfterBlocks(), blank=True, verbose_name=_("after"))

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        constraints = [models.UniqueConstraint(fields=["event", "language"], name="experience_language_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_language_display()})"

    def body(self, phase: str) -> object:
        """Return the blocks of `phase`."""
        return getattr(self, f"body_{Phase(phase).value}")

    @property
    def preview_modes(self) -> list[tuple[str, StrOrPromise]]:
        """One preview for each phase."""
        return list(Phase.choices)

    @property
    def default_preview_mode(self) -> str:
        """The studio opens with the phase that the event is in."""
        return str(self.event.phase) if self.event_id else Phase.BEFORE.value

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Render this draft as the attendee's page of the phase `mode_name`."""
        # Views import models; only here the way is back, when Wagtail asks a model for its own preview.
        from events.preview import render_preview

        return render_preview(request, self, mode_name)


class AgendaItem(Orderable):
    """A line of the agenda, in the experience's language."""

    experience = ParentalKey(Experience, on_delete=models.CASCADE, related_name="agenda")
    starts_at = models.DateTimeField(_("starts at"))
    title = models.CharField(_("title"), max_length=120)
    description = models.CharField(_("description"), max_length=400, blank=True)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda")

    def __str__(self) -> str:
        return self.title
