"""Running a program as another user, which only root may."""

from __future__ import annotations

import pwd
from typing import Any


def as_user(name: str | None) -> dict[str, Any]:
    """Return the arguments with which subprocess runs a program as user `name`; as oneself for None."""
    if name is None:
        return {}
    entry = pwd.getpwnam(name)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
