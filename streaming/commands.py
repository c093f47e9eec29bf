"""What the crew may ask of the stream."""

from __future__ import annotations

from live.commands import CommandContext, command
from streaming.facts import CloseStream, OpenStream, RestartStream
from streaming.services import close_stream, open_stream, restart_stream

_CREW = {"technician", "director"}


@command("stream.open", OpenStream, roles=_CREW | {"organiser"})
def open_(context: CommandContext, args: OpenStream) -> None:
    """Put the stream on the air."""
    open_stream(event_id=context.ticket.event_id)


@command("stream.close", CloseStream, roles=_CREW | {"organiser"})
def close(context: CommandContext, args: CloseStream) -> None:
    """Take the stream off the air."""
    close_stream(event_id=context.ticket.event_id)


@command("stream.restart", RestartStream, roles=_CREW)
def restart(context: CommandContext, args: RestartStream) -> None:
    """Replace the encoder by a fresh one."""
    restart_stream(event_id=context.ticket.event_id)
