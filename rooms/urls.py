"""Addresses of the chat's console, below /crew/."""

from __future__ import annotations

from django.urls import path

from rooms import views

urlpatterns = [path("<slug:slug>/chat/", views.console, name="chat_console")]
