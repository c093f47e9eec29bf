"""The organisers' pages of an event's polls, beside Wagtail's own: the list, the editor, the preview, the report."""
