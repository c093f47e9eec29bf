"""The app of events and their people."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Event, experience, phases, agenda, people and roles, registration."""

    name = "events"
    default_auto_field = "django.db.models.BigAutoField"
