"""Unveil with its chat: attendees who follow what their page follows, and say something."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from loadtest.bench.peers.moderator import Moderator
from loadtest.bench.peers.unveil import Unveil

POST = "post"


@dataclass(slots=True)
class Heard:
    """What a reader got of the chat: when (monotonic seconds), and which of it the crew had said."""

    at_s: list[float] = field(default_factory=list)
    of_crew: list[str] = field(default_factory=list)

    def most_in_a_second(self) -> int:
        """Return how many messages came within any second, at most."""
        return max((sum(1 for other in self.at_s if at <= other < at + 1) for at in self.at_s), default=0)


class UnveilChat(Unveil):
    """One process for pages and sockets, SQLite, a Redis for the bus; the stage's chat is open."""

    def say(self, text: str) -> None:
        """Say something as the crew."""
        self._speaker.say(text)

    @contextmanager
    def listening(self) -> Iterator[Heard]:
        """Have a reader at the chat, who is none of the crowd."""
        heard = Heard()
        reader = self._attendees[-1]
        with self._speaker.listen(self._path(reader), reader) as socket:
            # A snapshot tells what was; only what comes now counts.
            thread = threading.Thread(target=_listen, args=(socket, heard), daemon=True)
            thread.start()
            yield heard
        thread.join(timeout=5)

    def _offer(self, moderator: Moderator) -> tuple[str, Callable[[], None], dict[str, str]]:
        self._speaker = moderator
        message = {
            "type": "command",
            "id": "bench-post-$",
            "name": "chat.post",
            "args": {"text": "What a silhouette, seen from place $ of the hall!", "room": "stage"},
        }
        post = json.dumps(message, separators=(",", ":"))
        return f"chat/{self._event_id}/stage", lambda: moderator.say("A word of the crew's."), {POST: post}


def _listen(socket: ClientConnection, heard: Heard) -> None:
    try:
        for frame in socket:
            for message in json.loads(frame):
                if message["type"] != "facts" or not message["topic"].startswith("chat/"):
                    continue
                for fact in message["facts"]:
                    if fact["kind"] == "ChatMessagePosted":
                        heard.at_s.append(time.monotonic())
                        if fact["data"]["message"]["is_crew"]:
                            heard.of_crew.append(fact["data"]["message"]["text"])
    except ConnectionClosed:
        return
