"""In which order the processes of a launch leave: who leaves last waits for a file that all others hold."""

from __future__ import annotations

import fcntl
import os

# The system lets go of a lock when its holder ends, however that ends: nobody waits for the dead.


def hold_turn(path: str) -> int:
    """Hold `path` together with others, until this process ends; returns the descriptor that must stay open."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def turn_has_come(path: str) -> bool:
    """Whether nobody holds `path` now."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
