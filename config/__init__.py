"""Wiring: settings, addresses, servers. No logic of the product lives here."""

# Web processes hand work to Celery too: shared tasks need the app that knows the broker.
from config.celery import app as celery_app

__all__ = ["celery_app"]
