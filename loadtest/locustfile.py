"""For Locust's own command line and page; `python -m loadtest` needs none of it.

LOADTEST_AUDIENCE=audience.tsv locust -f loadtest/locustfile.py --host http://127.0.0.1:8000
"""

from __future__ import annotations

from loadtest.users import ActiveViewer, CohortUser, Moderator, PassiveViewer

__all__ = ["ActiveViewer", "CohortUser", "Moderator", "PassiveViewer"]
