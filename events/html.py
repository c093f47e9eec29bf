"""Makes a brand's own markup harmless."""

from __future__ import annotations

import nh3

_TAGS = nh3.ALLOWED_TAGS - {"map", "area"} | {"section", "article", "figure", "figcaption", "picture", "source"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"class", "id", "lang", "title", "role", "aria-label", "aria-hidden"},
    "source": {"srcset", "media", "type"},
}


def clean_html(markup: str) -> str:
    """Return `markup` without scripts, styles, frames, forms, event handlers and addresses that could run."""
    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"https", "mailto"},
        # Ids and classes of ours are not to be taken over by custom markup.
        id_prefix="brand-",
        link_rel="noopener noreferrer",
    )
