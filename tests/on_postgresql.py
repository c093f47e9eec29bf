"""Runs pytest against a PostgreSQL of its own: `python -m tests.on_postgresql tests/live`."""

from __future__ import annotations

import os
import subprocess
import sys

from _pytest.outcomes import Failed, Skipped

from tests.parts.postgres import PostgresCluster


def main() -> int:
    """Return pytest's exit code; 0 with a line where PostgreSQL is missing and may be."""
    try:
        cluster = PostgresCluster(durable=False)
    except Skipped as reason:
        print(f"SKIPPED: {reason}")
        return 0
    except Failed as reason:
        print(f"FAILED: {reason}")
        return 1
    try:
        cluster.start()
        environment = {**os.environ, "UNVEIL_DATABASE_URL": cluster.url}
        return subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], env=environment).returncode
    finally:
        cluster.remove()


if __name__ == "__main__":
    sys.exit(main())
