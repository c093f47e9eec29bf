"""Which address leads to which room."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from config import health
from config.media import media
from events.views_crew import sign_out
from live.metrics_view import metrics_view

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics_view, name="metrics"),
    path("studio/", include("events.studio.urls")),
    # Whichever way the crew signs out, the browser drops what the consoles keep in it.
    path("admin/logout/", sign_out),
    path("admin/", admin.site.urls),
    path("accounts/logout/", sign_out, name="account_logout"),
    path("accounts/", include("allauth.urls")),
    path("crew/", include("rooms.urls")),
    path("crew/", include("qa_moderation.urls")),
    path("crew/", include("polls.urls")),
    path("crew/", include("control_room.urls")),
    path("graphics/", include("qa_moderation.graphics.urls")),
    path("crew/", include("events.crew_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("media/<path:path>", media),
    path("", include("events.root_urls")),
    *i18n_patterns(
        path("e/", include("rooms.page_urls")),
        path("e/", include("events.urls")),
        prefix_default_language=True,
    ),
]
