"""The app's configuration."""

from django.apps import AppConfig


class StreamingConfig(AppConfig):
    """Ingest, packaging, playback."""

    name = "streaming"
    default_auto_field = "django.db.models.BigAutoField"
