"""How a viewer comes in: page and visit first, for those who open the page, then the handshake."""

from __future__ import annotations

import _socket
import errno
import time
from typing import TYPE_CHECKING

from loadtest.handshake import accepts, body_is_whole, page_request, read_head, socket_request, visit_request
from loadtest.viewer import Phase, Viewer

if TYPE_CHECKING:
    from loadtest.cohort import Cohort

_TIMEOUT_S = 30.0
# As over the internet. With loopback's segments of 64 KB the server's system would buffer 2.5 MB for one slow reader,
# and the server itself would hear of none.
_SEGMENT_BYTES = 1400
# Not in every _socket: lets the system choose the port at connect(), where one port can serve many addresses.
_IP_BIND_ADDRESS_NO_PORT = 24


def connect(cohort: Cohort, viewer: Viewer) -> None:
    """Begin to connect, from an address of the viewer's own."""
    if viewer.phase is Phase.GONE or viewer.socket is not None:
        return
    now = time.monotonic()
    viewer.began_s = viewer.began_s or now
    viewer.opened_s, viewer.deadline_s = now, now + _TIMEOUT_S
    target = cohort.targets[viewer.target]
    try:
        made = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM | _socket.SOCK_NONBLOCK | _socket.SOCK_CLOEXEC)
        made.setsockopt(_socket.IPPROTO_IP, _IP_BIND_ADDRESS_NO_PORT, 1)
        made.bind((viewer.person.source_address, 0))
        if viewer.receive_buffer:
            made.setsockopt(_socket.SOL_SOCKET, _socket.SO_RCVBUF, viewer.receive_buffer)
            made.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_MAXSEG, _SEGMENT_BYTES)
        failed = made.connect_ex((target.host, target.port))
        if failed not in (0, errno.EINPROGRESS):
            raise OSError(failed, "")
    except OSError as error:
        cohort.lost(viewer, f"connecting: {reason_of(error)}", refused=True)
        return
    cohort.watch(viewer, made)


def connected(cohort: Cohort, viewer: Viewer) -> None:
    """The connection is there, or has failed: ask for the page, or for the socket."""
    assert viewer.socket is not None
    failed = viewer.socket.getsockopt(_socket.SOL_SOCKET, _socket.SO_ERROR)
    if failed:
        cohort.lost(viewer, f"connecting: {errno.errorcode.get(failed, failed)}", refused=True)
        return
    target = cohort.targets[viewer.target]
    viewer.rest = b""
    if viewer.page:
        viewer.phase, request = Phase.PAGE, page_request(target, cohort.page, viewer.person)
    else:
        viewer.phase = Phase.OPENING
        request, viewer.key = socket_request(target, viewer.path, viewer.person)
    cohort.listen(viewer)
    cohort.send(viewer, request)


def take_answer(cohort: Cohort, viewer: Viewer, data: bytes) -> None:
    """Take some of an HTTP answer."""
    viewer.rest += data
    answer = read_head(viewer.rest)
    if answer is None:
        return
    if viewer.phase is Phase.OPENING:
        _take_opening(cohort, viewer, *answer)
    elif body_is_whole(answer[1], answer[2]):
        _take_whole(cohort, viewer, answer[0])


def _take_whole(cohort: Cohort, viewer: Viewer, status: int) -> None:
    """The page is there: visit, on the same connection. The visit is done: open the socket, on another."""
    if status not in (200, 204):
        cohort.lost(viewer, f"the {viewer.phase.name.lower()} answered {status}", refused=True)
        return
    cohort.figures.page.add((time.monotonic() - viewer.opened_s) * 1000)
    viewer.opened_s, viewer.rest = time.monotonic(), b""
    if viewer.phase is Phase.PAGE:
        viewer.phase = Phase.VISIT
        cohort.send(viewer, visit_request(cohort.targets[viewer.target], viewer.event_id, viewer.person))
        return
    cohort.close(viewer)
    viewer.page = False
    connect(cohort, viewer)


def _take_opening(cohort: Cohort, viewer: Viewer, status: int, head: bytes, rest: bytes) -> None:
    assert viewer.key is not None
    if status != 101 or not accepts(head, viewer.key):
        cohort.lost(viewer, f"the handshake answered {status}", refused=True)
        return
    cohort.figures.opening.add((time.monotonic() - viewer.opened_s) * 1000)
    cohort.opened(viewer, rest)


def reason_of(error: OSError) -> str:
    """Return the error's short name."""
    return errno.errorcode.get(error.errno or 0, str(error))
