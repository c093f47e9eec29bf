"""Addresses of the crew's own list."""

from __future__ import annotations

from django.urls import path

from events import views_crew

urlpatterns = [path("", views_crew.events, name="crew")]
