"""Fields that Wagtail has not: a text in each of an event's languages, and a picture that the user may choose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry

# What Wagtail's chooser shows.
_PREVIEW = "max-165x165"


class TextsWidget(forms.MultiWidget):
    """One line for each language, side by side."""

    template_name = "polls/studio/texts.html"
    use_fieldset = True

    def __init__(self, languages: Sequence[str], max_length: int) -> None:
        self.languages = languages
        super().__init__({code: forms.TextInput(attrs={"lang": code, "maxlength": max_length}) for code in languages})

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        """Return the texts in the order of the languages."""
        return [(value or {}).get(code, "") for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the languages' names."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        names = dict(settings.LANGUAGES)
        for code, line in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            line["language"] = names.get(code, code)
        return context


class TextsField(forms.MultiValueField):
    """A text by language: {"en": "Which one?", "fr": "Laquelle ?"}. Languages without a text are left out."""

    widget: TextsWidget

    def __init__(self, *, languages: Sequence[str], max_length: int, **kwargs: Any) -> None:
        lines = [forms.CharField(required=False, max_length=max_length) for _ in languages]
        super().__init__(
            fields=lines,
            widget=TextsWidget(languages, max_length),
            required=False,
            require_all_fields=False,
            **kwargs,
        )

    def compress(self, data_list: Sequence[str]) -> dict[str, str]:
        """Return the texts by language."""
        return {code: text for code, text in zip(self.widget.languages, data_list, strict=False) if text}

    @staticmethod
    def is_partial(texts: Mapping[str, str], languages: Iterable[str]) -> bool:
        """Whether a text is there in one language and missing in another."""
        filled = [bool(texts.get(code)) for code in languages]
        return any(filled) and not all(filled)


class OwnImages:
    """The images that a form may show: those that its user may choose, and those that the poll has already.

    A chooser hides the rest; a number typed into a request does not, and must not show as much as a title.
    """

    def __init__(self, user: Any, *, wanted: Collection[int], kept: Collection[int]) -> None:
        image = get_image_model()
        self._found: dict[int, Any] = {}
        if wanted:
            choosable = policy_registry.get_by_type(image).instances_user_has_any_permission_for(
                user, ("choose", "change")
            )
            own = set(choosable.filter(pk__in=wanted).values_list("pk", flat=True)) | set(kept)
            self._found = image.objects.filter(pk__in=own & set(wanted)).prefetch_renditions(_PREVIEW).in_bulk()

    def find(self, pk: Any) -> Any:
        """Return the image, or None."""
        return self._found.get(int(pk)) if str(pk).isdecimal() else None


class OwnImageChooser(AdminImageChooser):
    """Wagtail's chooser, which shows nothing but what `images` holds."""

    images: OwnImages

    def get_instance(self, value: Any) -> Any:
        """Return the chosen image."""
        return self.images.find(value)
