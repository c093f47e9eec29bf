"""Opens Wagtail's doors to the organisers of an event: a group, and a collection of images that is theirs alone."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission

from events.models import Event, Role

# "choose" is its own permission in Wagtail: without it the chooser shows nothing.
_IMAGE_ACTIONS = ("add_image", "change_image", "choose_image")


def event_collection(event: Event) -> Collection:
    """Return the collection that holds the images of `event`, made when first asked for."""
    name = f"event-{event.pk}"
    collection = Collection.objects.filter(name=name).first()
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=name)
    return collection


def sync_studio_access(event: Event) -> Group:
    """Make the group of `event` hold exactly its organisers, with access to the studio and to the event's images."""
    group, created = Group.objects.get_or_create(name=f"event-{event.pk}-organisers")
    if created:
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        collection = event_collection(event)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailimages", codename__in=_IMAGE_ACTIONS
        ):
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    organisers = get_user_model().objects.filter(memberships__event=event, memberships__role=Role.ORGANISER)
    group.user_set.set(organisers)
    return group
