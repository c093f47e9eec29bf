"""What clients may ask about polls."""

from polls.commands import crew, crowd

__all__ = ["crew", "crowd"]
