"""Addresses without a language: they lead to the visitor's own."""

from __future__ import annotations

from django.urls import path, re_path

from events import views_crew, views_registration

urlpatterns = [
    path("", views_crew.front_door, name="front_door"),
    re_path(r"^e/(?P<slug>[-a-z0-9]+)/(?P<rest>.*)$", views_registration.choose_language, name="event_any_language"),
]
