"""What organisers decide about questions in the studio: saved by services, told to open pages, each event its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from events.models import Event, Role
from live.models import FactRecord
from qa_moderation import selectors
from qa_moderation.facts import Feed
from qa_moderation.models import QuestionPolicy, Webhook, WebhookDelivery
from qa_moderation.services import WantedTheme, change_feeds, change_themes, note_download, save_webhook
from tests.events.factories import make_member
from tests.qa_moderation.factories import MODERATOR, make_event

pytestmark = pytest.mark.django_db

POLICY = {
    "section": "policy", "policy-accepts_questions": "on", "policy-shows_asker": "name",
    "policy-min_chars": "5", "policy-max_chars": "200",
    "policy-ask_interval_s": "30", "policy-pending_per_person": "3",
}  # fmt: skip


def _organiser(event: Event, role: Role = Role.ORGANISER) -> Client:
    client = Client()
    client.force_login(make_member(event, role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _address(event: Event) -> str:
    return f"/studio/questions/{event.pk}/"


def _told(event: Event, kind: str) -> int:
    return FactRecord.objects.filter(topic__name=f"desk/{event.pk}", body__contains=f'"{kind}"').count()


def _lines(section: str, *lines: dict[str, Any], seen: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {"section": section, f"{section}-TOTAL_FORMS": len(lines), f"{section}-INITIAL_FORMS": 0}
    data[f"{section}-seen"] = seen
    for number, line in enumerate(lines):
        data |= {f"{section}-{number}-{name}": value for name, value in line.items()}
    return data


def test_policy_is_saved_and_told_once() -> None:
    event = make_event()
    assert _organiser(event).post(_address(event), POLICY).status_code == 302
    policy = QuestionPolicy.objects.get(event=event)
    event.refresh_from_db()
    assert (policy.accepts_questions, policy.min_chars, policy.max_chars) == (True, 5, 200)
    assert policy.shows_asker == "name"
    assert (policy.ask_interval_s, policy.pending_per_person, event.allow_anonymous_questions) == (30, 3, False)
    assert _told(event, "QuestionPolicyChanged") == 1


@pytest.mark.parametrize(
    "wrong", [{"policy-min_chars": "300"}, {"policy-max_chars": "1001"}, {"policy-ask_interval_s": ""}]
)
def test_policy_that_is_refused_changes_nothing_and_says_so(wrong: dict[str, str]) -> None:
    event = make_event()
    response = _organiser(event).post(_address(event), POLICY | wrong)
    assert response.status_code == 200
    assert not QuestionPolicy.objects.exclude(min_chars=8).exists()
    assert _told(event, "QuestionPolicyChanged") == 0


def test_themes_are_a_whole_list() -> None:
    event = make_event()
    (old, gone), version = change_themes(
        event_id=event.pk,
        themes=[WantedTheme(None, "Price", "#112233"), WantedTheme(None, "Range", "#445566")],
        mover=MODERATOR,
    )
    lines: list[dict[str, Any]] = [
        {"id": old.id, "name": "Prices", "colour": "#112233", "ORDER": "2"},
        {"id": gone.id, "name": "Range", "colour": "#445566", "ORDER": "3", "DELETE": "on"},
        {"id": "", "name": "Design", "colour": "#abcdef", "ORDER": "1"},
        {"id": "", "name": "", "colour": "#c8441b", "ORDER": ""},
    ]
    assert _organiser(event).post(_address(event), _lines("themes", *lines, seen=version)).status_code == 302
    assert [theme.name for theme in selectors.themes([event.pk])[event.pk]] == ["Design", "Prices"]
    assert selectors.themes([event.pk])[event.pk][1].id == old.id


def test_set_desks_are_a_whole_list_and_main_stays() -> None:
    event = make_event()
    lines = [{"slug": "main", "name": "", "ORDER": "1"}, {"slug": "asia", "name": "Asia", "ORDER": "2"}]
    client = _organiser(event)
    assert client.post(_address(event), _lines("feeds", *lines)).status_code == 302
    assert [feed.record.slug for feed in selectors.feeds([event.pk])[event.pk]] == ["main", "asia"]
    refused = client.post(_address(event), _lines("feeds", lines[1], seen=1))
    assert refused.status_code == 200
    assert [feed.record.slug for feed in selectors.feeds([event.pk])[event.pk]] == ["main", "asia"]


def test_list_that_another_changed_meanwhile_is_not_overwritten_unless_one_saves_again() -> None:
    event = make_event()
    client = _organiser(event)
    assert 'name="themes-seen" value="0"' in client.get(_address(event)).content.decode()
    change_themes(event_id=event.pk, themes=[WantedTheme(None, "Price", "#112233")], mover=MODERATOR)
    mine = {"id": "", "name": "Design", "colour": "#abcdef", "ORDER": "1"}
    refused = client.post(_address(event), _lines("themes", mine))
    page = refused.content.decode()
    assert refused.status_code == 200
    assert 'value="Design"' in page
    assert 'name="themes-seen" value="1"' in page
    assert [theme.name for theme in selectors.themes([event.pk])[event.pk]] == ["Price"]
    assert client.post(_address(event), _lines("themes", mine, seen=1)).status_code == 302
    assert [theme.name for theme in selectors.themes([event.pk])[event.pk]] == ["Design"]


def test_webhooks_are_added_tried_switched_and_deleted() -> None:
    event = make_event()
    client = _organiser(event)
    client.post(_address(event), {"section": "webhook", "webhook-url": "https://example.com/hook"})
    hook = Webhook.objects.get(event=event)
    assert client.post(_address(event), {"section": "webhook", "webhook-url": "https://10.0.0.1/"}).status_code == 200
    client.post(_address(event), {"section": "test", "webhook_id": hook.pk})
    assert WebhookDelivery.objects.get().kind == "test"
    page = client.get(_address(event)).content.decode()
    assert hook.url in page
    assert hook.secret in page
    client.post(_address(event), {"section": "switch", "webhook_id": hook.pk})
    hook.refresh_from_db()
    assert not hook.is_active
    client.post(_address(event), {"section": "delete", "webhook_id": hook.pk})
    assert not Webhook.objects.exists()


def test_page_of_another_event_is_not_there() -> None:
    event, other = make_event(), make_event("other")
    hook = save_webhook(webhook=Webhook(event=other, url="https://example.com/zarathustra"))
    client = _organiser(event)
    assert client.get(_address(other)).status_code == 404
    assert client.post(_address(other), POLICY).status_code == 404
    assert client.post(_address(event), {"section": "delete", "webhook_id": hook.pk}).status_code == 404
    assert "zarathustra" not in client.get(_address(event)).content.decode()
    assert Webhook.objects.filter(pk=hook.pk).exists()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.DIRECTOR, Role.HOST])
def test_page_is_for_organisers(role: Role) -> None:
    event = make_event()
    assert _organiser(event, role).get(_address(event)).status_code in {302, 403, 404}


def test_page_shows_downloads_and_files_and_speaks_french() -> None:
    event = make_event()
    change_feeds(event_id=event.pk, feeds=[Feed(slug="main", name="Plateau")], mover=MODERATOR)
    note_download(event_id=event.pk, what="questions.csv", mover=MODERATOR)
    client = _organiser(event)
    page = client.get(_address(event)).content.decode()
    assert "Mona Moderator" in page
    assert 'href="/crew/launch/decisions.json"' in page
    assert "What may be asked" in page
    assert client.get("/studio/questions/").headers["Location"] == _address(event)
    french = client.get(_address(event), headers={"accept-language": "fr"}).content.decode()
    assert "Ce qui peut être demandé" in french
