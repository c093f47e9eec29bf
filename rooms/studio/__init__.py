"""The organisers' page for an event's chat, beside Wagtail's own."""
