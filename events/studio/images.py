"""Images in the studio."""

from __future__ import annotations

from typing import Any

from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """An image without tags: Wagtail shows everybody's tags to everybody, and a name of a product is a secret here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("tags", None)
