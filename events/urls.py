"""Addresses of one event's pages, below /<language>/e/."""

from __future__ import annotations

from django.urls import path

from events import views_calendar, views_page, views_registration

urlpatterns = [
    path("<slug:slug>/", views_page.page, name="event_page"),
    path("<slug:slug>/phase/<slug:phase>/<int:since_ms>/", views_page.phase_fragment, name="event_phase"),
    path("<slug:slug>/brand.<slug:version>.css", views_page.brand_stylesheet, name="event_brand"),
    path("<slug:slug>/calendar.ics", views_calendar.calendar, name="event_calendar"),
    path("<slug:slug>/register/", views_registration.register, name="event_register"),
    path("<slug:slug>/register/<str:token>/", views_registration.register, name="event_register_invited"),
    path("<slug:slug>/registered/", views_registration.registered, name="event_registered"),
    path("<slug:slug>/enter/<str:token>/", views_registration.enter, name="event_enter"),
]
