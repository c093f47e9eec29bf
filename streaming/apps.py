"""The app of the stream: ingest, packaging, playback."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StreamingConfig(AppConfig):
    """Streams and their state."""

    name = "streaming"
    verbose_name = _("Streaming")
    default_auto_field = "django.db.models.BigAutoField"
