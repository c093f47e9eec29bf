"""What a balancer asks: are you alive, are you ready."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse

from live.bus import current_bus


def alive(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process runs."""
    return JsonResponse({"alive": True})


def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when this process can serve. Without the bus it can: the log serves."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database = True
    except Exception:
        database = False
    return JsonResponse({"database": database, "bus": current_bus().healthy}, status=200 if database else 503)
