"""The organisers' page for an event's reactions, beside Wagtail's own."""
