"""The app's configuration."""

from django.apps import AppConfig


class QaModerationConfig(AppConfig):
    """Questions, the desk, the set."""

    name = "qa_moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for events that are saved, and make the topics and commands of graphics known."""
        from qa_moderation import receivers  # noqa: F401
        from qa_moderation.graphics import commands, topics  # noqa: F401
