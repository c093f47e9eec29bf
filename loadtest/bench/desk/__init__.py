"""The rehearsal at size of the moderation desk."""
