"""Reactions: emoji that a crowd taps, counted together, and the curve of its applause."""
