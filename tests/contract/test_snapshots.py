"""Old snapshot + what happened since = fresh snapshot: for every topic, in every scenario, and for every fact."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import Any

import pytest
from django.db import transaction

from live.facts import encode
from live.topics import TopicKind, topic_kinds
from tests.contract import scenarios  # noqa: F401  # registers
from tests.contract.case_files import FOLDER, path_of, written
from tests.contract.reading import apply, look, messages_since, plain
from tests.contract.scenario import SCENARIOS, Scenario, make_world

pytestmark = pytest.mark.django_db

Cases = dict[str, list[dict[str, Any]]]
# What a scenario came to, by its name: each is played once, by whichever test wants it first.
_played: dict[str, list[tuple[str, dict[str, Any]]]] = {}


def _play(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """Play a scenario; check every topic, and return (prefix, case) for those to which something happened."""
    world = make_world(monkeypatch)
    with transaction.atomic():
        act = scenario.prepare(world)
    before = {topic: look(topic) for topic in world.topics()}
    with transaction.atomic():
        act()
    cases = []
    for topic in world.topics():
        messages = messages_since(topic, before[topic])
        after = look(topic)
        for order in (messages, messages[::-1]):
            assert plain(apply(topic, before[topic].state, order)) == plain(after.state), topic
        if messages:
            case: dict[str, Any] = {"name": scenario.name.replace("_", " "), "topic": topic, "messages": messages}
            case |= {"before": plain(before[topic].state), "after": plain(after.state)}
            cases.append((topic.split("/")[0], case))
    _played[scenario.name] = cases
    return cases


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_old_snapshot_and_messages_make_the_fresh_snapshot(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _play(scenario, monkeypatch), "nothing happened to any topic"


def test_topic_to_which_nothing_was_appended_has_its_initial_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edges give it out without a read, whatever has happened to others."""
    kinds = [kind for kind in topic_kinds().values() if kind.initial is not None]
    assert kinds
    assert all(kind.personal for kind in kinds)
    for scenario in SCENARIOS:
        with transaction.atomic(), monkeypatch.context() as patch:
            world = make_world(patch)
            scenario.prepare(world)()
            newcomer = world.attendee("Somebody New")
            for kind in kinds:
                at = look(f"{kind.prefix}/{world.event.pk}/a{newcomer.pk}")
                assert (at.offset, at.rev, plain(at.state)) == (0, 0, plain(encode(kind.initial))), scenario.name
            transaction.set_rollback(True)


@pytest.fixture
def all_cases(monkeypatch: pytest.MonkeyPatch) -> Cases:
    cases: Cases = defaultdict(list)
    for scenario in SCENARIOS:
        if scenario.name not in _played:
            with transaction.atomic(), monkeypatch.context() as patch:
                _play(scenario, patch)
                transaction.set_rollback(True)
        for prefix, case in _played[scenario.name]:
            cases[prefix].append(case)
    return cases


def test_every_fact_of_every_topic_is_in_a_scenario(all_cases: Cases) -> None:
    covered, valued = set(), set()
    for prefix, cases in all_cases.items():
        for message in (message for case in cases for message in case["messages"]):
            if message["type"] == "values":
                valued.add(prefix)
            covered |= {(prefix, fact["kind"]) for fact in message.get("facts", [])}
    kinds = topic_kinds()
    assert covered == {(prefix, fact.__name__) for prefix, kind in kinds.items() for fact in kind.fact_types}
    assert valued == {prefix for prefix, kind in kinds.items() if type(kind).apply_values is not TopicKind.apply_values}


def test_cases_are_those_that_the_stores_are_tested_with(all_cases: Cases) -> None:
    if os.environ.get("UNVEIL_WRITE_CASES"):
        for prefix, cases in all_cases.items():
            path_of(prefix).write_text(written(cases), encoding="utf-8")
    assert {path.stem for path in FOLDER.glob("*.json")} == set(all_cases)
    for prefix, cases in all_cases.items():
        assert path_of(prefix).read_text(encoding="utf-8") == written(cases), (
            f"{prefix}: run UNVEIL_WRITE_CASES=1 pytest tests/contract, look at the difference, and commit it"
        )
