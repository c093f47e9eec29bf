"""Times that are typed in as they stand on the clocks of the event's own zone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def show_in_zone(form: forms.BaseModelForm[Any], names: tuple[str, ...], zone: ZoneInfo) -> None:
    """Let `form` show its times on the clocks of `zone`, whatever zone the studio's user lives in."""
    for name in names:
        moment = getattr(form.instance, name, None)
        if isinstance(moment, datetime):
            # Without a zone, Django shows the figures as they stand.
            form.initial[name] = moment.astimezone(zone).replace(tzinfo=None)


def in_zone(typed: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment that the figures of `typed` (as the form understood them, in the user's zone) mean in `zone`.

    Raises ValidationError for an hour that the change to summer time skips. Of an hour that comes twice in autumn, it
    is the first.
    """
    local = timezone.make_naive(typed).replace(tzinfo=zone, fold=0)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValidationError(_("The clocks skip this hour on that day. Choose another time."), code="skipped_hour")
    return local
