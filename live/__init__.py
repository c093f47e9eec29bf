"""The realtime plane: topics, fact log, bus, hub, mailboxes, presence, consumer, group commit. Knows no feature."""
