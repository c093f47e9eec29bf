"""Tables, bars and the chart."""

from __future__ import annotations

from xml.etree import ElementTree

from loadtest.bench.presenting import bars, ratio_table, svg, table


def spread(median: float, low: float, high: float) -> dict[str, float]:
    return {"median": median, "min": low, "max": high}


RESULT = {
    "bench": "fanout",
    "rows": [
        {"peer": "unveil", "subscribers": 2000, "rounds": 2, "cost": spread(10.5, 10, 11), "failures": []},
        {"peer": "a<b", "subscribers": 500, "rounds": 2, "cost": spread(21, 20, 22), "kb": spread(3, 3, 3)},
        {"peer": "never-came", "subscribers": 2000, "rounds": 2, "failures": ["round 0: no"]},
    ],
    "ratios": {"unveil/a<b@2000": spread(0.5, 0.45, 0.55)},
}


def test_table_has_a_column_for_each_row_and_a_line_for_each_metric() -> None:
    assert table(RESULT).splitlines() == [
        "|  | unveil@2000 | a<b@500 | never-came@2000 |",
        "| --- | --- | --- | --- |",
        "| cost | 10.5 (10 to 11) | 21 (20 to 22) |  |",
        "| kb |  | 3 |  |",
    ]


def test_ratio_table_shows_the_spread() -> None:
    assert ratio_table(RESULT).splitlines()[2:] == ["| unveil/a<b@2000 | 0.5 | 0.45 to 0.55 |"]


def test_bars_are_as_long_as_their_values() -> None:
    unit, ours, theirs = bars(RESULT, "cost", "us").splitlines()
    assert unit == "us"
    assert [line.count("█") for line in (ours, theirs)] == [20, 40]


def test_chart_is_xml_with_a_bar_for_each_row_that_was_measured() -> None:
    chart = ElementTree.fromstring(svg(RESULT, "cost", "us of CPU"))
    rects = chart.findall("{http://www.w3.org/2000/svg}rect")[1:]
    ours, theirs = (float(rect.get("width", "0")) for rect in rects)
    assert abs(ours * 2 - theirs) < 0.2
    assert [text.text for text in chart.iter("{http://www.w3.org/2000/svg}text")][:4] == [
        "fanout: us of CPU",
        "unveil@2000",
        "10.5",
        "a<b@500",
    ]
