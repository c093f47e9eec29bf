"""Addresses of the chat's console, below /crew/."""

from __future__ import annotations

from django.urls import path

from rooms import views, views_exports

urlpatterns = [
    path("<slug:slug>/chat/", views.console, name="chat_console"),
    path("<slug:slug>/chat-decisions.csv", views_exports.decisions, name="chat_decisions"),
]
