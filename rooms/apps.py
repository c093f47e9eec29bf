"""The app's configuration."""

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    """The chat of the stage and of each later room."""

    name = "rooms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for people who are erased."""
        from rooms import receivers  # noqa: F401
