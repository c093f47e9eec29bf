"""/metrics for Prometheus."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


def metrics_view(request: HttpRequest) -> HttpResponse:
    """Return this process's gauges and counters. The balancer keeps this address from the public."""
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
