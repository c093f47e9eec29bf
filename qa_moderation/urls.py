"""Addresses of the consoles, below /crew/."""

from __future__ import annotations

from django.urls import path

from qa_moderation import views
from qa_moderation.graphics import views as graphics_views

urlpatterns = [
    path("<slug:slug>/desk/", views.desk, name="desk"),
    path("<slug:slug>/set/", views.set_desk, name="set_desk"),
    path("<slug:slug>/graphics/", graphics_views.monitor, name="graphics_monitor"),
]
