"""The app's configuration."""

from django.apps import AppConfig


class PollsConfig(AppConfig):
    """Polls, votes, results, reactions."""

    name = "polls"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for people who are deleted."""
        from polls import receivers  # noqa: F401
