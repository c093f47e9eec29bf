"""The app's configuration."""

from django.apps import AppConfig


class ControlRoomConfig(AppConfig):
    """Phases and running order."""

    name = "control_room"
    default_auto_field = "django.db.models.BigAutoField"
