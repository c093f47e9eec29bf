"""Static files with names that never mean another content, so that they can be cached for ever."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ImmutableStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names files by their content, but for Vite's, which are so already.

    Naming those twice would give a module two addresses: the page's, and that by which its siblings import it. It would
    run twice.
    """

    def hashed_name(self, name: str, content: Any = None, filename: Any = None) -> str:
        """Return the name under which `name` is served."""
        if name.startswith("app/assets/"):
            return name
        hashed: str = super().hashed_name(name, content, filename)
        return hashed
