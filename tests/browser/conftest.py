"""A launch for each test module, and people who look at it.

    def test_desk_shows_a_new_question(launch, new_person):
        moderator = new_person("moderator")
        page = moderator.open(f"/crew/{launch.event['slug']}/desk/")
        attendee = new_person("attendee", language="fr", size="phone")

A module that wants the stream too asks for `stream` beside `launch`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.launch import ROOT, Launch, launch_environment, run_manage
from tests.browser.person import RESULTS, SIZES, Person

# Chromium in a container, quiet: it fetches nothing of its own, and plays without a click as the page asks for muted.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# Far more than a page takes: two cores carry the server, the encoder and several browsers at once.
TIMEOUT_MS = 30_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One Chromium for the whole run."""
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def launch_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A var folder with the demo event in a migrated database; each launch starts from a copy."""
    if not (ROOT / "dist" / "manifest.json").exists():
        pytest.fail("the front end is not built: make setup", pytrace=False)
    folder = tmp_path_factory.mktemp("template") / "var"
    folder.mkdir()
    environment = launch_environment(folder, port=0, bus_url="memory://")
    run_manage(environment, "migrate", "--no-input")
    run_manage(environment, "create_demo")
    return folder


@pytest.fixture(scope="module")
def launch(launch_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """A running launch of the demo event, fresh for each module."""
    running = Launch(tmp_path_factory.mktemp("launch"), launch_template)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def deck(launch: Launch) -> list[str]:
    """Three more questions on deck of the main set desk of `launch`, in this order after those of the demo."""
    texts = [
        "Who is the youngest person on the team?",
        "Which road did the prototype drive most often?",
        "What would you have done with another year?",
    ]
    for text in texts:
        launch.seed("compose", event_id=launch.event["id"], text=text, asker_name="Ida Lund", asker_country="NO")
        launch.seed("desk", event_id=launch.event["id"], service="send_to_set", text=text)
    return texts


@pytest.fixture(scope="module")
def stream(launch: Launch, demo_film: Path) -> None:
    """The demo film on the air in `launch`."""
    (launch.var_dir / "film").symlink_to(demo_film, target_is_directory=True)
    launch.start_stream()


@pytest.fixture
def new_person(launch: Launch, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Person]]:
    """Makes people: `new_person("moderator")`, `new_person("attendee", name="Ada", language="fr", size="phone")`.

    A role of the crew comes signed in, an attendee comes registered, a guest comes as a stranger. Afterwards nobody's
    page may have complained.
    """
    people: list[Person] = []

    def make(
        role: str = "attendee", *, name: str = "", language: str = "en", size: str = "wide", **context: Any
    ) -> Person:
        label = name or f"{role.capitalize()} {len(people) + 1}"
        cookies: dict[str, str] = {}
        if role == "attendee":
            cookies = launch.seed("attendee", event_id=launch.event["id"], name=label, language=language)["cookies"]
        elif role != "guest":
            cookies = launch.seed("crew", event_id=launch.event["id"], role=role, name=label)["cookies"]
        width, height = SIZES[size]
        opened = browser.new_context(
            locale="fr-FR" if language == "fr" else "en-GB", viewport={"width": width, "height": height}, **context
        )
        opened.set_default_timeout(TIMEOUT_MS)
        opened.add_cookies([{"name": key, "value": value, "url": launch.url} for key, value in cookies.items()])
        people.append(Person(launch, opened, label))
        return people[-1]

    yield make
    if request.node.stash.get(_FAILED, False):
        RESULTS.mkdir(exist_ok=True)
        for person in people:
            person.page.screenshot(path=RESULTS / f"failed-{request.node.name}-{person.label}.png")
    complaints = {person.label: person.complaints for person in people if person.complaints}
    for person in people:
        person.context.close()
    assert complaints == {}


_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Show the launch's logs beside a failure."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
        launch = getattr(item, "funcargs", {}).get("launch")
        if isinstance(launch, Launch):
            report.sections.extend((f"log: {name}", tail) for name, tail in launch.log_tails())
    return report
