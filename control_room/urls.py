"""Addresses of the control room, below /crew/."""

from __future__ import annotations

from django.urls import path

from control_room import views

urlpatterns = [path("<slug:slug>/control/", views.control, name="control")]
