"""The app's configuration."""

from django.apps import AppConfig


class QaModerationConfig(AppConfig):
    """Questions, the desk, the set."""

    name = "qa_moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for events that are saved, and make the topics, commands and pages of graphics known."""
        from events.graphics_pages import GraphicsPart, register_graphics
        from qa_moderation import receivers  # noqa: F401
        from qa_moderation.graphics import commands, topics  # noqa: F401

        register_graphics(
            GraphicsPart(
                element="live-graphics",
                asset="qa_moderation/frontend/graphics/entry.ts",
                kinds=("lower-third", "full", "ticker"),
            )
        )
