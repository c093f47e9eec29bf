"""Who may do what to which row, as Wagtail asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from events.models import Role
from events.selectors import organised_events

_CACHE = "_organised_event_ids"


class EventPermissionPolicy(BasePermissionPolicy):
    """Organisers may do `actions` to the rows of their own events; superusers may do everything."""

    def __init__(self, model: type[Model], *, event: str = "event", actions: Collection[str]) -> None:
        super().__init__(model)
        self._event = event  # the path from a row to its event; "" where the row is the event
        self._actions = frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether `user` may do this to some row; which one is asked below."""
        if not user.is_active:
            return False
        return user.is_superuser or (action in self._actions and bool(self._organised(user)))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether `user` may do this to `instance`; a row that is not saved yet belongs to nobody."""
        if not self.user_has_permission(user, action):
            return False
        event_id = getattr(instance, f"{self._event}_id") if self._event else instance.pk
        return user.is_superuser or instance.pk is None or event_id in self._organised(user)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the rows that `user` may do one of `actions` to."""
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()
        return self.model._default_manager.all() if user.is_superuser else self._own(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the people who may do one of `actions` to some row."""
        organisers = Q(memberships__role=Role.ORGANISER) if self._actions.intersection(actions) else Q()
        return get_user_model().objects.filter(Q(is_superuser=True) | organisers, is_active=True).distinct()

    def _own(self, user: Any) -> QuerySet[Any]:
        path = f"{self._event}__in" if self._event else "pk__in"
        return self.model._default_manager.filter(**{path: self._organised(user)})

    def _organised(self, user: Any) -> frozenset[int]:
        """Return the ids of the user's events, read once a request: a list asks for each of its rows, thrice."""
        if not hasattr(user, _CACHE):
            setattr(user, _CACHE, frozenset(organised_events(user).values_list("pk", flat=True)))
        found: frozenset[int] = getattr(user, _CACHE)
        return found
