"""The app's configuration."""

from django.apps import AppConfig


class PollsConfig(AppConfig):
    """Polls, votes, results, reactions."""

    name = "polls"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for people who are deleted, and make reactions and the graphics of polls known."""
        from events.graphics_pages import GraphicsPart, register_graphics
        from polls import receivers  # noqa: F401
        from polls.reactions import commands, topics  # noqa: F401

        register_graphics(
            GraphicsPart(element="live-poll-graphics", asset="polls/frontend/graphics/entry.ts", kinds=("poll",))
        )
