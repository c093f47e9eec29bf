"""What clients may ask about questions: attendees, the desk, the set."""

from qa_moderation.commands import asking, desk, event, moves

__all__ = ["asking", "desk", "event", "moves"]
