"""The app of the realtime plane."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LiveConfig(AppConfig):
    """Finds the topics and commands of every installed app."""

    name = "live"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import `topics` and `commands` of each app, whose decorators register what they hold."""
        autodiscover_modules("topics", "commands")
