"""The service worker of the set's page, and what signing out leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from events.models import Role
from qa_moderation import set_worker, views
from tests.events.factories import make_event, make_member

ENTRY = "qa_moderation/frontend/set/worker/worker.ts"
ADDRESS = "/crew/any-launch/set/worker.js"


@pytest.fixture
def manifest(tmp_path: Path, settings: Settings) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "set-worker-1.js").write_text("work();\n")
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({ENTRY: {"file": "assets/set-worker-1.js"}}))
    settings.DJANGO_VITE = {"default": {"manifest_path": path}}
    views._worker_script.cache_clear()
    return path


def test_each_build_has_a_worker_of_its_own(manifest: Path) -> None:
    first = set_worker.worker_script(manifest)
    assert first.endswith('";\nwork();\n')
    manifest.write_text(json.dumps({ENTRY: {"file": "assets/set-worker-1.js"}, "another": {}}))
    assert set_worker.worker_script(manifest) != first


def test_worker_is_a_script_that_browsers_ask_for_again(manifest: Path) -> None:
    response = Client().get(ADDRESS)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert response.content.decode() == set_worker.worker_script(manifest)
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "Service-Worker-Allowed" not in response
    assert Client().post(ADDRESS).status_code == 405


def test_worker_that_is_switched_off_goes(settings: Settings) -> None:
    settings.SET_WORKER = False
    script = Client().get(ADDRESS).content.decode()
    assert script == set_worker.OFF
    assert "registration.unregister()" in script
    # What it drops is what the worker keeps.
    shell = Path(views.__file__).parent / "frontend" / "set" / "worker" / "shell.ts"
    assert f'const PREFIX = "{set_worker.PREFIX}";' in shell.read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("is_on", [True, False])
def test_page_says_which_worker_it_wants(settings: Settings, is_on: bool) -> None:
    settings.SET_WORKER = is_on
    event = make_event()
    client = Client()
    client.force_login(make_member(event, Role.HOST))
    page = client.get(f"/crew/{event.slug}/set/").content.decode()
    config = json.loads(
        page.partition('<script id="live-config" type="application/json">')[2].partition("</script>")[0]
    )
    assert config["worker"] == (f"/crew/{event.slug}/set/worker.js" if is_on else "")
    assert config["keeping"] == "device"


@pytest.mark.django_db
def test_signing_out_clears_what_the_browser_keeps() -> None:
    client = Client()
    client.force_login(make_member(make_event(), Role.HOST))
    assert "Clear-Site-Data" not in client.get("/accounts/logout/")
    response = client.post("/accounts/logout/")
    assert response.status_code == 302
    assert response["Clear-Site-Data"] == '"storage"'
