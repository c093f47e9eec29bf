"""Addresses of the polls' console, below /crew/."""

from __future__ import annotations

from django.urls import path

from polls import views

urlpatterns = [path("<slug:slug>/polls/", views.console, name="polls_console")]
