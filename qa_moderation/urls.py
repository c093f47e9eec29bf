"""Addresses of the consoles, below /crew/."""

from __future__ import annotations

from django.urls import path

from qa_moderation import views, views_exports
from qa_moderation.graphics import views as graphics_views

urlpatterns = [
    path("<slug:slug>/desk/", views.desk, name="desk"),
    path("<slug:slug>/set/", views.set_desk, name="set_desk"),
    path("<slug:slug>/set/worker.js", views.worker, name="set_worker"),
    *(
        path(f"<slug:slug>/{view.__name__}.{form}", view, {"form": form}, name=f"{view.__name__}_{form}")
        for view in (views_exports.questions, views_exports.decisions)
        for form in ("csv", "json")
    ),
    path("<slug:slug>/graphics/", graphics_views.monitor, name="graphics_monitor"),
]
