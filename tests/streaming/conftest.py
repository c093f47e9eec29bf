"""An origin on a folder of its own, and what publishes to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from streaming.origin.app import OriginApplication
from streaming.origin.limits import Limits
from streaming.origin.tokens import issue_ingest_token
from tests.streaming.asgi import Answer, ask
from tests.streaming.media import init_segment, segment

SECRET = "a secret of the tests"


def bearer(channel: str = "show", *, lifetime_s: int = 60) -> dict[str, str]:
    """The header with which an encoder publishes."""
    return {"Authorization": f"Bearer {issue_ingest_token(secret=SECRET, channel=channel, lifetime_s=lifetime_s)}"}


async def publish(app: OriginApplication, path: str, *body: bytes) -> Answer:
    """Upload to the channel 'show'."""
    return await ask(app, f"ingest/show/{path}", method="PUT", headers=bearer(), body=body)


async def publish_segments(app: OriginApplication, *numbers: int) -> None:
    """Publish whole segments of video and audio."""
    for kind, name in (("video", "v720"), ("audio", "audio")):
        await publish(app, f"{name}/init.mp4", init_segment(kind))
        for number in numbers:
            assert (await publish(app, f"{name}/{number}.m4s", *segment(number, kind=kind))).status == 201


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[OriginApplication]:
    """An origin with short waits."""
    app = OriginApplication(tmp_path, secret=SECRET, limits=Limits(hold_s=0.2, stall_s=0.2))
    yield app
    app.close()
