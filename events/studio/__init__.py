"""The studio: Wagtail, for the organisers of an event and only for what is theirs."""
