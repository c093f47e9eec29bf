"""What happens to the stream."""

from __future__ import annotations

from streaming.models import Stream
from streaming.services import close_stream, create_stream, open_stream, report_interruption, report_picture
from tests.contract.scenario import Act, World, scenario


def _stream(world: World) -> Stream:
    stream = create_stream(event=world.event)
    stream.channel = "showroom"
    stream.save()
    return stream


def _live(world: World) -> Stream:
    stream = _stream(world)
    open_stream(event_id=world.event.pk)
    report_picture(stream_id=stream.pk)
    return stream


@scenario
def the_stream_opens(world: World) -> Act:
    _stream(world)
    return lambda: open_stream(event_id=world.event.pk)


@scenario
def the_picture_comes(world: World) -> Act:
    stream = _stream(world)
    open_stream(event_id=world.event.pk)
    return lambda: report_picture(stream_id=stream.pk)


@scenario
def the_picture_goes(world: World) -> Act:
    stream = _live(world)
    return lambda: report_interruption(stream_id=stream.pk, reason="encoder_died")


@scenario
def the_picture_comes_back(world: World) -> Act:
    stream = _live(world)
    report_interruption(stream_id=stream.pk, reason="source_lost")
    return lambda: report_picture(stream_id=stream.pk)


@scenario
def the_stream_closes(world: World) -> Act:
    _live(world)
    return lambda: close_stream(event_id=world.event.pk)
