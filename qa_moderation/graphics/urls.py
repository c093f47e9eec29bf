"""Addresses of the pages that a mixer opens, below /graphics/."""

from __future__ import annotations

from django.urls import path

from qa_moderation.graphics import views

urlpatterns = [
    path("<slug:slug>/<str:secret>/visit/", views.visit, name="graphics_visit"),
    path("<slug:slug>/<str:secret>/<slug:kind>/", views.page, name="graphics_page"),
]
