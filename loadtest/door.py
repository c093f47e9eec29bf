"""People who register at the last moment: form, ticket, socket."""

from __future__ import annotations

import http.client
import re
import secrets
from urllib.parse import urlencode

import gevent

from loadtest.people import Audience, Person
from loadtest.show import Show
from loadtest.targets import Target

_INPUT = re.compile(r"<input[^>]*>")
_NAME = re.compile(r'name="([^"]+)"')
_VALUE = re.compile(r'value="([^"]*)"')
# Above every number of the audience's file, for source addresses of their own.
_FIRST_NUMBER = 10_000_000


def register_at_door(show: Show, people: int, window_s: float) -> gevent.Greenlet:
    """Have `people` register within `window_s`; the greenlet's value is how many got in."""
    return gevent.spawn(_register_all, show, people, window_s)


def _register_all(show: Show, people: int, window_s: float) -> int:
    conductor = show.conductor
    comers = []
    for number in range(people):
        target = conductor.cohort.targets[number % len(conductor.cohort.targets)]
        comers.append(gevent.spawn(_register, conductor.audience, target, _FIRST_NUMBER + number))
        gevent.sleep(window_s / people)
    gevent.joinall(comers, timeout=60)
    cookies = [comer.value for comer in comers if comer.value]
    for comer in comers:
        if not comer.value:
            show.total.errors[f"at the door: {comer.exception or 'no ticket'}"] += 1
    viewers = [conductor.let_in(cookie, _FIRST_NUMBER + number) for number, cookie in enumerate(cookies)]
    show.until(lambda: all(viewer.is_in for viewer in viewers), 60)
    return sum(viewer.is_in for viewer in viewers)


def _register(audience: Audience, target: Target, number: int) -> str:
    """Return the ticket's cookie, "" without one."""
    source = Person(number, "", "", "").source_address
    connection = http.client.HTTPConnection(target.host, target.port, timeout=30, source_address=(source, 0))
    try:
        connection.request("GET", f"{audience.page}register/")
        answer = connection.getresponse()
        cookies = _cookies(answer)
        form = _filled_in(answer.read().decode())
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Origin": target.url,
            "Referer": f"{target.url}{audience.page}register/",
        }
        connection.request("POST", f"{audience.page}register/", urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
        name = f"ticket_{audience.event_id}"
        ticket = _cookies(answer).get(name)
        if ticket is None:
            raise RuntimeError(f"expected a ticket, got {answer.status}")
        return f"{name}={ticket}"
    finally:
        connection.close()


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    pairs = (header.partition(";")[0].partition("=") for header in answer.headers.get_all("Set-Cookie") or [])
    return {name: value for name, _, value in pairs}


def _filled_in(page: str) -> dict[str, str]:
    """Return the form with its hidden fields as they came, every consent ticked, and a name."""
    form: dict[str, str] = {}
    for field in _INPUT.findall(page):
        name, value = _NAME.search(field), _VALUE.search(field)
        if name is None:
            continue
        if 'type="checkbox"' in field:
            form[name[1]] = "on"
        elif 'type="hidden"' in field and name[1] != "language":
            form[name[1]] = value[1] if value else ""
    token = secrets.token_hex(8)
    person = {"name": f"Comer {token}", "email": f"{token}@rehearsal.invalid", "company": "", "country": "FR"}
    return form | person | {"website": ""}
