"""The environment of tests; pytest loads it first (`-p` in pyproject.toml), before Django reads its settings."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["UNVEIL_ENV"] = "test"
if "UNVEIL_VAR_DIR" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    # A folder for each run, and for each of its workers: two side by side share no database and no file.
    os.environ["UNVEIL_VAR_DIR"] = tempfile.mkdtemp(prefix="unveil-test-")
    atexit.register(shutil.rmtree, os.environ["UNVEIL_VAR_DIR"], ignore_errors=True)
