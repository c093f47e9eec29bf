"""Reads the environment: every variable that Unveil knows passes here, and docs/operations.md explains each."""

from __future__ import annotations

from environs import Env

env = Env(prefix="UNVEIL_")

# development | test | production. Production is the default, so that forgetting it is safe.
ENVIRONMENT: str = env.str("ENV", "production")
if ENVIRONMENT not in {"development", "test", "production"}:
    raise SystemExit(f"unveil: UNVEIL_ENV: expected development, test or production, got {ENVIRONMENT!r}")

IS_PRODUCTION = ENVIRONMENT == "production"


def require(name: str, development_default: str, how: str) -> str:
    """Return UNVEIL_<name>. Where it is missing: a default outside production, in it the end, with what to set."""
    value = env.str(name, "")
    if value:
        return value
    if IS_PRODUCTION:
        raise SystemExit(f"unveil: UNVEIL_{name} is not set. {how} (UNVEIL_ENV=development needs none.)")
    return development_default
