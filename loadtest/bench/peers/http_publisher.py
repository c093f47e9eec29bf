"""Publishes over one HTTP connection that stays open."""

from __future__ import annotations

from http.client import HTTPConnection

from loadtest.bench.peers.peer import FactWriter


class HttpPublisher:
    """Posts a message at each call."""

    def __init__(self, port: int, path: str, writer: FactWriter) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self._path = path
        self._writer = writer

    def __call__(self) -> None:
        self._connection.request("POST", self._path, self._writer.next(), {"Content-Type": "text/plain"})
        answer = self._connection.getresponse()
        answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"expected {self._path} to take the message, got HTTP {answer.status}")
