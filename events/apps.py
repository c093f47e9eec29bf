"""The app of events and their people."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Event, experience, phases, agenda, people and roles, registration."""

    name = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch for changes of what pages show, and for people who go."""
        from wagtail.images import get_image_model

        from events import receivers  # noqa: F401  (it connects itself)
        from events.kept_pages import watch_changes

        watch_changes(get_image_model())
