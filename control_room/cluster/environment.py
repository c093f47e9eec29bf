"""The environment of a cluster's processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from control_room.cluster.plan import Plan
from control_room.cluster.secrets import kept_secret


def cluster_environment(plan: Plan, *, database_url: str) -> dict[str, str]:
    """Return the environment that all processes share; what operators may tune stays as the shell has it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {"UNVEIL_LOG_LEVEL": "WARNING", **os.environ, "PATH": path} | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
        # Not production: the logins of its event are public.
        "UNVEIL_ENV": "development",
        "UNVEIL_VAR_DIR": str(plan.data_dir),
        "UNVEIL_SECRET_KEY": kept_secret(plan.data_dir / "secret-key"),
        "UNVEIL_BASE_URL": plan.address,
        "UNVEIL_ALLOWED_HOSTS": "localhost,127.0.0.1",
        "UNVEIL_ALLOWED_ORIGINS": f"http://127.0.0.1:{plan.port}",
        "UNVEIL_DATABASE_URL": database_url,
        "UNVEIL_BUS_URL": f"redis://127.0.0.1:{plan.redis_port}/0",
        "UNVEIL_CELERY_BROKER_URL": f"redis://127.0.0.1:{plan.redis_port}/0",
        "UNVEIL_STREAM_URL": "",
        "UNVEIL_ORIGIN_URL": f"http://127.0.0.1:{plan.web_port}/stream/",
        "UNVEIL_STREAM_ORIGIN_EMBEDDED": "false",  # web alone is the origin
        "UNVEIL_BEHIND_PROXY": "true",
    }
