"""What stands before Django: one answer for a crowd, made by asking as nobody in particular."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from config.asgi import application as whole_application
from events import front as front_module
from events.front import Front
from events.kept_pages import kept_pages
from tests.events.asgi import Answer, ask
from tests.events.factories import make_event, make_experience

PAGE = "/en/e/aurora/"
SHARED = {"cache-control": "public, max-age=0, s-maxage=5", "etag": '"v1"', "content-length": "4"}


class Django:
    """Answers as it is told, and remembers what it was asked."""

    def __init__(self, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.status = status
        self.headers = SHARED if headers is None else headers
        self.asked: list[dict[str, Any]] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self.asked.append(scope)
        await self.may_answer.wait()
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"pa", "more_body": True})
        await send({"type": "http.response.body", "body": b"ge"})


class Clock:
    """A clock that stands until it is moved; seconds."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


async def test_front_asks_once_a_second_and_as_nobody() -> None:
    django, clock = Django(), Clock()
    front = Front(django, clock)
    visitor = {"if-none-match": '"v0"', "accept-language": "fr", "range": "bytes=0-1"}
    first = await ask(front, PAGE, query="utm=1", headers=visitor, cookies={"sessionid": "s", "ticket_1": "t"})
    second = await ask(front, PAGE)
    assert (first.status, first.body) == (200, b"page")
    assert second == first
    clock.now += 1.0
    await ask(front, PAGE)
    assert len(django.asked) == 2
    assert (django.asked[0]["query_string"], django.asked[0]["headers"]) == (b"", [(b"host", b"testserver")])


async def test_front_asks_once_for_all_who_wait_even_if_the_first_leaves() -> None:
    django = Django()
    django.may_answer.clear()
    front = Front(django)
    first = asyncio.create_task(ask(front, PAGE))
    others = [asyncio.create_task(ask(front, PAGE)) for _ in range(20)]
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    django.may_answer.set()
    assert {answer.body for answer in await asyncio.gather(*others)} == {b"page"}
    assert len(django.asked) == 1


async def test_front_forgets_when_what_pages_show_was_changed_here() -> None:
    django = Django()
    front = Front(django)
    await ask(front, PAGE)
    kept_pages.forget()
    await ask(front, PAGE)
    assert len(django.asked) == 2


async def test_front_gives_what_it_had_while_django_cannot_answer() -> None:
    django, clock = Django(), Clock()
    front = Front(django, clock)
    await ask(front, PAGE)
    django.status, django.headers = 500, {}
    answers = []
    for wait_s in (1.0, 598.0, 1.0):
        clock.now += wait_s
        answers.append((await ask(front, PAGE)).status)
    assert answers == [200, 200, 500]
    assert len(django.asked) == 4


async def test_front_gives_what_it_had_to_who_would_wait_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_module, "_PATIENCE_S", 0.005)
    django, clock = Django(), Clock()
    front = Front(django, clock)
    await ask(front, PAGE)
    django.may_answer.clear()
    django.headers = SHARED | {"etag": '"v2"'}
    clock.now += 1.0
    assert (await ask(front, PAGE)).header("etag") == '"v1"'
    django.may_answer.set()
    await asyncio.sleep(0)
    assert (await ask(front, PAGE)).header("etag") == '"v2"'
    # What was changed here is waited for.
    django.may_answer.clear()
    kept_pages.forget()
    waiting = asyncio.create_task(ask(front, PAGE))
    await asyncio.sleep(0.02)
    assert not waiting.done()
    django.may_answer.set()
    await waiting
    assert len(django.asked) == 3


@pytest.mark.parametrize("known", ['"v1"', 'W/"v1"', '"v0", "v1"'])
async def test_front_answers_304_to_who_has_the_page(known: str) -> None:
    answer = await ask(Front(Django()), PAGE, headers={"if-none-match": known})
    assert (answer.status, answer.body) == (304, b"")
    assert (answer.header("etag"), answer.header("content-length")) == ('"v1"', "")


async def test_front_sends_the_page_to_who_has_another() -> None:
    assert (await ask(Front(Django()), PAGE, headers={"if-none-match": '"v0"'})).status == 200


async def test_front_answers_head_without_the_body() -> None:
    django = Django()
    answer = await ask(Front(django), PAGE, method="HEAD")
    assert (answer.status, answer.body, answer.header("content-length")) == (200, b"", "4")
    assert django.asked[0]["method"] == "GET"


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {"cache-control": "no-store"}),
        (200, {}),
        (200, SHARED | {"set-cookie": "a=b"}),
        (200, SHARED | {"vary": "Cookie"}),
        (404, SHARED),
        (302, {"location": "/fr/e/aurora/"}),
    ],
)
async def test_front_passes_on_what_is_not_for_everybody_and_keeps_none_of_it(
    status: int, headers: dict[str, str]
) -> None:
    django = Django(status, headers)
    front = Front(django)
    answers = [await ask(front, PAGE) for _ in range(2)]
    assert [answer.status for answer in answers] == [status, status]
    assert len(django.asked) == 2


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", PAGE),
        ("GET", PAGE + "register/a-token/"),
        ("GET", PAGE + "enter/a-token/"),
        ("GET", PAGE + "calendar.ics"),
        ("GET", "/e/aurora/"),
        ("GET", "/crew/"),
    ],
)
async def test_front_lets_django_see_whole_what_is_not_for_the_crowd(method: str, path: str) -> None:
    django = Django()
    front = Front(django)
    for _ in range(2):
        await ask(front, path, method=method, query="invitation=x", cookies={"sessionid": "s"})
    assert [scope["query_string"] for scope in django.asked] == [b"invitation=x"] * 2
    assert (b"cookie", b"sessionid=s") in django.asked[0]["headers"]


async def test_front_keeps_hosts_and_schemes_apart_and_a_bounded_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.front._MOST", 2)
    django = Django()
    front = Front(django)
    for headers in ({"host": "one"}, {"host": "two"}, {"host": "one", "x-forwarded-proto": "https"}, {"host": "two"}):
        await ask(front, PAGE, headers=headers)
    assert len(django.asked) == 3
    await ask(front, PAGE, headers={"host": "one"})
    assert len(django.asked) == 4
    assert len(front._kept) == 2


async def test_front_fails_for_all_who_wait_and_tries_again() -> None:
    class Broken(Django):
        async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
            self.asked.append(scope)
            raise RuntimeError("expected to be broken")

    broken = Broken()
    front = Front(broken)
    waiting = [ask(front, PAGE) for _ in range(3)]
    failures = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(failure) for failure in failures] == [RuntimeError] * 3
    assert len(broken.asked) == 1
    with pytest.raises(RuntimeError):
        await ask(front, PAGE)
    assert len(broken.asked) == 2


@pytest.mark.django_db(transaction=True)
def test_whole_application_gives_everybody_one_page() -> None:
    event = make_event(slug="aurora-in-front")
    make_experience(event)
    path = f"/en/e/{event.slug}/"

    async def visit() -> list[Answer]:
        first = await ask(whole_application, path)
        etag = first.header("etag")
        cookies = {"sessionid": "x", f"ticket_{event.pk}": "y", f"known_{event.pk}": "z"}
        return [
            first,
            await ask(whole_application, path, cookies=cookies),
            await ask(whole_application, path, headers={"if-none-match": etag}),
        ]

    stranger, somebody, again = asyncio.run(visit())
    assert (stranger.status, somebody, again.status) == (200, stranger, 304)
    assert stranger.headers.keys().isdisjoint({"set-cookie", "vary"})
    assert "content-security-policy" in stranger.headers
