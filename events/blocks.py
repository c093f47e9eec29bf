"""The pieces that organisers compose a page of. Their templates belong to the page: events/blocks/<name>.html."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock

from events.html import clean_html
from events.validators import validate_link

LAYOUTS = [("full", _("Full width")), ("left", _("Image left")), ("right", _("Image right"))]
TEXT_FEATURES = ["h3", "bold", "italic", "link", "ul", "ol"]


class LinkBlock(blocks.StructBlock):
    """A label and where it leads; with required=False both may be left empty, and never one of them."""

    label = blocks.CharBlock(label=_("Label"), max_length=60, required=False)
    url = blocks.CharBlock(label=_("Address"), max_length=500, required=False, validators=[validate_link])

    def clean(self, value: Any) -> Any:
        """Refuse half a link, and an empty one where a link is needed."""
        cleaned = super().clean(value)
        missing = [name for name in ("label", "url") if not cleaned[name]]
        if missing and (len(missing) == 1 or self.meta.required):
            raise StructBlockValidationError(
                block_errors={name: ValidationError(_("A button needs a label and an address.")) for name in missing}
            )
        return cleaned

    class Meta:
        icon = "link"
        required = True
        template = "events/blocks/link.html"


class HeroBlock(blocks.StructBlock):
    """The first thing one sees: a line of type over the main image."""

    eyebrow = blocks.CharBlock(label=_("Small line above"), max_length=80, required=False)
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=400, required=False)
    image = ImageBlock(label=_("Image"), required=False, help_text=_("Empty: the experience's main image."))
    link = LinkBlock(label=_("Button"), required=False)

    class Meta:
        icon = "image"
        label = _("Hero")
        template = "events/blocks/hero.html"


class CountdownBlock(blocks.StructBlock):
    """Counts down to the event's start; the start is the event's own and is not written here."""

    title = blocks.CharBlock(label=_("Line above"), max_length=120, required=False)
    waiting_text = blocks.CharBlock(label=_("Line when the count is over"), max_length=160, required=False)

    class Meta:
        icon = "time"
        label = _("Countdown")
        template = "events/blocks/countdown.html"


class TeaserBlock(blocks.StructBlock):
    """A large image with a few words."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=600, required=False)
    image = ImageBlock(label=_("Image"), required=False)
    layout = blocks.ChoiceBlock(label=_("Layout"), choices=LAYOUTS, default="full")

    class Meta:
        icon = "view"
        label = _("Teaser")
        template = "events/blocks/teaser.html"


class TextBlock(blocks.StructBlock):
    """Running text."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "events/blocks/text.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    quote = blocks.TextBlock(label=_("Quote"), max_length=500)
    name = blocks.CharBlock(label=_("Name"), max_length=80)
    role = blocks.CharBlock(label=_("Role"), max_length=120, required=False)
    portrait = ImageBlock(label=_("Portrait"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "events/blocks/quote.html"


class PersonBlock(blocks.StructBlock):
    """One person."""

    name = blocks.CharBlock(label=_("Name"), max_length=80)
    role = blocks.CharBlock(label=_("Role"), max_length=120, required=False)
    text = blocks.TextBlock(label=_("About"), max_length=500, required=False)
    portrait = ImageBlock(label=_("Portrait"), required=False)

    class Meta:
        icon = "user"


class PeopleBlock(blocks.StructBlock):
    """Speakers, hosts, the team."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    people = blocks.ListBlock(PersonBlock(), label=_("People"), min_num=1, max_num=24)

    class Meta:
        icon = "group"
        label = _("People")
        template = "events/blocks/people.html"


class GalleryItemBlock(blocks.StructBlock):
    """One image with its caption."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=160, required=False)

    class Meta:
        icon = "image"


class GalleryBlock(blocks.StructBlock):
    """Images one after the other."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    images = blocks.ListBlock(GalleryItemBlock(), label=_("Images"), min_num=1, max_num=24)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "events/blocks/gallery.html"


class FigureBlock(blocks.StructBlock):
    """One figure: 612 km, range."""

    value = blocks.CharBlock(label=_("Figure"), max_length=12)
    unit = blocks.CharBlock(label=_("Unit"), max_length=16, required=False)
    label = blocks.CharBlock(label=_("What it says"), max_length=80)

    class Meta:
        icon = "order"


class FiguresBlock(blocks.StructBlock):
    """What the product can do, in figures."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    figures = blocks.ListBlock(FigureBlock(), label=_("Figures"), min_num=1, max_num=8)

    class Meta:
        icon = "order"
        label = _("Figures")
        template = "events/blocks/figures.html"


class AgendaBlock(blocks.StructBlock):
    """Shows the experience's agenda; its lines are kept with the experience."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)

    class Meta:
        icon = "date"
        label = _("Agenda")
        template = "events/blocks/agenda.html"


class FaqItemBlock(blocks.StructBlock):
    """A question that people often have, and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"


class FaqBlock(blocks.StructBlock):
    """Questions that people often have."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    items = blocks.ListBlock(FaqItemBlock(), label=_("Questions"), min_num=1, max_num=40)

    class Meta:
        icon = "help"
        label = _("Frequent questions")
        template = "events/blocks/faq.html"


class AnswersBlock(blocks.StructBlock):
    """The questions that were answered on air."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    text = blocks.TextBlock(label=_("Text"), max_length=400, required=False)

    class Meta:
        icon = "comment"
        label = _("Answers")
        template = "events/blocks/answers.html"


class SurveyBlock(blocks.StructBlock):
    """Asks what people thought of it; the questions themselves are the event's and are not written here."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    text = blocks.TextBlock(label=_("Text"), max_length=400, required=False)

    class Meta:
        icon = "form"
        label = _("Survey")
        template = "events/blocks/survey.html"


class ThanksBlock(blocks.StructBlock):
    """Says thank you when it is over."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=600, required=False)
    image = ImageBlock(label=_("Image"), required=False)

    class Meta:
        icon = "pick"
        label = _("Thanks")
        template = "events/blocks/thanks.html"


class CallToActionBlock(blocks.StructBlock):
    """What to do next: book a drive, order."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=400, required=False)
    link = LinkBlock(label=_("Button"))

    class Meta:
        icon = "link-external"
        label = _("Call to action")
        template = "events/blocks/call_to_action.html"


class HtmlBlock(blocks.RawHTMLBlock):
    """The brand's own markup. Scripts, styles, frames and forms are taken out, when saved and when shown."""

    def clean(self, value: object) -> object:
        """Return what cannot run."""
        return super().clean(clean_html(str(value)))

    def to_python(self, value: object) -> object:
        """Clean what was stored too: rules grow stricter, rows stay."""
        return super().to_python(clean_html(str(value)))

    class Meta:
        icon = "code"
        label = _("HTML")
        template = "events/blocks/html.html"


class _CommonBlocks(blocks.StreamBlock):
    text = TextBlock()
    teaser = TeaserBlock()
    quote = QuoteBlock()
    people = PeopleBlock()
    gallery = GalleryBlock()
    figures = FiguresBlock()
    agenda = AgendaBlock()
    faq = FaqBlock()
    call_to_action = CallToActionBlock()
    html = HtmlBlock()

    class Meta:
        max_num = 40


class BeforeBlocks(_CommonBlocks):
    """What a page before the launch is made of."""

    hero = HeroBlock()
    countdown = CountdownBlock()


class LiveBlocks(_CommonBlocks):
    """What stands under the stage."""


class AfterBlocks(_CommonBlocks):
    """What a page after the launch is made of."""

    hero = HeroBlock()
    thanks = ThanksBlock()
    answers = AnswersBlock()
    survey = SurveyBlock()
