"""Wagtail's addresses, each behind the guard; its sign-in is the crew's."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from events.studio.guard import only_own
from events.views_crew import sign_out

_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    # What organisers come for. Wagtail's own home speaks of pages and of itself.
    path("", RedirectView.as_view(pattern_name="wagtailsnippets_events_experience:list"), name="wagtailadmin_home"),
    path("login/", _sign_in, name="wagtailadmin_login"),
    path("logout/", sign_out, name="wagtailadmin_logout"),
    path("password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    *decorate_urlpatterns(wagtailadmin_urls.urlpatterns, only_own),
]
