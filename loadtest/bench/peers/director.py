"""The director who triggers on-air graphics."""

from __future__ import annotations

from websockets.sync.client import ClientConnection

from loadtest.bench.peers.moderator import Ticket, command, messages, open_socket

TEXT = "How much of the recycled aluminium comes from your own plants, and when will the rest of it follow?"


class Director:
    """One crew socket, and what is asked on it."""

    def __init__(self, port: int, event_id: int, ticket: Ticket) -> None:
        self._port, self._event_id, self._ticket = port, event_id, ticket
        self._socket = self._open()

    def put_on_air(self, asker: Ticket) -> None:
        """Have `asker` ask, send the question to the set, and take it."""
        socket = open_socket(self._port, f"/ws/events/{self._event_id}/", asker)
        asked = command(socket, "qa.ask", {"text": TEXT, "anonymous": False, "language": "en"})["question"]
        socket.close()
        for version, name in enumerate(("desk.send", "set.take"), start=1):
            command(self._socket, name, {"question_id": asked["id"], "version": version})

    def set_ticker(self, lines: list[str]) -> None:
        """Give the ticker lines."""
        command(self._socket, "graphics.set_ticker", {"lines": [{"text": line} for line in lines], "version": 0})

    def make_key(self, label: str) -> str:
        """Make a key, and return what stands in the address."""
        key_id = command(self._socket, "graphics.make_key", {"label": label})["key_id"]
        # Keys come with their topic, and in no answer.
        socket = self._open(f"?follow=graphics-keys/{self._event_id}")
        snapshot = next(each for each in messages(socket) if each["type"] == "snapshot")
        socket.close()
        secret: str = snapshot["state"]["keys"][str(key_id)]["secret"]
        return secret

    def trigger(self, verb: str, kind: str) -> None:
        """Show or hide a graphic."""
        command(self._socket, f"graphics.{verb}", {"kind": kind})

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _open(self, query: str = "") -> ClientConnection:
        return open_socket(self._port, f"/ws/crew/{self._event_id}/{query}", self._ticket)
