"""Telling another server what was answered: pure parts, which know nothing of the database."""
