"""The organisers' page for an event's questions, beside Wagtail's own."""
