"""The app's configuration."""

from django.apps import AppConfig


class PollsConfig(AppConfig):
    """Polls, votes, results, reactions."""

    name = "polls"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for people who are deleted, and make the topic and the commands of reactions known."""
        from polls import receivers  # noqa: F401
        from polls.reactions import commands, topics  # noqa: F401
