"""The one object that every bench prints."""

from __future__ import annotations

import json

from loadtest.bench.result import Comparison, Promise, Reading, Result, rotated


def reading(peer: str, round_number: int, cost: float, *, subscribers: int = 2000) -> Reading:
    return Reading(peer, subscribers, round_number, {"cost": cost})


def test_result_has_the_shape_that_every_bench_has() -> None:
    readings = [
        reading("unveil", 0, 10.0),
        reading("nchan", 0, 8.0),
        reading("nchan", 1, 8.0),
        reading("unveil", 1, 12.0),
    ]
    result = Result(
        "fanout",
        {"cpus": 2},
        readings,
        comparisons=[Comparison("cost", "unveil", "nchan", 2000, 2000)],
        promises=[Promise("unveil/nchan@2000", at_most=1.15), Promise("unveil/node@2000", at_most=1.0)],
    )
    told = json.loads(json.dumps(result.as_json()))
    assert told == {
        "bench": "fanout",
        "settings": {"cpus": 2, "unmeasured": ["unveil/node@2000"]},
        "rows": [
            {
                "peer": "unveil",
                "subscribers": 2000,
                "rounds": 2,
                "cost": {"median": 11.0, "min": 10.0, "max": 12.0},
                "failures": [],
            },
            {
                "peer": "nchan",
                "subscribers": 2000,
                "rounds": 2,
                "cost": {"median": 8.0, "min": 8.0, "max": 8.0},
                "failures": [],
            },
        ],
        "ratios": {"unveil/nchan@2000": {"median": 1.375, "min": 1.25, "max": 1.5}},
        "missed": ["fanout: unveil/nchan@2000: expected at most 1.15, got 1.375 (1.25 to 1.5)"],
    }


def test_promise_of_a_metric_is_judged_by_its_median() -> None:
    readings = [reading("unveil", number, cost) for number, cost in enumerate([90.0, 99.0, 140.0])]
    kept = Promise("unveil@2000", "cost", at_most=100.0)
    broken = Promise("unveil@2000", "cost", at_least=100.0)
    assert Result("joins", {}, readings, promises=[kept]).as_json()["missed"] == []
    assert Result("joins", {}, readings, promises=[broken]).as_json()["missed"] == [
        "joins: unveil@2000 cost: expected at least 100, got 99 (90 to 140)"
    ]


def test_failed_round_is_told_and_takes_no_part() -> None:
    failed = Reading("unveil", 2000, 1, {}, failure="expected 2000 sockets to come in, got 3")
    (row,) = Result("fanout", {}, [reading("unveil", 0, 7.0), failed]).as_json()["rows"]
    assert row["cost"] == {"median": 7.0, "min": 7.0, "max": 7.0}
    assert row["failures"] == ["round 1: expected 2000 sockets to come in, got 3"]


def test_ratio_to_a_peer_that_holds_fewer_names_both_counts() -> None:
    comparison = Comparison("cost", "unveil", "channels", 2000, 1000)
    readings = [reading("unveil", 0, 12.0), reading("channels", 0, 480.0, subscribers=1000)]
    result = Result("fanout", {}, readings, comparisons=[comparison]).as_json()
    assert result["ratios"] == {"unveil@2000/channels@1000": {"median": 0.025, "min": 0.025, "max": 0.025}}


def test_order_is_another_in_each_round() -> None:
    assert [list(rotated("abc", number)) for number in range(4)] == [
        ["a", "b", "c"],
        ["b", "c", "a"],
        ["c", "a", "b"],
        ["a", "b", "c"],
    ]
