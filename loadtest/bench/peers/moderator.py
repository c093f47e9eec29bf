"""The moderator who makes Unveil's facts: sends one question to the set, recalls it, sends it again."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

# So long that a frame with its fact has settings.MESSAGE_BYTES.
TEXT = "How far does it go on a winter day?"
Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A line of `manage.py seed_audience`."""

    kind: str
    subject: str
    cookie_name: str
    cookie_value: str

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return f"{self.cookie_name}={self.cookie_value}"


class Moderator:
    """One crew socket. Each move is a fact of some 400 bytes for the audience."""

    def __init__(self, port: int, event_id: int, ticket: Ticket) -> None:
        self._port = port
        self._event_id = event_id
        self._socket = self._connect(f"/ws/crew/{event_id}/", ticket)
        self._question_id = self._version = 0
        self._is_on_deck = False

    def approve_question_of(self, asker: Ticket) -> None:
        """Have `asker` ask, and approve it."""
        with self._connect(f"/ws/events/{self._event_id}/", asker) as socket:
            asked = command(socket, "qa.ask", {"text": TEXT, "anonymous": False, "language": "en"})["question"]
        self._question_id = asked["id"]
        command(self._socket, "desk.approve", {"question_id": self._question_id, "version": 1})
        self._version = 2

    @property
    def question_id(self) -> int:
        """The question that is moved to and fro."""
        return self._question_id

    def move_question(self) -> None:
        """Move it to the set or back, and wait until that is durable."""
        name = "desk.recall" if self._is_on_deck else "desk.send"
        command(self._socket, name, {"question_id": self._question_id, "version": self._version})
        self._version += 1
        self._is_on_deck = not self._is_on_deck

    def say(self, text: str) -> None:
        """Say something in the stage's chat as the crew, and wait until that is durable."""
        command(self._socket, "chat.say", {"text": text})

    def listen(self, path: str, listener: Ticket) -> ClientConnection:
        """Return another socket, of somebody who listens."""
        return self._connect(path, listener)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _connect(self, path: str, ticket: Ticket) -> ClientConnection:
        return open_socket(self._port, path, ticket)


def open_socket(port: int, path: str, ticket: Ticket) -> ClientConnection:
    """Open the socket `path` with `ticket`."""
    return connect(
        f"ws://127.0.0.1:{port}{path}",
        origin=Origin(f"http://127.0.0.1:{port}"),
        additional_headers={"Cookie": ticket.cookie},
        compression=None,
        ping_interval=None,
        max_size=None,
        close_timeout=1,
    )


def command(socket: ClientConnection, name: str, args: Message) -> Message:
    """Give a command and return its result, once it is durable."""
    key = uuid.uuid4().hex
    socket.send(json.dumps({"type": "command", "id": key, "name": name, "args": args}))
    answer = next(each for each in messages(socket) if each.get("id") == key)
    if answer["type"] != "ack":
        raise RuntimeError(f"expected {name} to be done, got {answer['code']}: {answer['message']}")
    result: Message = answer["result"]
    return result


def messages(socket: ClientConnection) -> Any:
    """Yield what comes, message by message."""
    while True:
        yield from json.loads(socket.recv(timeout=60))
