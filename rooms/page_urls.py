"""Addresses of the chat's own page, below /<language>/e/."""

from __future__ import annotations

from django.urls import path

from rooms import views

urlpatterns = [path("<slug:slug>/chat/", views.own_window, name="chat_window")]
