"""Real programs that tests run: found, started, stopped, and skipped with a reason where they are missing."""
