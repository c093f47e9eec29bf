"""Outside development, what is not safe does not start, and says what to set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "UNVEIL_SECRET_KEY": "s" * 50,
    "UNVEIL_ALLOWED_HOSTS": "launch.example",
    "UNVEIL_BASE_URL": "https://launch.example",
}


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Print a few settings in a process with exactly this environment."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("UNVEIL_")}
    code = "from config import settings as s; print(s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.DEBUG)"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**inherited, "UNVEIL_VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("missing", sorted(SAFE))
def test_production_without_it_refuses_to_start(tmp_path: Path, missing: str) -> None:
    ended = start(tmp_path, **{name: value for name, value in SAFE.items() if name != missing})
    assert ended.returncode == 1
    [line] = ended.stderr.strip().splitlines()
    assert line.startswith(f"unveil: {missing} is not set. Set it to ")


def test_production_with_a_short_secret_refuses_to_start(tmp_path: Path) -> None:
    ended = start(tmp_path, **{**SAFE, "UNVEIL_SECRET_KEY": "short"})
    assert ended.returncode == 1
    assert ended.stderr.strip() == "unveil: UNVEIL_SECRET_KEY: expected at least 32 characters, got 5."


def test_unknown_environment_refuses_to_start(tmp_path: Path) -> None:
    ended = start(tmp_path, UNVEIL_ENV="staging")
    assert ended.returncode == 1
    assert "expected development, test or production, got 'staging'" in ended.stderr


def test_production_is_the_default_and_is_safe(tmp_path: Path) -> None:
    ended = start(tmp_path, **SAFE)
    assert ended.stdout.split() == ["True", "True", "False"], ended.stderr


def test_development_needs_nothing(tmp_path: Path) -> None:
    ended = start(tmp_path, UNVEIL_ENV="development")
    assert ended.stdout.split() == ["False", "False", "False"], ended.stderr
